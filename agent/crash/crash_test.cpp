// R12: the agent is killed at every action of every method, on a real node, and the same method is
// called again: its postcondition holds. Runs inside a node (crash_test.sh). Each action is killed
// in one form of death, in turn; in every form when XVM_EVERY_DEATH is set.
#include "agent/crash/guest_under_test.hpp"

#include <cstdlib>
#include <functional>
#include <iostream>

namespace xvm::agent {
namespace {

// The forms of death at one action. A call that takes less than delay_ms has happened, but nobody
// heard of it; one that takes longer is under way.
struct Death {
  bool during;
  int delay_ms;
};
constexpr Death deaths[] = {{false, 0}, {true, 1}, {true, 40}};

class AgentKilledAtEveryAction : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const std::string why = RealNode::unavailable(); !why.empty()) GTEST_SKIP() << why;
    guest_ = std::make_unique<GuestUnderTest>();
  }

  void expect_running_once() {
    EXPECT_EQ(guest_->observe(), (Observation{.activity = Activity::running, .defined = true}));
    EXPECT_EQ(guest_->emulators(), 1);
    EXPECT_TRUE(guest_->is_exported());
  }
  void expect_stopped() {
    EXPECT_EQ(guest_->observe(), Observation{.activity = Activity::inactive});
    EXPECT_EQ(guest_->emulators(), 0);
    EXPECT_TRUE(guest_->is_exported());
  }

  // What must hold even before anybody calls the agent again.
  void expect_nothing_lost() {
    EXPECT_LE(guest_->emulators(), 1);
    EXPECT_TRUE(guest_->has_definition());
  }

  // `prepare`, kill `method` at each action, call it again, `postcondition`.
  void kill_everywhere(const std::string& method, const std::function<void()>& prepare,
                       const std::function<void()>& postcondition, unsigned at_least) {
    const unsigned rounds = std::getenv("XVM_EVERY_DEATH") != nullptr ? std::size(deaths) : 1;
    for (unsigned round = 0; round < rounds && !HasFailure(); ++round) {
      unsigned action = 1;
      const auto death = [&] { return deaths[(action + round) % std::size(deaths)]; };
      while (
          kill_once({method, action, death().during, death().delay_ms}, prepare, postcondition)) {
        ++action;
      }
      if (HasFailure()) return;
      EXPECT_GT(action, at_least) << method << " was killed fewer times than it has actions";
      std::cout << method << ": killed at each of " << action - 1 << " actions, round " << round + 1
                << " of " << rounds << std::endl;
    }
  }

  // A method that only looks leaves a running guest and its records as they are.
  void expect_no_change(const std::string& method, unsigned at_least) {
    guest_->put_running();
    const std::string before = guest_->records();
    const auto as_before = [&] {
      expect_running_once();
      EXPECT_EQ(guest_->records(), before);
    };
    kill_everywhere(
        method, [] {}, as_before, at_least);
  }

  GuestUnderTest& guest() { return *guest_; }

 private:
  // False: the method made fewer actions and ended by itself, or a check failed.
  bool kill_once(const KillOrder& order, const std::function<void()>& prepare,
                 const std::function<void()>& postcondition) {
    prepare();
    const MethodRun first = guest_->run_killed(order);
    SCOPED_TRACE(order.method + " action " + std::to_string(order.action) +
                 (order.during ? " during " : " before ") + std::to_string(order.delay_ms) +
                 " ms\n--- killed:\n" + first.log);
    if (!first.killed) {
      EXPECT_EQ(first.exit_code, 0);
      postcondition();
      return false;
    }
    expect_nothing_lost();
    const MethodRun again = guest_->run(order.method);
    SCOPED_TRACE("--- again:\n" + again.log);
    EXPECT_EQ(again.exit_code, 0);
    postcondition();
    return !HasFailure();
  }

  std::unique_ptr<GuestUnderTest> guest_;
};

TEST_F(AgentKilledAtEveryAction, OfTheFirstStartEndsWithOneRunningGuest) {
  kill_everywhere(
      "start", [&] { guest().put_new(); }, [&] { expect_running_once(); }, 8);
}

TEST_F(AgentKilledAtEveryAction, OfAStartFromTheExportEndsWithOneRunningGuest) {
  kill_everywhere(
      "start", [&] { guest().put_stopped(); }, [&] { expect_running_once(); }, 8);
}

TEST_F(AgentKilledAtEveryAction, OfAStartBesideAGuestThatRunsByHandEndsWithThatGuest) {
  kill_everywhere(
      "start", [&] { guest().put_by_hand(); }, [&] { expect_running_once(); }, 5);
}

TEST_F(AgentKilledAtEveryAction, OfAStopEndsWithTheDefinitionExportedAndGone) {
  kill_everywhere(
      "stop", [&] { guest().put_running(); }, [&] { expect_stopped(); }, 8);
}

TEST_F(AgentKilledAtEveryAction, OfARepeatedStopEndsWithTheDefinitionExportedAndGone) {
  kill_everywhere(
      "stop", [&] { guest().put_stale(); }, [&] { expect_stopped(); }, 4);
}

TEST_F(AgentKilledAtEveryAction, OfAProbeChangesNothing) { expect_no_change("probe", 1); }

TEST_F(AgentKilledAtEveryAction, OfAValidateChangesNothing) { expect_no_change("validate", 3); }

TEST_F(AgentKilledAtEveryAction, OfABootSweepsTheStaleDefinition) {
  kill_everywhere(
      "boot", [&] { guest().put_stale(); }, [&] { expect_stopped(); }, 4);
}

}  // namespace
}  // namespace xvm::agent
