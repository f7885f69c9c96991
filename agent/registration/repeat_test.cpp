// xvm_register again: when nothing is new, when something is, and to take everything away.
#include "agent/registration/registration_test_context.hpp"

#include <filesystem>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Again : public RegistrationTest {
 protected:
  // ORCL.gds: a START of SUNW.gds waits 9 s before it probes.
  Again() {
    t.good("clresourcetype register ORCL.gds");
    good("register");
    forget();
  }
};

TEST_F(Again, SaysUnchangedAndChangesNothing) {
  const std::string before = cluster();
  const std::string out = good("register");
  EXPECT_THAT(out, AllOf(HasSubstr("unchanged: folder " + at("admin/web-rs")),
                         HasSubstr("unchanged: resource type SUNW.xvm"),
                         HasSubstr("unchanged: resource group web-rg"),
                         HasSubstr("unchanged: resource web-rs")));
  EXPECT_EQ(given(), "");
  EXPECT_EQ(cluster(), before);
}

TEST_F(Again, MakesWhatIsMissing) {
  t.good("clrs delete web-rs");
  EXPECT_THAT(good("register"), HasSubstr("unchanged: resource group web-rg"));
  EXPECT_THAT(given(), HasSubstr("clrs create -d -t SUNW.xvm"));
  EXPECT_EQ(t.good("clrs list"), "web-rs\n");
}

TEST_F(Again, ManagesAGroupThatIsNotManaged) {
  t.good("clrg unmanage web-rg");
  good("register");
  EXPECT_EQ(given(), "clrg manage web-rg\n");
}

TEST_F(Again, BringsOnlineWhatIsOffline) {
  good("register --online");
  EXPECT_EQ(given(), "clrg online web-rg\nclrs enable web-rs\n");
  forget();
  good("register --online");
  EXPECT_EQ(given(), "");
}

TEST_F(Again, TellsOldAndNewOfWhatItChanges) {
  EXPECT_THAT(good("update --start-timeout 900"),
              AllOf(HasSubstr("change: Start_timeout: '300' -> '900'"),
                    HasSubstr("change: Retry_interval: '2070' -> '3270'")));
  EXPECT_EQ(given(), "clrs set -p Start_timeout=900 -p Retry_interval=3270 web-rs\n");
}

TEST_F(Again, ChangesTimesOfARunningResource) {
  t.good("clrg online web-rg; clrs enable web-rs");
  good("update --start-timeout 900");
  EXPECT_EQ(property("Start_timeout"), "900");
}

TEST_F(Again, ChangesAffinities) {
  t.good("clrg create a; clrg create b");
  configure("AFFINITIES=--a,+b\n");
  good("update");
  EXPECT_EQ(group_property("RG_AFFINITIES"), "--a,+b\n");
  configure("AFFINITIES=\"+b --a\"\n");
  forget();
  EXPECT_THAT(good("update"), HasSubstr("unchanged: resource group web-rg"));
}

TEST_F(Again, LeavesAffinitiesOfWhichTheFileSaysNothing) {
  t.good("clrg create a; clrg set -p RG_affinities=--a web-rg");
  EXPECT_THAT(good("update"), HasSubstr("clrg set -p RG_affinities= web-rg"));
  EXPECT_EQ(given(), "");
}

TEST_F(Again, ChangesTheNodesOfTheGroup) {
  t.good("sed -i s/^NODELIST=.*/NODELIST=B,A,C/ $RUN/config");
  EXPECT_THAT(good("update"), HasSubstr("Nodelist of web-rg: 'A,B' -> 'B,A,C'"));
  EXPECT_EQ(group_property("NODELIST"), "B,A,C\n");
}

TEST_F(Again, ChangesCommandsOfADisabledResource) {
  t.good("cp $RUN/config $RUN/other");
  config = "$RUN/other";
  good("update");
  EXPECT_THAT(property("Stop_command"), HasSubstr("--config " + at("other")));
}

TEST_F(Again, LetsCommandsOfAnEnabledResourceWait) {
  t.good("clrg online web-rg; clrs enable web-rs; cp $RUN/config $RUN/other");
  config = "$RUN/other";
  const Ran ran = reg("update --start-timeout 900");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, HasSubstr("waits: it is tunable only when the resource is disabled"));
  EXPECT_THAT(ran.out, HasSubstr("clrs disable web-rs; xvm_register update; clrs enable web-rs"));
  EXPECT_EQ(property("Start_timeout"), "900");
  EXPECT_THAT(property("Stop_command"), Not(HasSubstr("other")));
}

TEST_F(Again, UpdateNeedsAResource) {
  t.good("clrs delete web-rs");
  EXPECT_THAT(reg("update").out, HasSubstr("web-rs is not registered; use: xvm_register register"));
  EXPECT_EQ(given(), "");
}

