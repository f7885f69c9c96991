#include "fakes/gds/cluster_test_context.hpp"

#include <chrono>

namespace xvm::fakes::gds {
namespace {

struct ClCommands : ::testing::Test {
  ClusterTest t;
  bool refuses(const std::string& line, const std::string& because) {
    const Ran ran = t.run(line);
    EXPECT_NE(ran.out.find(because), std::string::npos) << line << "\n" << ran.out;
    return ran.code != 0;
  }
};

TEST_F(ClCommands, RegisterListAndUnregisterTypes) {
  t.good("clresourcetype register SUNW.gds");
  EXPECT_EQ(t.good("clresourcetype list"), "SUNW.gds:6\n");
  EXPECT_NE(t.good("clresourcetype show SUNW.gds").find("RT_BASEDIR"), std::string::npos);
  EXPECT_TRUE(refuses("clresourcetype register SUNW.gds", "registered already"));
  t.good("clresourcetype unregister SUNW.gds:6");
  EXPECT_TRUE(refuses("clresourcetype unregister SUNW.gds", "not registered"));
  EXPECT_TRUE(refuses("clresourcetype register SUNW.xvm", "-f"));
}

TEST_F(ClCommands, TypeInUseStays) {
  t.create("ORCL.gds");
  EXPECT_TRUE(refuses("clresourcetype unregister ORCL.gds", "in use"));
}

TEST_F(ClCommands, UnknownOrWrongPropertiesAreRefused) {
  t.create("ORCL.gds");
  EXPECT_TRUE(refuses("clrs set -p Stop_tiemout=5 rs", "Stop_tiemout is unknown"));
  EXPECT_TRUE(refuses("clrs set -p Retry_count=11 rs", "above 10"));
  EXPECT_TRUE(refuses("clrs set -p Start_command=x rs", "WHEN_DISABLED"));
  EXPECT_TRUE(refuses("clrg set -p RG_colour=red rg", "RG_colour is unknown"));
  EXPECT_TRUE(refuses("clrg create -n A,Z other", "no node Z"));
  t.good("clrs set -p Retry_count=5 rs");
  EXPECT_EQ(t.good("scha_resource_get -O RETRY_COUNT -R rs -G rg"), "5\n");
}

TEST_F(ClCommands, SunwGdsIsNetworkAwareUnlessItIsToldOtherwise) {
  t.good("clresourcetype register SUNW.gds; clrg create rg");
  EXPECT_TRUE(refuses("clrs create -t SUNW.gds -g rg -p Start_command=x rs", "Port_list"));
  EXPECT_TRUE(refuses("clrs create -t SUNW.gds -g rg rs", "Start_command needs a value"));
  t.good("clrs create -t SUNW.gds -g rg -p Start_command=x -p Network_aware=FALSE rs");
  EXPECT_EQ(t.good("scha_resource_get -O STOP_TIMEOUT -R rs -G rg"), "300\n");
}

TEST_F(ClCommands, ResourceThatDoesNotValidateIsNotMade) {
  t.create("ORCL.gds");
  t.good("clrs disable rs; clrs delete rs");
  EXPECT_EQ(t.run("clrs create -t ORCL.gds -g rg -p PMF_managed=FALSE -p Start_command=true "
                  "-p Stop_command=true -p Validate_command='test $XVM_FAKE_NODE != B' rs")
                .code,
            10);
  EXPECT_EQ(t.good("clrs list"), "");
}

TEST_F(ClCommands, ChangeThatDoesNotValidateIsTakenBack) {
  t.create("ORCL.gds");
  t.method("validate", "exit 1");
  EXPECT_TRUE(refuses("clrs set -p Retry_count=5 rs", "validate method failed"));
  EXPECT_EQ(t.good("scha_resource_get -O RETRY_COUNT -R rs -G rg"), "2\n");
}

TEST_F(ClCommands, GroupIsDeletedOnlyWhenItIsEmptyAndOffline) {
  t.online("ORCL.gds");
  EXPECT_TRUE(refuses("clrg delete rg", "it has a resource"));
  EXPECT_TRUE(refuses("clrg delete -F rg", "not offline"));
  EXPECT_TRUE(refuses("clrs delete rs", "disable it first"));
  t.good("clrs disable rs; clrs delete rs; clrg offline rg; clrg delete rg");
  EXPECT_EQ(t.good("clrg list"), "");
}

TEST_F(ClCommands, TableShowsEveryNodeOfTheList) {
  t.online("ORCL.gds");
  const std::string status = t.good("clrg status rg");
  EXPECT_NE(status.find("A               ONLINE"), std::string::npos) << status;
  EXPECT_NE(status.find("C               OFFLINE"), std::string::npos) << status;
  EXPECT_NE(t.good("clrs show rs").find("Stop_timeout:"), std::string::npos);
  EXPECT_TRUE(refuses("clrg status nothing", "there is none"));
}

TEST_F(ClCommands, StatusThatAnAgentSetsIsRead) {
  t.online("ORCL.gds");
  t.good("scha_resource_setstatus -R rs -G rg -s DEGRADED -m 'disk is slow'");
  EXPECT_EQ(t.good("scha_resource_get -O STATUS -R rs -G rg"), "DEGRADED\ndisk is slow\n");
  EXPECT_EQ(t.good("scha_resource_get -O STATUS_NODE -R rs -G rg B"), "OFFLINE\n\n");
  EXPECT_NE(t.run("scha_resource_setstatus -R rs -G rg -s FINE").code, 0);
}

TEST_F(ClCommands, SuspendedGroupSaysSo) {
  t.online("ORCL.gds");
  t.good("clrg suspend rg");
  EXPECT_EQ(t.good("scha_resourcegroup_get -O SUSPEND_AUTOMATIC_RECOVERY -G rg"), "TRUE\n");
  t.good("clrg resume rg");
  EXPECT_EQ(t.good("scha_resourcegroup_get -O SUSPEND_AUTOMATIC_RECOVERY -G rg"), "FALSE\n");
}

TEST_F(ClCommands, InjectedFaultHitsTheRealCommandOnce) {
  t.online("ORCL.gds");
  t.good("fake-rgm-ctl fault scha_resourcegroup_get optag=TARGET_NODES answer=SEQID");
  const std::string ask = "scha_resourcegroup_get -O TARGET_NODES -G rg";
  EXPECT_EQ(t.run(ask).code, exit_code(SchaError::seqid));
  EXPECT_EQ(t.run(ask).code, 0);
  EXPECT_NE(t.run("fake-rgm-ctl fault x wrong").code, 0);
}

TEST_F(ClCommands, HangingCommandIsEndedByItsTimeOut) {
  t.good("fake-rgm-ctl fault scha_cluster_get hang");
  EXPECT_EQ(t.run("hatimerun -t 0.5 scha_cluster_get -O ALL_NODENAMES").code, 99);
  EXPECT_EQ(t.good("scha_cluster_get -O ALL_NODENAMES"), "A\nB\nC\n");
}

TEST_F(ClCommands, SecondFakeRgmInAFolderIsRefused) {
  const std::string line =
      "$(dirname $(readlink -f $(command -v clrg)))/fake-rgm --node A --state ";
  EXPECT_TRUE(refuses(line + t.folder().string(), "another fake-rgm"));
}

}  // namespace
}  // namespace xvm::fakes::gds
