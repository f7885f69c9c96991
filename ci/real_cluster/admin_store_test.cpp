// ADMIN full, read-only or gone while the guest is stopped, probed, switched and started.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class AdminStore : public ::testing::TestWithParam<const char*> {
 protected:
  static std::string fault() { return std::string("admin ") + GetParam(); }
  static void expect_no_loss_after_mending(RealCluster& c) {
    c.node("admin back");
    c.method("A", "boot");
    c.method("B", "boot");
    c.rgm("clrg switch -n B web-rg");
    EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A" || c.runs_on() == "B"; }));
    c.expect_settled_on(c.runs_on());
  }
  static bool unreadable() { return std::string(GetParam()) == "gone"; }
};

TEST_P(AdminStore, IsNotNeededByTheProbe) {
  RealCluster c;
  c.online();
  c.node(fault());
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_EQ(c.runs_on(), "A");
}

TEST_P(AdminStore, DoesNotKeepAStopFromItsProof) {
  RealCluster c;
  c.online();
  c.node(fault());
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  EXPECT_THAT(c.notes("A"), HasSubstr("<name>web</name>"));  // a node-local copy
  EXPECT_THAT(c.notes("A"), HasSubstr("\"debt\""));
  c.node("admin back");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  EXPECT_THAT(c.notes("A"), Not(HasSubstr("\"debt\"")));
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
}

TEST_P(AdminStore, RefusesAStartWithOneReasonAndChangesNothing) {
  RealCluster c;
  c.online();
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  c.node(fault());
  EXPECT_NE(c.method("A", "start").code, 0);
  EXPECT_THAT(c.log(), HasSubstr(unreadable() ? "admin-unreadable" : "admin-unwritable"));
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  c.node("admin back");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
}

TEST_P(AdminStore, NeverMakesTwoCopiesOfASwitch) {
  RealCluster c;
  c.online();
  c.node(fault());
  c.rgm("clrg switch -n B web-rg");
  EXPECT_THAT(c.runs_on(), Not("AB"));
  expect_no_loss_after_mending(c);
}

TEST_P(AdminStore, LostInTheMiddleOfASwitchNeverMakesTwoCopies) {
  RealCluster c;
  c.online();
  c.rgm("clrg switch -n B web-rg >/dev/null 2>&1 &");
  EXPECT_TRUE(
      c.eventually([&] { return c.log().find("migrate -live from") != std::string::npos; }));
  c.node(fault());
  c.rgm("fake-rgm-ctl wait-idle");
  EXPECT_THAT(c.runs_on(), Not("AB"));
  expect_no_loss_after_mending(c);
}

INSTANTIATE_TEST_SUITE_P(Fault, AdminStore, ::testing::Values("full", "read-only", "gone"),
                         [](const auto& fault) {
                           return fault.param[0] == 'r' ? "ReadOnly" : std::string(fault.param);
                         });

}  // namespace
}  // namespace xvm::real_cluster
