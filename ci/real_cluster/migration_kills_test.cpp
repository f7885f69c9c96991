// R12: control_xvm is killed at every action of the two halves of a migration, under the cluster
// framework: the hand-over, in the stop of a switch, and the take-over, in the start that follows.
// What the framework, a boot and an administrator do next leads to one guest.
#include "ci/real_cluster/switch_under_fault.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <iostream>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;

// A call that takes less than delay_ms has happened, but nobody heard of it; one that takes longer
// is under way.
struct Death {
  const char* moment;
  int delay_ms;
};
constexpr Death deaths[] = {{"before", 0}, {"during", 40}};

class AgentKilledAtEveryAction : public ::testing::TestWithParam<Death> {
 protected:
  // Kills the next `method` of a switch, after `prepare`, at each of its actions.
  void kill_everywhere(
      const std::string& method, unsigned at_least, const std::function<void()>& prepare = [] {}) {
    c_.online();
    unsigned action = 1;
    while (kill_once(method, action, prepare)) ++action;
    EXPECT_GT(action, at_least) << method << " was killed fewer times than it has actions";
    std::cout << method << ": killed at each of " << action - 1 << " actions\n";
  }

  // The copy on B is whole and paused, the claim is B's, and the agent died before it resumed it.
  void put_resume_owed() {
    const std::size_t before = c_.log().size();
    c_.kill_next("stop", "before 16 0");
    c_.rgm("clrg switch -n B web-rg");
    EXPECT_THAT(c_.log().substr(before), HasSubstr("killed at: before resume B"));
    EXPECT_EQ(c_.rgm("clrs clear -f STOP_FAILED -n A web-rs").code, 0);
    EXPECT_EQ(c_.state("B"), "paused");
  }

  RealCluster c_;

 private:
  // False: the method made fewer actions and ended by itself, or a check failed.
  bool kill_once(const std::string& method, unsigned action, const std::function<void()>& prepare) {
    prepare();
    const std::size_t before = c_.log().size();
    const auto [moment, delay_ms] = GetParam();
    c_.kill_next(method, moment + (" " + std::to_string(action)) + " " + std::to_string(delay_ms));
    SwitchUnderFault s(c_);
    s.begin();
    s.end();
    const std::string log = c_.log().substr(before);
    SCOPED_TRACE(log);
    s.put_right();
    s.expect_one_running_copy();
    if (log.find("killed at: ") == std::string::npos || HasFailure()) return false;
    bring_back();
    return !HasFailure();
  }

  void bring_back() {
    EXPECT_EQ(c_.rgm("clrg switch -n A web-rg").code, 0);
    EXPECT_TRUE(c_.eventually([&] { return c_.runs_on() == "A" && c_.defined_on() == "A"; }));
  }
};

TEST_P(AgentKilledAtEveryAction, OfTheHandOverEndsWithOneGuest) { kill_everywhere("stop", 18); }

TEST_P(AgentKilledAtEveryAction, OfTheTakeOverEndsWithOneGuest) { kill_everywhere("start", 5); }

TEST_P(AgentKilledAtEveryAction, OfTheStartThatOwesTheResumeEndsWithOneGuest) {
  kill_everywhere("start", 14, [this] { put_resume_owed(); });
}

INSTANTIATE_TEST_SUITE_P(Each, AgentKilledAtEveryAction, ::testing::ValuesIn(deaths),
                         [](const auto& row) { return std::string(row.param.moment); });

}  // namespace
}  // namespace xvm::real_cluster
