#include "fakes/gds/cluster_test_context.hpp"

namespace xvm::fakes::gds {
namespace {

// Probes follow each other after 0.2 s.
struct Monitor : ::testing::Test {
  ClusterTest t{{"--interval-scale", "0.2"}};
  static constexpr const char* quick = "-p Thorough_probe_interval=1 -p Probe_timeout=2";

  int probes() { return t.count_in_log("end node=A group=rg resource=rs method=probe"); }
  int restarts() { return t.count_in_log("text='restarting'"); }
  void after_probes(int more) {
    const int before = probes();
    t.eventually("further probes", [&] { return probes() >= before + more; });
  }
};

TEST_F(Monitor, ProbesAgainAndAgain) {
  t.online("ORCL.gds", quick);
  after_probes(3);
  EXPECT_EQ(restarts(), 0);
  EXPECT_EQ(t.good("scha_resource_get -O STATUS -R rs -G rg"), "OK\n\n");
}

TEST_F(Monitor, OneHalfFailureOnlyDegrades) {
  t.online("ORCL.gds", quick);
  t.method("probe", "[ -f $RUN/once ] || { touch $RUN/once; exit 50; }");
  t.eventually("degraded", [&] {
    return t.run("scha_resource_get -O STATUS -R rs -G rg").out.starts_with("DEGRADED");
  });
  after_probes(3);
  EXPECT_EQ(restarts(), 0);
}

TEST_F(Monitor, TwoHalfFailuresRestartTheResource) {
  t.online("ORCL.gds", quick);
  t.method("probe", "[ $(wc -l <$RUN/trace) -gt 1 ] || exit 50");
  t.eventually("restarted",
               [&] { return t.traced("trace").ends_with("start A ENABLED ONLINE target=\n"); });
  EXPECT_EQ(restarts(), 1);
  EXPECT_GE(t.count_in_log("number=50 text='the probe result is'"), 2);
  EXPECT_EQ(t.state("A"), "ONLINE");
}

TEST_F(Monitor, MoreThanRetryCountRestartsFailOver) {
  t.online("ORCL.gds", quick);
  t.method("probe", "exit 100", "A");
  t.eventually("failed over", [&] { return t.state("B") == "ONLINE"; });
  EXPECT_EQ(restarts(), 2);
  EXPECT_NE(t.traced("trace").find("stop A ENABLED PENDING_OFFLINE target=B"), std::string::npos);
}

TEST_F(Monitor, Probe201FailsOverAtOnce) {
  t.online("ORCL.gds", quick);
  t.method("probe", "exit 201", "A");
  t.eventually("failed over", [&] { return t.state("B") == "ONLINE"; });
  EXPECT_EQ(restarts(), 0);
}

TEST_F(Monitor, KillsAProbeThatHangs) {
  t.online("ORCL.gds", quick);
  t.method("probe", "echo $$ >$RUN/hung; sleep 3000", "A");
  t.eventually("restarted", [&] { return restarts() > 0; });
  EXPECT_TRUE(t.log_has("method=probe exit=137 killed=yes"));
}

TEST_F(Monitor, RestsWhileTheResourceIsNotMonitored) {
  t.online("ORCL.gds", quick);
  after_probes(1);
  t.good("clrs unmonitor rs");
  EXPECT_EQ(t.good("scha_resource_get -O MONITORED_SWITCH -R rs -G rg"), "DISABLED\n");
  t.good("sleep 0.5");
  const int before = probes();
  t.good("sleep 1.5");
  EXPECT_EQ(probes(), before);
  t.good("clrs monitor rs");
  after_probes(1);
}

}  // namespace
}  // namespace xvm::fakes::gds
