#include "fakes/gds/cluster_test_context.hpp"

#include <regex>

namespace xvm::fakes::gds {
namespace {

struct Kills : ::testing::Test {
  ClusterTest t{{"--interval-scale", "0.2"}};

  // Milliseconds of the last killed `method`; -1: none was killed.
  int killed_after_ms(const std::string& method) {
    const std::regex line("end node=A group=rg resource=rs method=" + method +
                          " exit=137 killed=yes ms=([0-9]+)");
    const std::string log = t.log();
    int ms = -1;
    for (std::sregex_iterator it(log.begin(), log.end(), line), end; it != end; ++it) {
      ms = std::stoi((*it)[1]);
    }
    return ms;
  }
  bool lives(const std::string& file) {
    return t.run("kill -0 $(cat $RUN/" + file + ")").code == 0;
  }
  std::string resource_state() {
    return t.run("scha_resource_get -O RESOURCE_STATE -R rs -G rg").out;
  }
  const std::string hang = "sleep 3000 & echo $! >$RUN/child; wait";
};

TEST_F(Kills, StopOfSunwGdsGets80PercentOfItsTimeoutAndIsCalledSuccessful) {
  t.create("SUNW.gds", "-p Stop_timeout=5");
  t.method("start", "pmfadm -s rg,rs,0.svc");
  t.method("stop", hang);
  t.good("clrg online -M rg");
  t.eventually("START is over", [&] { return t.log_has("method=start exit=0"); });
  t.good("clrg offline rg");
  EXPECT_GE(killed_after_ms("stop"), 3800);  // the clock starts before the fork
  EXPECT_LT(killed_after_ms("stop"), 5000);
  EXPECT_FALSE(lives("child"));
  EXPECT_EQ(t.state("A"), "OFFLINE");
}

TEST_F(Kills, OwnStopGetsItsWholeTimeoutAndFails) {
  t.online("ORCL.gds", "-p Stop_timeout=2");
  t.method("stop", hang);
  EXPECT_NE(t.run("clrg offline rg").code, 0);
  EXPECT_GE(killed_after_ms("stop"), 1800);
  EXPECT_FALSE(lives("child"));
  EXPECT_EQ(resource_state(), "STOP_FAILED\n");
  EXPECT_EQ(t.state("A"), "ERROR_STOP_FAILED");
  t.good("clrs clear -f STOP_FAILED -n A rs");
  EXPECT_EQ(resource_state(), "OFFLINE\n");
}

TEST_F(Kills, QuiesceWithKKillsARunningMethod) {
  t.online("ORCL.gds");
  t.method("stop", hang);
  t.in_background("clrg switch -n B rg");
  t.eventually("stop hangs", [&] { return !t.traced("child").empty(); });
  t.good("clrg quiesce -k rg");
  EXPECT_FALSE(lives("child"));
  EXPECT_GE(killed_after_ms("stop"), 0);
  EXPECT_EQ(resource_state(), "STOP_FAILED\n");
  EXPECT_EQ(t.state("B"), "OFFLINE");
}

TEST_F(Kills, QuiesceWithoutKLetsTheMethodFinish) {
  t.online("ORCL.gds");
  t.method("stop", "sleep 1; echo finished >$RUN/finished");
  t.in_background("clrg switch -n B rg");
  t.eventually("stop runs",
               [&] { return t.log_has("launch node=A group=rg resource=rs method=stop"); });
  t.good("clrg quiesce rg");
  EXPECT_EQ(t.traced("finished"), "finished\n");
  EXPECT_EQ(killed_after_ms("stop"), -1);
  EXPECT_EQ(t.state("B"), "OFFLINE");
}

TEST_F(Kills, NothingOutlivesFakeRgm) {
  t.online("ORCL.gds", "-p Thorough_probe_interval=1");
  t.method("probe", hang);
  t.good("pmfadm -c tag sleep 3000");  // not started by fake-rgm: ends only with its own call
  t.good("pmfadm -s tag -w 10 KILL");
  t.method("start", "setsid sh -c 'echo $$ >$RUN/left; exec sleep 3000' &", "B");
  t.eventually("the probe hangs", [&] { return !t.traced("child").empty(); });
  t.good("clrg switch -n B rg");
  t.eventually("it is left", [&] { return !t.traced("left").empty(); });
  EXPECT_TRUE(lives("left"));
  t.end_rgm();
  EXPECT_FALSE(lives("left"));
  EXPECT_FALSE(lives("child"));
}

TEST_F(Kills, FakeRgmAnswersEverybodyWhenItEnds) {
  t.online("ORCL.gds");
  t.method("stop", hang);
  t.in_background("clrg switch -n B rg; echo $? >$RUN/code");
  t.eventually("stop hangs", [&] { return !t.traced("child").empty(); });
  t.end_rgm();
  t.eventually("the command ended", [&] { return !t.traced("code").empty(); });
  EXPECT_NE(t.traced("code"), "0\n");
}

// START of SUNW.gds runs under PMF.
TEST_F(Kills, SunwGdsWatchesWhatItsStartLeaves) {
  t.create("SUNW.gds", "-p Start_timeout=30");
  t.method("start", "sleep 3000 & echo $! >$RUN/service");
  t.good("clrg online -M rg");
  t.eventually("the service runs", [&] { return !t.traced("service").empty(); });
  t.good("pmfadm -q rg,rs,0.svc");
  EXPECT_EQ(t.run("pmfadm -q rg,rs,0.svc", "B").code, 1);
  t.good("kill -9 $(cat $RUN/service)");
  t.eventually("restarted", [&] { return t.log_has("text='restarting'"); });
  t.good("fake-rgm-ctl wait-idle");
  EXPECT_TRUE(lives("service"));
  t.good("clrg offline rg");
  t.eventually("killed under PMF", [&] { return !lives("service"); });
}

TEST_F(Kills, StartOfSunwGdsThatLeavesNothingUnderPmfFails) {
  t.create("SUNW.gds", "-p Start_timeout=300");
  EXPECT_NE(t.run("clrg online -M rg").code, 0);
  EXPECT_NE(t.traced("trace").find("start B"), std::string::npos);
}

TEST_F(Kills, SunwGdsLetsGoOfATagThatTheStartWithdraws) {
  t.create("SUNW.gds", "-p Start_timeout=30");
  t.method("start", "sleep 3000 & echo $! >$RUN/service; pmfadm -s rg,rs,0.svc");
  t.good("clrg online -M rg");  // the probe is good before the command has ended
  t.eventually("the tag is withdrawn", [&] { return t.log_has("what=withdrawn"); });
  EXPECT_EQ(t.run("pmfadm -q rg,rs,0.svc").code, 1);
  t.good("kill -9 $(cat $RUN/service)");
  t.good("sleep 1");
  EXPECT_FALSE(t.log_has("text='restarting'"));
  EXPECT_EQ(t.state("A"), "ONLINE");
}

}  // namespace
}  // namespace xvm::fakes::gds
