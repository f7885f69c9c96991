#include "sim/replay/player.hpp"

#include "sim/scenario/duration.hpp"
#include "sim/scenario/print.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

constexpr std::int64_t s_us = 1'000'000;
constexpr std::int64_t hour_us = 3600 * s_us;

}  // namespace

bool Player::fail(std::size_t line, std::string what) {
  if (!failure_) failure_ = Problem{line, std::move(what)};
  return false;
}
bool Player::fail(std::string what) { return fail(line_, std::move(what)); }

// --- time ----------------------------------------------------------------------------------------

bool Player::expect_lasting(const Lasting& lasting) {
  const Expectation& e = *lasting.expectation;
  const bool wanted = e.scope == Scope::always;
  if (truth_.holds(e.conditions) == wanted) return true;
  const std::string found = wanted ? truth_.found(e.conditions) : "that it is true";
  return fail(lasting.line,
              fmt::format("expected {} {}, found {} {} after the statements began",
                          to_text(e.scope), print(scenario_, e.conditions), found,
                          print_duration((cluster_.now_us() - began_us_) / 1000 * 1000)));
}

// After an event.
bool Player::is_sound() {
  const Verdict& v = cluster_.verdict();
  if (v.impossible) return fail("a method was told what it never asked for");
  if (v) {
    const NodeId n = v.broken.node;
    return fail(fmt::format("expected every invariant to hold, found {} of {}{}",
                            to_text(v.broken.violation), scenario_.domains[v.domain].name,
                            n == NodeId::none ? "" : " on " + scenario_.nodes[index(n)]));
  }
  for (const Lasting& lasting : lasting_) {
    if (!expect_lasting(lasting)) return false;
  }
  return true;
}

Player::Reached Player::go(std::int64_t end_us, const std::function<bool()>& until) {
  if (failure_) return Reached::failure;
  if (until()) return Reached::what;
  while (true) {
    const bool goes_on = cluster_.advance(end_us);
    if (!goes_on && !cluster_.verdict()) break;
    if (!is_sound()) return Reached::failure;
    if (until()) return Reached::what;
  }
  cluster_.pass_to(end_us);
  return Reached::time;
}

bool Player::pass(std::int64_t end_us) {
  return go(end_us, [] { return false; }) != Reached::failure;
}

// --- the statements ------------------------------------------------------------------------------

bool Player::all_run() const {
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
    unsigned ready = 0;
    for (unsigned n = 0; n < cluster_.node_count(); ++n) {
      const fakes::DomainCell& cell = cluster_.cell(d, node_at(n));
      if (!fakes::executing(cell)) continue;
      const bool online = cluster_.group(d, node_at(n)) == GroupWord::online;
      if (online && cell.guest.boot != fakes::Boot::booting) ++ready;
    }
    if (ready != 1) return false;
  }
  return true;
}

bool Player::begin() {
  if (!scenario_.cold) {
    const Reached reached = go(hour_us, [this] { return all_run() && truth_.under_way().empty(); });
    if (reached == Reached::failure) return false;
    if (reached == Reached::time) {
      std::string found = truth_.under_way();
      for (unsigned d = 0; found.empty() && d < cluster_.domain_count(); ++d) {
        if (truth_.executing(d) != 1) found = scenario_.domains[d].name + " does not run";
      }
      return fail(
          fmt::format("expected every domain to run and all to be quiet within an hour, "
                      "found: {} ('begins: cold' waits for nothing)",
                      found));
    }
  }
  began_us_ = cluster_.now_us();
  diary_.begin();
  return true;
}

bool Player::await(const Conditions& conditions, std::int64_t bound_us) {
  const Reached reached =
      go(cluster_.now_us() + bound_us, [&] { return truth_.holds(conditions); });
  if (reached == Reached::time) {
    fail(fmt::format("expected {} within {}, found {}", print(scenario_, conditions),
                     print_duration(bound_us), truth_.found(conditions)));
  }
  if (reached == Reached::what) call_ = truth_.call_of(conditions);
  return reached == Reached::what;
}

bool Player::await(const Trigger& t) {
  call_.reset();
  switch (t.kind) {
    case TriggerKind::at_once:
    case TriggerKind::within: return true;
    case TriggerKind::at:
      if (cluster_.now_us() > began_us_ + t.us) {
        return fail(
            fmt::format("expected to be at {}, found it past: {} since the statements began",
                        print_duration(t.us), print_duration(cluster_.now_us() - began_us_)));
      }
      // Deeds of one moment follow each other, with no event between them.
      return cluster_.now_us() == began_us_ + t.us || pass(began_us_ + t.us);
    case TriggerKind::after: return pass(cluster_.now_us() + t.us);
    case TriggerKind::when: break;
  }
  return await(t.conditions, t.us);
}

bool Player::do_deed(const Deed& deed) {
  diary_.deed(deed);
  const std::string wrong = act(scenario_, cluster_, deed, call_);
  if (!wrong.empty()) {
    return fail(fmt::format("'{}' is impossible: {}", print(scenario_, deed), wrong));
  }
  return is_sound();
}

bool Player::expect(const Expectation& e) {
  if (e.scope != Scope::now) {
    lasting_.push_back({line_, &e});
    return expect_lasting(lasting_.back());
  }
  if (truth_.holds(e.conditions)) return true;
  return fail(fmt::format("expected {}, found {}", print(scenario_, e.conditions),
                          truth_.found(e.conditions)));
}

bool Player::perform(const Statement& statement) {
  line_ = statement.line.number;
  if (!await(statement.trigger)) return false;
  if (const auto* deed = std::get_if<Deed>(&statement.what)) return do_deed(*deed);
  const auto& e = std::get<Expectation>(statement.what);
  if (statement.trigger.kind == TriggerKind::within) {
    return await(e.conditions, statement.trigger.us);
  }
  if (e.conditions[0].word == ConditionWord::no_recovery) {
    left_.push_back(&statement);
    return true;
  }
  return expect(e);
}

std::optional<Problem> Player::play() {
  if (!begin()) return failure_;
  for (const Statement& statement : scenario_.statements) {
    if (!perform(statement)) return failure_;
  }
  diary_.end();
  finish();
  return failure_;
}

}  // namespace xvm::sim
