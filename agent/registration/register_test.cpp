// What xvm_register makes of a configuration file, in a cluster that is asked afterwards.
#include "agent/registration/registration_test_context.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Register : public RegistrationTest {
 protected:
  void has_orcl_gds() const { t.good("clresourcetype register ORCL.gds"); }
  bool refuses(const std::string& words, const std::string& because) const {
    const std::string before = cluster();
    const Ran ran = reg(words);
    EXPECT_THAT(ran.out, AllOf(HasSubstr(because), HasSubstr("nothing was changed")));
    EXPECT_EQ(cluster(), before);
    EXPECT_EQ(given(), "");
    EXPECT_FALSE(std::filesystem::exists(at("admin/web-rs")));
    return ran.code == 1;
  }
};

TEST_F(Register, IsWhatItDoesWithoutAWord) {
  good("");
  EXPECT_EQ(t.good("clresourcetype list; clrg list; clrs list"), "SUNW.xvm:1\nweb-rg\nweb-rs\n");
}

TEST_F(Register, MakesTheGroupOnTheNodesOfTheFile) {
  good("register");
  EXPECT_EQ(group_property("NODELIST"), "A,B\n");
  EXPECT_EQ(group_property("RG_STATE"), "OFFLINE\n");  // managed
}

TEST_F(Register, BringsNothingOnlineByItself) {
  good("register");
  EXPECT_EQ(property("ON_OFF_SWITCH"), "DISABLED");
  EXPECT_THAT(calls_of_control(), Not(HasSubstr(" start")));
}

TEST_F(Register, BringsTheGuestOnlineWhenItIsAskedTo) {
  has_orcl_gds();
  good("register --online");
  EXPECT_EQ(property("ON_OFF_SWITCH"), "ENABLED");
  EXPECT_EQ(group_property("RG_STATE"), "ONLINE\n");
  EXPECT_THAT(calls_of_control(), HasSubstr(" start\n"));
}

TEST_F(Register, MakesTheFolderOfTheResourceForRootAlone) {
  good("register");
  struct stat st {};
  ASSERT_EQ(::stat(at("admin/web-rs").c_str(), &st), 0);
  EXPECT_EQ(st.st_mode & 07777u, 0700u);
}

TEST_F(Register, RunsTheMethodsWithNamesAndFile) {
  good("register");
  const std::string method = at("control") + " -R web-rs -G web-rg --config " + at("config") +
                             " --cluster-commands " + at("commands");
  EXPECT_EQ(property("Start_command"), method + " --quiet start");
  EXPECT_EQ(property("Stop_command"), method + " --quiet stop");
  EXPECT_EQ(property("Validate_command"), method + " --quiet validate");
  EXPECT_EQ(property("Probe_command"), method + " --probe-timeout 30 --quiet probe");
}

TEST_F(Register, QuotesPlacesThatAShellWouldTakeApart) {
  t.good("cp $RUN/config \"$RUN/my config's\"");
  config = "\"$RUN/my config's\"";
  good("register");
  EXPECT_THAT(property("Stop_command"), HasSubstr("--config '" + at("my config'\\''s") + "' "));
  EXPECT_THAT(calls_of_control(), HasSubstr("--config " + at("my config's") + " "));
}

TEST_F(Register, LetsEveryNodeValidate) {
  good("register");
  EXPECT_THAT(calls_of_control(), HasSubstr("validate\n"));
  t.good("clrs disable web-rs; clrs delete web-rs");
  validate_fails("B");
  EXPECT_EQ(reg("register").code, 1);
}

// --- which type ----------------------------------------------------------------------------------

TEST_F(Register, TakesSunwGdsWhereThereIsNoOrclGds) {
  good("register");
  EXPECT_EQ(t.good("scha_resourcetype_get -O RT_BASEDIR -T SUNW.xvm"), "/opt/SUNWscgds/bin\n");
  EXPECT_EQ(property("Network_aware"), "FALSE");
  EXPECT_THAT(property("Stop_command"), Not(HasSubstr("-T ")));
}

