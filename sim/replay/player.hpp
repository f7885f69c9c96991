// sim/replay/player.hpp
//
// Purpose: performs the statements of a scenario on a cluster, in their order, and judges what
// comes of it: expectations, invariants after every event, and at the end L1 (docs/scenarios.md).
// Thread rule: one owner.
//
//   Diary diary(scenario, cluster);
//   const auto failure = Player(scenario, cluster, diary).play();     // nullopt: all is as
//   expected
#pragma once

#include "sim/replay/acting.hpp"
#include "sim/scenario/problem.hpp"

#include <functional>

namespace xvm::sim {

class Player {
 public:
  Player(const Scenario& scenario, Cluster& cluster, Diary& diary)
      : scenario_(scenario), cluster_(cluster), diary_(diary), truth_(scenario, cluster, diary) {}

  std::optional<Problem> play();

 private:
  enum class Reached : std::uint8_t { what, time, failure };
  // From `line` on, after every event.
  struct Lasting {
    std::size_t line;
    const Expectation* expectation;
  };

  // Events until then, or until it is true, which is asked before the first one too.
  Reached go(std::int64_t end_us, const std::function<bool()>& until);
  bool pass(std::int64_t end_us);
  bool is_sound();
  bool fail(std::string what);
  bool fail(std::size_t line, std::string what);

  bool begin();
  bool all_run() const;
  bool perform(const Statement& statement);
  bool await(const Trigger& trigger);
  bool await(const Conditions& conditions, std::int64_t bound_us);
  bool expect(const Expectation& e);
  bool expect_lasting(const Lasting& lasting);
  bool do_deed(const Deed& deed);

  bool finish();
  bool settle();
  bool repair();
  bool judge_rest();
  bool judge_executes(unsigned domain);
  bool judge_recovery();
  bool judge_no_recovery(const Condition& c);
  bool is_lost_member(NodeId n) const;
  bool is_excused(const Condition& c);

  const Scenario& scenario_;
  Cluster& cluster_;
  Diary& diary_;
  Truth truth_;
  std::int64_t began_us_ = 0;
  std::size_t line_ = 0;  // of the statement that is performed
  std::optional<CallAt> call_;
  std::vector<Lasting> lasting_;
  std::vector<const Statement*> left_;  // expect no recovery
  std::optional<Problem> failure_;
};

}  // namespace xvm::sim
