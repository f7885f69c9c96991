// The dangerous window of a migration, from the last bytes of the copy to the source's answer:
// libvirt's own protocol leaves the guest running on both nodes, or on none. Ours must not.
#include "ci/real_cluster/switch_under_fault.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;

using Act = std::function<void(RealCluster&, const SwitchUnderFault&)>;

struct Row {
  std::string name;
  std::string at_the_end;  // `ci/node` words, three seconds before the last byte
  Act then = nullptr;      // while the switch still runs
  Act mend = nullptr;      // after it; what heal, thaw and start do not undo
  std::string says{};      // the agent's log: the fault was met
};

// Libvirt's keepalive needs some 15 seconds to give up a silent peer (CMakeLists.txt): the copy is
// whole before.
constexpr double three_seconds_mib = 18;
const std::string slowly = "MIGRATE_BANDWIDTH=6\n";
const std::string lose_replies = "drop-port B 16509 --replies";

void pause(int seconds) { std::this_thread::sleep_for(std::chrono::seconds(seconds)); }

Act after_the_copy(const std::vector<std::string>& faults, int seconds_between = 0) {
  return [=](RealCluster& c, const SwitchUnderFault& s) {
    s.wait_for_the_whole_copy();
    for (const std::string& fault : faults) {
      EXPECT_EQ(c.node(fault).code, 0) << fault;
      pause(seconds_between);
    }
  };
}

Act power_off(const std::string& node) {
  return [node](RealCluster& c, const SwitchUnderFault& s) {
    s.wait_for_the_whole_copy();
    c.power_off(node);
  };
}
Act power_on(const std::string& node) {
  return [node](RealCluster& c, const SwitchUnderFault&) { c.power_on(node); };
}

Act after(int seconds, const std::vector<std::string>& words) {
  return [=](RealCluster& c, const SwitchUnderFault&) {
    pause(seconds);
    for (const std::string& word : words) EXPECT_EQ(c.node(word).code, 0) << word;
  };
}

void kill_agent(RealCluster& c, const SwitchUnderFault& s) {
  s.wait_for_the_whole_copy();
  EXPECT_EQ(c.kill_agent("A", "stop").code, 0);
}

const Row rows[] = {
    {.name = "TheFinishReplyIsLost", .at_the_end = lose_replies, .says = "client socket is closed"},
    {.name = "TheFinishReplyIsLostForAWhile",
     .at_the_end = lose_replies,
     .then = after(20, {"heal"})},
    {.name = "TheTargetsDaemonIsFrozen",
     .at_the_end = "daemon B freeze",
     .says = "client socket is closed"},
    {.name = "TheTargetsDaemonIsFrozenForAWhile",
     .at_the_end = "daemon B freeze",
     .then = after(20, {"daemon B thaw"})},
    {.name = "TheFinishRequestIsLost",
     .at_the_end = "drop-port B 16509",
     .says = "client socket is closed"},
    {.name = "AllTrafficIsCut", .at_the_end = "cut A B", .says = "client socket is closed"},
    {.name = "AllTrafficIsCutForAWhile", .at_the_end = "cut A B", .then = after(20, {"heal"})},
    {.name = "TheSourcesDaemonDiesAfterFinish",
     .at_the_end = lose_replies,
     .then = after_the_copy({"daemon A kill"}),
     .says = "End of file while reading data"},
    {.name = "TheSourcesDaemonRestartsAfterFinish",
     .at_the_end = lose_replies,
     .then = after_the_copy({"daemon A kill", "daemon A start", "heal"}),
     .says = "End of file while reading data"},
    {.name = "TheSourcesDaemonDiesWithFinishInFlight",
     .at_the_end = "drop-port B 16509",
     .then = after(6, {"daemon A kill", "heal"}),
     .says = "End of file while reading data"},
    {.name = "TheSourcesDaemonDiesAndTheTargetGivesUp",
     .at_the_end = "cut A B",
     .then = after(6, {"daemon A kill"}),
     .says = "End of file while reading data"},
    {.name = "TheSourceLosesPowerAfterFinish",
     .at_the_end = lose_replies,
     .then = power_off("A"),
     .mend = power_on("A"),
     .says = "copy on B condemned"},
    {.name = "TheTargetLosesPowerAfterFinish",
     .at_the_end = lose_replies,
     .then = power_off("B"),
     .mend = power_on("B"),
     .says = "client socket is closed"},
    {.name = "TheAgentIsKilledAfterFinish", .at_the_end = lose_replies, .then = kill_agent},
};

class EndOfTheCopy : public ::testing::TestWithParam<Row> {};

TEST_P(EndOfTheCopy, LeavesOneGuest) {
  const Row& row = GetParam();
  RealCluster c({.configuration = slowly, .stop_timeout_s = 90});
  SwitchUnderFault s(c);
  c.online();
  s.begin();
  s.wait_until_left_mib(three_seconds_mib);
  EXPECT_EQ(c.node(row.at_the_end).code, 0);
  if (row.then) row.then(c, s);
  s.end();
  if (row.mend) row.mend(c, s);
  EXPECT_THAT(c.log(), HasSubstr(row.says));
  s.put_right();
  s.expect_one_running_copy();
}

INSTANTIATE_TEST_SUITE_P(When, EndOfTheCopy, ::testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace xvm::real_cluster