TEST_F(Register, TakesOrclGdsWhereThereIsOne) {
  has_orcl_gds();
  good("register");
  EXPECT_EQ(t.good("scha_resourcetype_get -O RT_BASEDIR -T SUNW.xvm"), "/opt/ORCLscgds/bin\n");
  EXPECT_EQ(property("PMF_managed"), "FALSE");
  EXPECT_EQ(property("Pre_evict"), "TRUE");
  EXPECT_THAT(property("Stop_command"), HasSubstr(" -T ORCL.gds "));
  EXPECT_THAT(property("Boot_command"), HasSubstr(" boot"));
}

TEST_F(Register, GoesOnWithTheFormThatIsRegistered) {
  good("register");
  has_orcl_gds();
  EXPECT_THAT(good("register"), HasSubstr("unchanged: resource web-rs"));
}

TEST_F(Register, TakesAGenericDataServiceItselfWhenItIsAskedTo) {
  good("--type ORCL.gds");
  EXPECT_EQ(property("TYPE"), "ORCL.gds");
  EXPECT_EQ(property("PMF_managed"), "FALSE");
  EXPECT_THAT(good("--type ORCL.gds"), HasSubstr("unchanged: resource web-rs"));
}

TEST_F(Register, TakesSunwGdsItselfWhenItIsAskedTo) {
  good("--type SUNW.gds");
  EXPECT_EQ(property("TYPE"), "SUNW.gds");
  EXPECT_EQ(property("Network_aware"), "FALSE");
  EXPECT_EQ(property("Stop_timeout"), "750");
}

TEST_F(Register, ShowsTheConfigurationInTheResource) {
  configure("PLUGIN_PROBE=\"/opt/p 1,2\"\nON_MIGRATE_FAIL=stay\n");
  good("register");
  EXPECT_EQ(property("Domain"), "web");
  EXPECT_EQ(property("Failover"), "MIGRATE_LIVE");
  EXPECT_EQ(property("Plugin_probe"), "/opt/p 1,2");
  EXPECT_EQ(property("Admin"), at("admin"));
  EXPECT_EQ(property("On_migrate_fail"), "STAY");
}

TEST_F(Register, LeavesPreEvictAloneWhenItIsAskedTo) {
  has_orcl_gds();
  good("--no-pre-evict --type ORCL.gds");
  EXPECT_EQ(property("Pre_evict"), "FALSE");
}

// --- times ---------------------------------------------------------------------------------------

TEST_F(Register, GivesAStopItsBudgetThroughSunwGds) {
  EXPECT_THAT(good("--stop-budget 601"), HasSubstr("a stop may use 601 s (Stop_timeout 752 s, 80"));
  EXPECT_EQ(property("Stop_timeout"), "752");
}

TEST_F(Register, GivesAStopItsBudgetThroughOrclGds) {
  has_orcl_gds();
  EXPECT_THAT(good("--stop-budget 601"), HasSubstr("a stop may use 601 s (Stop_timeout 601 s)"));
  EXPECT_EQ(property("Stop_timeout"), "601");
}

TEST_F(Register, LetsAProbeOutlastItsPlugin) {
  configure("PLUGIN_TIMEOUT=40\n");
  good("register");
  EXPECT_EQ(property("Probe_timeout"), "46");
  EXPECT_THAT(property("Probe_command"), HasSubstr("--probe-timeout 46 "));
}

TEST_F(Register, RaisesRetryIntervalForSlowGuests) {
  // 2 x (60 + 30 + 750 + 300) + 90
  EXPECT_THAT(good("register"), HasSubstr("Retry_interval 2370 s: 2 results of 50"));
  EXPECT_EQ(property("Retry_interval"), "2370");
}

TEST_F(Register, SaysWhatItMeansThatRetryIntervalIsCapped) {
  EXPECT_THAT(good("--stop-budget 1200 --start-timeout 900"),
              AllOf(HasSubstr("would have to be 5070 s"), HasSubstr("for ever")));
  EXPECT_EQ(property("Retry_interval"), "3600");
}

// --- affinities ----------------------------------------------------------------------------------

TEST_F(Register, PassesAffinitiesOfAllFiveKinds) {
  t.good("for g in a b c d e; do clrg create $g; done");
  configure("AFFINITIES=+a,++b,+++c,-d,--e\n");
  good("register");
  EXPECT_EQ(group_property("RG_AFFINITIES"), "+a,++b,+++c,-d,--e\n");
}

