#include "fakes/gds/cluster_test_context.hpp"
#include "fakes/gds/process_tree.hpp"

#include <chrono>

namespace xvm::fakes::gds {
namespace {

using Clock = std::chrono::steady_clock;

struct Hatimerun : ::testing::Test {
  ClusterTest t;
  int code(const std::string& words) { return t.run("hatimerun " + words).code; }
};

TEST_F(Hatimerun, GivesTheStatusOfAChildThatEndsInTime) {
  EXPECT_EQ(code("-t 20 sh -c 'exit 7'"), 7);
  EXPECT_EQ(code("-t 20 true"), 0);
}

TEST_F(Hatimerun, EndsWith99AtTheTimeOut) {
  const auto begin = Clock::now();
  EXPECT_EQ(code("-t 0.3 sleep 60"), 99);
  EXPECT_LT(Clock::now() - begin, std::chrono::seconds(20));
  EXPECT_EQ(code("-t 0.2 -e 42 sleep 60"), 42);
}

TEST_F(Hatimerun, KillsTheWholeGroupButNotWhoLeftIt) {
  EXPECT_EQ(
      code("-t 1 sh -c 'sleep 3001 & setsid sh -c \"echo \\$\\$ >$RUN/left; exec sleep 3002\" & "
           "echo $! >/dev/null; sleep 3003 & echo $! >$RUN/group; wait'"),
      99);
  const std::string left = "/proc/" + std::to_string(std::stoi(t.traced("left"))) + "/status";
  const std::string group = "/proc/" + std::to_string(std::stoi(t.traced("group"))) + "/status";
  EXPECT_TRUE(read_text(left).has_value());
  t.eventually("the group is gone", [&] {
    const auto status = read_text(group);
    return !status || status->find("(zombie)") != std::string::npos;
  });
  t.good("kill -9 $(cat $RUN/left)");
}

TEST_F(Hatimerun, LeavesTheChildRunningWithA) {
  EXPECT_EQ(code("-t 0.5 -a sh -c 'sleep 1.5; echo done >$RUN/done' "), 99);
  EXPECT_EQ(t.traced("done"), "");
  t.eventually("the child went on", [&] { return t.traced("done") == "done\n"; });
}

TEST_F(Hatimerun, SendsTheNamedSignal) {
  EXPECT_EQ(code("-t 0.5 -k TERM sh -c 'trap \"echo term >$RUN/term; exit 0\" TERM; "
                 "while :; do sleep 0.1; done'"),
            99);
  t.eventually("the trap ran", [&] { return t.traced("term") == "term\n"; });
}

TEST_F(Hatimerun, EndsWith98ForItsOwnErrors) {
  EXPECT_EQ(code("-t 5 /no/such/program"), 98);
  EXPECT_EQ(code("-t 5"), 98);
  EXPECT_EQ(code("true"), 98);
  EXPECT_EQ(code("-t 5 -a -k TERM true"), 98);
}

TEST_F(Hatimerun, KillsTheChildAndEndsWith98WhenItIsTerminated) {
  EXPECT_EQ(t.run("hatimerun -t 60 sh -c 'echo $$ >$RUN/child; exec sleep 3000' & pid=$!\n"
                  "while [ ! -s $RUN/child ]; do sleep 0.05; done\n"
                  "kill -TERM $pid; wait $pid; code=$?\n"
                  "kill -0 $(cat $RUN/child) 2>/dev/null && exit 1\nexit $code")
                .code,
            98);
}

TEST_F(Hatimerun, ReportsTheShareOfTheTimeThatWasUsed) {
  EXPECT_NE(t.run("hatimerun -t 2 -x 10 sleep 0.5").out.find("of its 2 s"), std::string::npos);
  EXPECT_EQ(t.run("hatimerun -t 60 -x 90 true").out, "");
}

}  // namespace
}  // namespace xvm::fakes::gds
