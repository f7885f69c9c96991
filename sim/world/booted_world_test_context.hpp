// sim/world/booted_world_test_context.hpp
//
// Purpose: for tests only: a world of two nodes without a clock. Choices are made one by one; those
// that go by themselves are made until the domain has booted on node 0.
// Thread rule: one test, one thread.
//
//   class Landing : public BootedWorld { ... };
//   make({Kind::crash_host, Choice::no_domain, n1, 0, 0, 0, 0, 0});  go_on();
#pragma once

#include "sim/world/apply.hpp"
#include "sim/world/faults.hpp"
#include "sim/world/form.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {

class BootedWorld : public testing::Test {
 protected:
  static constexpr NodeId n1{0};
  static constexpr NodeId n2{1};

  explicit BootedWorld(const DomainForm& form = {}) {
    Formation f = alike({.nodes = 2, .domains = 1}, form);
    f.faults_of_a_kind = 255;
    *w_ = xvm::sim::form<World21>(f, *scratch_);
    go_on();
  }

  void make(const Choice& c) { apply(*w_, c, *scratch_); }
  // What needs no time to pass: methods, calls, guests; and the next step of the group.
  static bool goes_by_itself(const Choice& c) {
    const bool next_step = c.kind == Kind::rgm_timer &&
                           c.detail == static_cast<std::uint8_t>(rgm::TimerName::next_step);
    return next_step || c.kind == Kind::begin || c.kind == Kind::land || c.kind == Kind::deliver ||
           c.kind == Kind::tell_end || c.kind == Kind::life || c.kind == Kind::turn;
  }
  bool go_one_on() {
    list_domain(*w_, 0, *list_);
    for (const Choice& c : *list_) {
      if (!goes_by_itself(c)) continue;
      const Choice copy = c;
      make(copy);
      return true;
    }
    return false;
  }
  void go_on() {
    for (int i = 0; i < 2000 && go_one_on(); ++i) {
    }
  }
  template <class Condition>
  bool go_until(Condition&& is_so) {
    for (int i = 0; i < 2000 && !is_so() && go_one_on(); ++i) {
    }
    return is_so();
  }
  void order(rgm::Verb verb, NodeId n = NodeId::none) {
    make({Kind::command, 0, n, 0, 0, static_cast<std::uint8_t>(verb), 0, 0});
  }

  auto& d() { return w_->domains[0]; }
  const fakes::DomainCell& cell(NodeId n) { return d().places[index(n)].cell; }
  bool is_listed(Kind kind, NodeId n, unsigned detail = 0) {
    list_domain(*w_, 0, *list_);
    return std::any_of(list_->begin(), list_->end(), [&](const Choice& c) {
      return c.kind == kind && c.node == n && c.detail == detail;
    });
  }
  bool is_cluster_listed(Kind kind, NodeId n) {
    list_cluster(*w_, *cluster_list_);
    return std::any_of(cluster_list_->begin(), cluster_list_->end(),
                       [&](const Choice& c) { return c.kind == kind && c.node == n; });
  }
  const FaultChoices<2, 1>& faults(Fault fault) {
    list_faults(*w_, fault, *fault_list_);
    return *fault_list_;
  }

  std::unique_ptr<Scratch> scratch_ = std::make_unique<Scratch>();
  std::unique_ptr<World21> w_ = std::make_unique<World21>();
  std::unique_ptr<DomainChoices<2>> list_ = std::make_unique<DomainChoices<2>>();
  std::unique_ptr<ClusterChoices<2>> cluster_list_ = std::make_unique<ClusterChoices<2>>();
  std::unique_ptr<FaultChoices<2, 1>> fault_list_ = std::make_unique<FaultChoices<2, 1>>();
};

}  // namespace xvm::sim