TEST_F(Register, RefusesAnAffinityToAGroupThatIsNotThere) {
  configure("AFFINITIES=--db-rg\n");
  EXPECT_TRUE(refuses("register", "AFFINITIES: there is no resource group db-rg"));
}

TEST_F(Register, RefusesAnAffinityToTheGroupItself) {
  configure("AFFINITIES=++web-rs\n");
  t.good("sed -i /^RG=/d $RUN/config");
  EXPECT_TRUE(refuses("register", "AFFINITIES: ++web-rs names the resource's own group"));
}

// --- nothing is changed --------------------------------------------------------------------------

TEST_F(Register, SaysAllMistakesOfTheFileAtOnce) {
  put("config", "DOMAIN=web\nFAILOVER=live\nADMIN=admin\n");
  EXPECT_TRUE(refuses("register", "config:2: FAILOVER"));
  EXPECT_THAT(reg("register").out, HasSubstr("config:3: ADMIN"));
}

TEST_F(Register, NeedsAResourceAndItsNodes) {
  put("config", "DOMAIN=web\nFAILOVER=normal\nADMIN=" + at("admin") + "\n");
  EXPECT_TRUE(refuses("register", "config: RS: needed"));
  EXPECT_THAT(reg("register").out, HasSubstr("config: NODELIST: needed"));
}

TEST_F(Register, NeedsTheCommands) {
  control = "/no/control_xvm";
  commands = "/no/bin";
  EXPECT_TRUE(refuses("register", "/no/control_xvm cannot be run"));
  EXPECT_THAT(reg("register").out, HasSubstr("/no/bin is no folder"));
}

TEST_F(Register, NeedsANodeThatValidates) {
  validate_fails();
  EXPECT_TRUE(refuses("register", "no bridge br0"));
  EXPECT_THAT(reg("register").out, HasSubstr("validate says no (exit code 1)"));
}

TEST_F(Register, PassesTheWarningsOfValidateOn) {
  EXPECT_THAT(good("register"), HasSubstr("warning: no lock manager"));
}

TEST_F(Register, NeedsNodesThatTheClusterHas) {
  put("config",
      "DOMAIN=web\nFAILOVER=normal\nADMIN=" + at("admin") + "\nRS=web-rs\nNODELIST=A,Z\n");
  EXPECT_TRUE(refuses("register", "the cluster has no node 'Z'; it has A, B, C"));
}

TEST_F(Register, NeedsAProbeThatOutlastsItsPlugin) {
  EXPECT_TRUE(refuses("--probe-timeout 25", "must be above PLUGIN_TIMEOUT + 5 = 25"));
}

TEST_F(Register, NeedsTheRegistrationFile) {
  etc = "/no/etc";
  EXPECT_TRUE(refuses("register", "/no/etc/SUNW.xvm.sungds: No such file"));
}

TEST_F(Register, NeedsAClusterThatAnswers) {
  t.good("fake-rgm-ctl fault scha_cluster_get optag=ALL_RESOURCEGROUPS answer=INTERNAL");
  EXPECT_TRUE(refuses("register", "the cluster does not tell"));
}

TEST_F(Register, DoesNotTakeAFileForTheFolderOfTheResource) {
  put("admin/web-rs", "");
  const Ran ran = reg("register");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("admin/web-rs: is there and is no folder"));
  EXPECT_EQ(given(), "");
}

TEST_F(Register, RefusesAResourceOfAnotherGroupOrType) {
  good("register --type ORCL.gds");
  forget();
  EXPECT_THAT(reg("register").out, HasSubstr("web-rs is of type ORCL.gds, not SUNW.xvm"));
  configure("");
  t.good("sed -i s/^RG=.*/RG=other-rg/ $RUN/config");
  EXPECT_THAT(reg("--type ORCL.gds").out, HasSubstr("web-rs is in group web-rg already"));
  EXPECT_EQ(given(), "");
}

TEST_F(Register, ChangesNothingWhenItIsToldWrongWords) {
  for (const char* words : {"forget", "--type SUNW.nfs", "--stop-budget 59", "--retry-count 11",
                            "--online unregister", "--disable"}) {
    EXPECT_EQ(reg(words).code, 2) << words;
  }
  EXPECT_EQ(given(), "");
}

}  // namespace
}  // namespace xvm::agent