TEST_F(Again, ValidatesFirst) {
  validate_fails();
  EXPECT_EQ(reg("update --start-timeout 900").code, 1);
  EXPECT_EQ(given(), "");
}

// --- unregister ----------------------------------------------------------------------------------

TEST_F(Again, UnregisterTakesResourceGroupAndType) {
  good("unregister");
  EXPECT_EQ(t.good("clrs list; clrg list; clresourcetype list"), "ORCL.gds:1\n");
}

TEST_F(Again, UnregisterKeepsTheRecords) {
  put("admin/web-rs/claim.0000000001", "x");
  EXPECT_THAT(good("unregister"), HasSubstr("kept: " + at("admin/web-rs")));
  EXPECT_TRUE(std::filesystem::exists(at("admin/web-rs/claim.0000000001")));
}

TEST_F(Again, UnregisterNeedsNoHypervisorAndNoAdmin) {
  validate_fails();
  std::filesystem::remove_all(at("admin"));
  good("unregister");
}

TEST_F(Again, UnregisterRefusesAnEnabledResource) {
  t.good("clrg online web-rg; clrs enable web-rs");
  const Ran ran = reg("unregister");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("clrs disable web-rs shuts the guest down, or say --disable"));
  EXPECT_EQ(given(), "");
}

TEST_F(Again, UnregisterDisablesWhenItIsAskedTo) {
  t.good("clrg online web-rg; clrs enable web-rs");
  good("unregister --disable");
  EXPECT_THAT(calls_of_control(), HasSubstr(" stop\n"));
  EXPECT_EQ(t.good("clrs list; clrg list; clresourcetype list"), "ORCL.gds:1\n");
}

TEST_F(Again, UnregisterKeepsAGroupThatOthersNeed) {
  t.good("clrg create db-rg; clrg set -p RG_affinities=++web-rg db-rg");
  EXPECT_THAT(good("unregister"),
              HasSubstr("kept: resource group web-rg: db-rg has the affinity ++web-rg"));
  EXPECT_EQ(t.good("clrg list"), "web-rg\ndb-rg\n");
}

TEST_F(Again, UnregisterKeepsAGroupThatOthersDependOn) {
  t.good("clrg create -p RG_dependencies=web-rg db-rg");
  EXPECT_THAT(good("unregister"), HasSubstr("kept: resource group web-rg: db-rg depends on it"));
}

TEST_F(Again, UnregisterKeepsATypeThatOthersUse) {
  t.good(
      "clrg create db-rg; clrs create -d -t SUNW.xvm -g db-rg -p Domain=db "
      "-p Validate_command=true db-rs");
  EXPECT_THAT(good("unregister"), HasSubstr("kept: resource type SUNW.xvm: db-rs is of it"));
  EXPECT_EQ(t.good("clresourcetype list"), "ORCL.gds:1\nSUNW.xvm:1\n");
}

TEST_F(Again, UnregisterKeepsTheClustersOwnTypes) {
  good("unregister");
  good("--type ORCL.gds");
  EXPECT_THAT(good("unregister --type ORCL.gds"), HasSubstr("kept: resource type ORCL.gds"));
  EXPECT_EQ(t.good("clrs list; clrg list; clresourcetype list"), "ORCL.gds:1\n");
}

TEST_F(Again, UnregisterOfNothingSaysSo) {
  good("unregister");
  forget();
  EXPECT_THAT(good("unregister"), HasSubstr("unchanged: resource web-rs: there is none"));
  EXPECT_EQ(given(), "");
}

TEST_F(Again, UnregisterStopsAtAStopThatFails) {
  t.good("clrs set -p Stop_command=false web-rs; clrg online web-rg; clrs enable web-rs");
  const Ran ran = reg("unregister --disable");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("clrs disable web-rs (exit code "));
  EXPECT_EQ(given(), "clrs disable web-rs\n");
}

TEST_F(Again, UnregisterRefusesAResourceThatCouldNotBeStopped) {
  t.good("clrs set -p Stop_command=false web-rs; clrg online web-rg; clrs enable web-rs");
  (void)t.run("clrs disable web-rs");
  EXPECT_THAT(reg("unregister --disable").out, HasSubstr("web-rs is STOP_FAILED on A"));
  EXPECT_EQ(given(), "");
}

class AgainThroughSunwGds : public RegistrationTest {};

TEST_F(AgainThroughSunwGds, LetsWhatIsSetAtCreationOnlyWait) {
  good("register");
  t.good(
      "clrs delete web-rs; clrs create -d -t SUNW.xvm -g web-rg -p Domain=web "
      "-p Network_aware=TRUE -p Port_list=22/tcp -p Validate_command=true web-rs");
  const Ran ran = reg("update");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, HasSubstr("at creation only: unregister and register again"));
}

}  // namespace
}  // namespace xvm::agent
