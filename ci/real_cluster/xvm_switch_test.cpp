// A cluster of 2008 tells a stop no target: `clrg switch` shuts the guest down, and `xvm switch`
// tells the stop what the cluster does not.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* moves_alive = "migrate -live from";

class ClusterOf2008 : public ::testing::Test {
 protected:
  ClusterOf2008() { c.online(); }

  bool hint_is_there() const { return std::filesystem::exists(c.admin() + "/web-rs/hint"); }
  bool stop_waits_on_a() const { return std::filesystem::exists(c.folder() + "/pid.stop"); }

  // `xvm switch --to TARGET` dies with its hint written; `goes_on`: the cluster got its order.
  void xvm_switch_is_killed(const std::string& target, bool goes_on) {
    const std::string silent = c.folder() + "/silent";
    std::filesystem::create_directory(silent);
    std::ofstream(silent + "/clrg") << "#!/bin/sh\nexec sleep 30\n";
    std::filesystem::permissions(silent + "/clrg", std::filesystem::perms::owner_all);
    c.hold("A", "stop");
    std::thread command([&] { c.xvm_switch(target, goes_on ? "" : silent); });
    EXPECT_TRUE(c.eventually([&] { return hint_is_there() && (!goes_on || stop_waits_on_a()); }));
    EXPECT_EQ(c.kill_agent("A", "xvm").code, 0);
    c.release("A", "stop");
    command.join();
    EXPECT_TRUE(hint_is_there());
  }

  RealCluster c{{.nodes = {"A", "B", "C"}, .tells_targets = false}};
};

TEST_F(ClusterOf2008, ShutsTheGuestDownAtAPlainSwitchAndSaysWhy) {
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("the cluster does not tell where this switch goes"));
  EXPECT_THAT(c.log(), Not(HasSubstr(moves_alive)));
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  c.expect_settled_on("B");
}

TEST_F(ClusterOf2008, MigratesTheGuestAtAnXvmSwitch) {
  const Ran done = c.xvm_switch("B");
  EXPECT_EQ(done.code, 0) << done.out;
  EXPECT_FALSE(hint_is_there());
  EXPECT_TRUE(c.eventually([&] { return !c.boot_id("B").empty(); }));
  c.expect_settled_on("B");
  EXPECT_EQ(c.boots().size(), 1u);
}

TEST_F(ClusterOf2008, DoesNotBelieveTheHintOfAnEarlierSwitch) {
  xvm_switch_is_killed("B", true);
  EXPECT_TRUE(c.eventually([&] { return c.online_on() == "B"; }));
  EXPECT_THAT(c.log(), HasSubstr(std::string(moves_alive) + " A to B"));
  EXPECT_EQ(c.rgm("clrg switch -n C web-rg").code, 0);
  EXPECT_THAT(c.log(),
              HasSubstr("the hint of xvm switch does not count: it was written for claim "));
  EXPECT_THAT(c.log(), Not(HasSubstr(std::string(moves_alive) + " B")));
  c.expect_settled_on("C");
}

// Nothing tells such a hint from that of the switch which runs: the stop follows it, and the start
// fetches the guest from there.
TEST_F(ClusterOf2008, MakesADetourWithoutABootForAHintThatNamesAnotherNode) {
  xvm_switch_is_killed("C", false);
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("migrated-away (C)"));
  EXPECT_THAT(c.log(), HasSubstr(std::string(moves_alive) + " C to B"));
  c.expect_settled_on("B");
  EXPECT_EQ(c.boots().size(), 1u);
}

TEST_F(ClusterOf2008, ShutsTheGuestDownWhereTheHintNamesTheNodeThatItLeaves) {
  xvm_switch_is_killed("A", false);
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), Not(HasSubstr(moves_alive)));
  c.expect_settled_on("B");
}

}  // namespace
}  // namespace xvm::real_cluster
