// A run is the same whether it is recorded or not, and its trace tells what happened in it.
#include "sim/record/recorder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

namespace xvm::sim {
namespace {

using trace::Entry;
using trace::Fact;

// A quiet cluster of two nodes whose domain is switched to the other one after five minutes.
class RecordedRun : public testing::Test {
 protected:
  RecordedRun() {
    RunOptions o = draw_quiet(1, {2, 1});
    o.formation = alike({2, 1}, {});
    run_ = std::make_unique<Course<World21>>(o);
    recorder_.begin(run_->world());
    run_->watch(&recorder_);
    pass(300);
    switched_us_ = run_->now_us();
    run_->happen(
        {Kind::command, 0, NodeId{1}, 0, 0, static_cast<std::uint8_t>(rgm::Verb::switch_to), 0, 0});
    pass(300);
  }
  void pass(std::int64_t seconds) {
    const std::int64_t end_us = run_->now_us() + seconds * second;
    while (run_->advance(end_us)) {
    }
  }
  void do_behind_their_back(fakes::Ask ask) {
    ask_node(run_->world(), run_->world().domains[0], NodeId{0}, ask);
    run_->happen({Kind::vanish, 0, NodeId{0}, 0, 0, 0, 0, 0});
  }
  std::ptrdiff_t count(const char* fact, const char* field, const char* value) const {
    return std::count_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
      const auto* f = std::get_if<Fact>(&e.payload);
      if (f == nullptr || f->name != fact) return false;
      const auto found = f->fields.find(field);
      return found != f->fields.end() && found->second == value;
    });
  }

  std::int64_t switched_us_ = 0;
  std::vector<Entry> entries_;
  Recorder<World21> recorder_{
      numbered_names(2, 1), {}, [this](const Entry& e) { entries_.push_back(e); }};
  std::unique_ptr<Course<World21>> run_;
};

TEST_F(RecordedRun, BeginsWithAHeaderAndTheCluster) {
  EXPECT_TRUE(std::holds_alternative<trace::Header>(entries_.at(0).payload));
  EXPECT_EQ(std::get<Fact>(entries_.at(1).payload).fields.at("nodes"), "n1 n2");
}

TEST_F(RecordedRun, CountsItsEntriesAndNeverGoesBackInTime) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    EXPECT_EQ(entries_[i].sequence, i);
    EXPECT_GE(entries_[i].at_us, entries_[i == 0 ? 0 : i - 1].at_us);
  }
}

TEST_F(RecordedRun, HasTheMomentOfEachChoice) {
  const auto switched = std::find_if(entries_.begin(), entries_.end(), [](const Entry& e) {
    const auto* f = std::get_if<Fact>(&e.payload);
    return f != nullptr && f->name == "command";
  });
  ASSERT_NE(switched, entries_.end());
  EXPECT_EQ(static_cast<std::int64_t>(switched->at_us), switched_us_);
}

TEST_F(RecordedRun, TellsTheSwitchTheMigrationAndItsClaims) {
  EXPECT_EQ(count("command", "what", "switch"), 1);
  EXPECT_EQ(count("migration", "phase", "perform"), 1);
  EXPECT_EQ(count("migration", "phase", "ended"), 1);
  EXPECT_EQ(count("claim", "state", "moving"), 1);
  EXPECT_GE(count("domain", "seen", "incomplete"), 1);
}

TEST_F(RecordedRun, TellsAViolationWhenItHappensAndTheResultAtTheEnd) {
  do_behind_their_back(fakes::Ask::define);
  do_behind_their_back(fakes::Ask::create);
  recorder_.end("S1");
  EXPECT_EQ(count("violation", "invariant", "S1-two-execute"), 1);
  EXPECT_EQ(count("run-over", "result", "S1"), 1);
}

// Every recorded step is what the tables do: the trace can be fed through them again.
TEST_F(RecordedRun, HoldsTheStepsThatTheTablesMake) {
  std::map<std::string, Machine> machines;
  std::size_t steps = 0;
  for (const Entry& e : entries_) {
    const std::string key = e.node + (e.method == Method::probe ? "/probe" : "");
    if (const auto* call = std::get_if<trace::Call>(&e.payload)) {
      machines[key] = begin_method(call->setting);
    }
    const auto* step = std::get_if<trace::Step>(&e.payload);
    if (step == nullptr) continue;
    Outbox out;
    ASSERT_EQ(trace::place_of(machines.at(key)), step->before);
    xvm::step(machines.at(key), step->event, out);
    ASSERT_EQ(std::vector<Action>(out.begin(), out.end()), step->actions);
    ASSERT_EQ(trace::place_of(machines.at(key)), step->after);
    ++steps;
  }
  EXPECT_GT(steps, 50u);
}

TEST(Recorder, ChangesNothingInTheRun) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto plain = std::make_unique<Course<World21>>(draw_options(seed, {2, 1}));
    const auto watched = std::make_unique<Course<World21>>(draw_options(seed, {2, 1}));
    Recorder<World21> recorder(numbered_names(2, 1), {}, [](const Entry&) {});
    recorder.begin(watched->world());
    watched->watch(&recorder);
    EXPECT_EQ(plain->go().hash, watched->go().hash) << seed;
  }
}

}  // namespace
}  // namespace xvm::sim
