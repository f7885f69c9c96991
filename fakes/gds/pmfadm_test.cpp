#include "fakes/gds/cluster_test_context.hpp"

namespace xvm::fakes::gds {
namespace {

struct Pmfadm : ::testing::Test {
  ClusterTest t;
  int code(const std::string& words) { return t.run("pmfadm " + words).code; }
  void until_gone(const std::string& tag) {
    t.eventually(tag + " is gone", [&] { return code("-q " + tag) == 1; });
  }
  int starts() { return static_cast<int>(t.traced("starts").size()) / 2; }
};

TEST_F(Pmfadm, KnowsTheTagsThatHoldProcesses) {
  EXPECT_EQ(code("-q rg,rs,0.svc"), 1);
  t.good("pmfadm -c rg,rs,0.svc sleep 3000");
  EXPECT_EQ(code("-q rg,rs,0.svc"), 0);
  EXPECT_EQ(code("-c rg,rs,0.svc sleep 3000"), 1);  // it is taken
  EXPECT_EQ(t.good("pmfadm -L"), "rg,rs,0.svc\n");
  EXPECT_NE(t.good("pmfadm -l rg,rs,0.svc").find("sleep 3000"), std::string::npos);
}

TEST_F(Pmfadm, KeepsTheTagsOfNodesApart) {
  t.good("pmfadm -c tag sleep 3000", "A");
  EXPECT_EQ(t.run("pmfadm -q tag", "B").code, 1);
}

TEST_F(Pmfadm, KillsAndWaits) {
  t.good("pmfadm -c tag sh -c 'echo $$ >$RUN/pid; sleep 3000 & wait'");
  t.eventually("it runs", [&] { return !t.traced("pid").empty(); });
  t.good("pmfadm -k tag -w 10 KILL");
  EXPECT_NE(t.run("kill -0 $(cat $RUN/pid)").code, 0);
  until_gone("tag");
}

TEST_F(Pmfadm, StopsWatchingWithoutASignal) {
  t.good("pmfadm -c tag sh -c 'echo $$ >$RUN/pid; exec sleep 3000'");
  t.eventually("it runs", [&] { return !t.traced("pid").empty(); });
  t.good("pmfadm -s tag");
  EXPECT_EQ(code("-q tag"), 1);
  EXPECT_EQ(code("-s tag"), 1);
  t.good("kill -0 $(cat $RUN/pid)");
}

TEST_F(Pmfadm, StopsWatchingWithASignalWhenOneIsNamed) {
  t.good("pmfadm -c tag sh -c 'echo $$ >$RUN/pid; exec sleep 3000'");
  t.eventually("it runs", [&] { return !t.traced("pid").empty(); });
  t.good("pmfadm -s tag -w 10 KILL");
  EXPECT_NE(t.run("kill -0 $(cat $RUN/pid)").code, 0);
}

TEST_F(Pmfadm, SaysWhenAProcessDoesNotGoInTime) {
  t.good("pmfadm -c tag sh -c 'trap \"\" TERM; echo x >$RUN/up; while :; do sleep 1; done'");
  t.eventually("it runs", [&] { return !t.traced("up").empty(); });
  EXPECT_EQ(code("-k tag -w 0.5 TERM"), 1);
}

TEST_F(Pmfadm, RestartsWithinTheRetriesThenDropsTheTag) {
  t.good("pmfadm -c tag -n 2 sh -c 'echo x >>$RUN/starts'");
  until_gone("tag");
  EXPECT_EQ(starts(), 3);
}

TEST_F(Pmfadm, RestartsOnlyWhenTheLastProcessIsGone) {
  t.good("pmfadm -c tag -n 1 sh -c 'echo x >>$RUN/starts; (setsid sleep 1.5 &) ; exit 0'");
  t.eventually("started", [&] { return starts() == 1; });
  t.good("sleep 0.5");
  EXPECT_EQ(starts(), 1);
  t.eventually("restarted", [&] { return starts() == 2; });
}

TEST_F(Pmfadm, WatchesTheProcessAloneAtLevelZero) {
  t.good("pmfadm -c tag -C 0 sh -c 'sleep 3000 & exit 0'");
  until_gone("tag");
}

TEST_F(Pmfadm, AsksTheActionProgramWhenTheRetriesAreUsedUp) {
  t.good(
      "printf '#!/bin/sh\\necho \"$1 $2\" >>$RUN/action; exit 1\\n' >$RUN/ask; chmod +x $RUN/ask");
  t.good("pmfadm -c tag -a $RUN/ask false");
  until_gone("tag");
  EXPECT_EQ(t.traced("action"), "failed tag\n");
}

TEST_F(Pmfadm, BeginsAnewWhenTheActionProgramSaysSo) {
  t.good("printf '#!/bin/sh\\ntest $(wc -l <$RUN/starts) -lt 3\\n' >$RUN/ask; chmod +x $RUN/ask");
  t.good("pmfadm -c tag -a $RUN/ask sh -c 'echo x >>$RUN/starts'");
  until_gone("tag");
  EXPECT_EQ(starts(), 3);
}

TEST_F(Pmfadm, ModifiesTheRetriesOfARunningTag) {
  t.good("pmfadm -c tag sh -c 'echo x >>$RUN/starts; exec sleep 3000'");
  t.eventually("started", [&] { return starts() == 1; });
  t.good("pmfadm -m tag -n 1");
  t.good("pmfadm -k tag KILL");
  t.eventually("restarted", [&] { return starts() == 2; });
}

TEST_F(Pmfadm, PassesVariables) {
  t.good("pmfadm -c tag -e COLOUR=red sh -c 'echo $COLOUR >$RUN/colour'");
  t.eventually("it ran", [&] { return t.traced("colour") == "red\n"; });
}

}  // namespace
}  // namespace xvm::fakes::gds
