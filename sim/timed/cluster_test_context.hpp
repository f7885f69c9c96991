// sim/timed/cluster_test_context.hpp
//
// Purpose: for tests only: a cluster of two or three nodes whose one domain has booted on node 0,
// and which is then touched by one choice after the other. Thread rule: one test, one thread.
//
//   class Overlaps : public OneDomain<World21> { ... };
//   by_hand(NodeId{1}, fakes::Ask::create_transient);  settle_for(600);
#pragma once

#include "sim/timed/run.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {

inline constexpr NodeId n1{0};
inline constexpr NodeId n2{1};
inline constexpr NodeId n3{2};

// How methods ended.
template <class W>
struct Endings : RunWatch<W> {
  void stepped(const SteppedRun&) override {}
  void before(std::int64_t, const Choice&, const W&) override {}
  void after(std::int64_t, const Choice&, const W&, const Deeds& deeds, const Verdict&) override {
    if (deeds.ended) last[static_cast<std::size_t>(deeds.end.setting.method)] = deeds.end;
  }
  std::array<MethodEnded, enum_count<Method>> last{};
};

template <class W>
class OneDomain : public testing::Test {
 protected:
  explicit OneDomain(const DomainForm& form = {}) : run_(std::make_unique<Course<W>>(plan(form))) {
    run_->watch(&endings_);
    settle_for(300);
  }

  static RunOptions plan(const DomainForm& form) {
    RunOptions o;
    o.seed = 1;
    o.formation = alike({.nodes = W::node_capacity, .domains = 1}, form);
    o.formation.faults_of_a_kind = 255;
    return o;
  }
  void settle_for(std::int64_t seconds) {
    const std::int64_t end_us = run_->now_us() + seconds * second;
    while (run_->advance(end_us)) {
    }
    EXPECT_FALSE(run_->result().verdict) << to_text(run_->result().verdict.broken.violation);
  }
  template <class Condition>
  bool settle_until(Condition&& is_so, std::int64_t seconds = 600) {
    const std::int64_t end_us = run_->now_us() + seconds * second;
    while (!is_so() && run_->advance(end_us)) {
    }
    return is_so();
  }

  void on_domain(Kind kind, NodeId n, unsigned detail = 0, unsigned slot = 0) {
    run_->happen(
        {kind, 0, n, 0, static_cast<std::uint8_t>(slot), static_cast<std::uint8_t>(detail), 0, 0});
  }
  void on_cluster(Kind kind, NodeId n, unsigned detail = 0, unsigned slot = 0) {
    run_->happen({kind, Choice::no_domain, n, 0, static_cast<std::uint8_t>(slot),
                  static_cast<std::uint8_t>(detail), 0, 0});
  }
  void by_hand(NodeId n, fakes::Ask ask) {
    on_domain(Kind::by_hand, n, static_cast<unsigned>(ask));
  }
  void order(rgm::Verb verb, NodeId n = NodeId::none) {
    on_domain(Kind::command, n, static_cast<unsigned>(verb));
  }

  // What the agent says of it when it is called there, whether or not the cluster manager would.
  Reason call(NodeId n, rgm::Method method) {
    const std::uint8_t probe = method == rgm::Method::probe ? 1 : 0;
    auto& run = domain().places[index(n)].runs[probe];
    run.life = Life::launched;
    run.method = method;
    run_->look_again();
    EXPECT_TRUE(settle_until([&] { return run.life == Life::none; }, 60));
    return last(method_for(method)).reason;
  }
  Reason reconcile(NodeId n) { return call(n, rgm::Method::boot); }
  const MethodEnded& last(Method method) { return endings_.last[static_cast<std::size_t>(method)]; }
  W& world() { return run_->world(); }
  auto& domain() { return world().domains[0]; }
  const fakes::DomainCell& cell(NodeId n) { return domain().places[index(n)].cell; }
  bool runs(NodeId n) { return fakes::executing(cell(n)); }
  bool runs_only(NodeId n) {
    for (unsigned i = 0; i < W::node_capacity; ++i) {
      if (runs(node_at(i)) != (node_at(i) == n)) return false;
    }
    return true;
  }
  const Claim& claim() { return domain().newest; }
  std::uint64_t boots() { return domain().incarnation; }

  Endings<W> endings_;
  std::unique_ptr<Course<W>> run_;
};

}  // namespace xvm::sim
