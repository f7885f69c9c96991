#include "agent/control/method_budget.hpp"

#include "agent/gds/fake_cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Budget : public FakeCluster {
 protected:
  Budget() {
    answer("STOP_TIMEOUT", "600");
    answer("START_TIMEOUT", "250");
    answer("TYPE", "SUNW.gds:6");
    options.resource = "web-rs";
    options.group = "web-rg";
    options.cluster_commands = path_;
    options.state_folder = path_ + "/state";
    options.method = Method::stop;
  }
  MethodBudget budget() const { return method_budget(options); }
  // As a method does when its resource is known.
  void keep(const MethodBudget& told) const {
    const LocalFolder folder(options.state_folder, options.resource);
    EXPECT_TRUE(folder.create());
    EXPECT_EQ(write_timeouts(folder, told.known), "");
  }
  void nothing_answers() const {
    for (const char* tag : {"STOP_TIMEOUT", "START_TIMEOUT", "TYPE"}) hangs(tag);
  }

  Options options;
};

// --- the cluster answers -------------------------------------------------------------------------

TEST_F(Budget, OfAStopIsEightyPercentOfStopTimeoutThroughSunwGds) {
  const MethodBudget b = budget();
  EXPECT_EQ(b.ms, 480'000);
  EXPECT_EQ(b.line, "budget 480 s (Stop_timeout 600 s, 80 % through SUNW.gds)");
  EXPECT_FALSE(b.assumed);
}

TEST_F(Budget, OfAStopIsAllOfStopTimeoutUnderOrclGds) {
  answer("TYPE", "ORCL.gds:2");
  EXPECT_EQ(budget().ms, 600'000);
  EXPECT_EQ(budget().line, "budget 600 s (Stop_timeout 600 s)");
}

TEST_F(Budget, OfAStopUnderATypeThatNobodyKnowsIsEightyPercent) {
  answer("TYPE", "SUNW.xvm:1");
  EXPECT_EQ(budget().line,
            "budget 480 s (Stop_timeout 600 s, 80 % as through SUNW.gds, the type is SUNW.xvm:1)");
}

TEST_F(Budget, IsReadAnewAtEveryStop) {
  keep(budget());
  answer("STOP_TIMEOUT", "20");
  EXPECT_EQ(budget().ms, 16'000);
}

TEST_F(Budget, OfAStartIsStartTimeout) {
  options.method = Method::start;
  EXPECT_EQ(budget().line, "budget 250 s (Start_timeout 250 s)");
  EXPECT_EQ(budget().ms, 250'000);
}

TEST_F(Budget, CostsTwoCommandsAtAStopAndOneAtAStart) {
  budget();
  const std::string stop = said();
  EXPECT_EQ(std::count(stop.begin(), stop.end(), '\n'), 2) << stop;
  options.method = Method::start;
  budget();
  EXPECT_THAT(said().substr(stop.size()),
              "scha_resource_get -O START_TIMEOUT -R web-rs -G web-rg\n");
}

TEST_F(Budget, OfOtherMethodsAsksNobody) {
  for (const Method method : {Method::probe, Method::validate, Method::reconcile}) {
    options.method = method;
    EXPECT_EQ(budget().ms, method == Method::probe ? 30'000 : 300'000);
    EXPECT_THAT(budget().line, IsEmpty());
  }
  EXPECT_THAT(said(), IsEmpty());
}

// --- the command line wins -----------------------------------------------------------------------

TEST_F(Budget, IsAsTheCommandLineSaysWhateverTheClusterHas) {
  options.stop_timeout_s = 100;
  EXPECT_EQ(budget().line,
            "budget 80 s (Stop_timeout 100 s by --stop-timeout, 80 % through SUNW.gds)");
  EXPECT_THAT(said(), Not(HasSubstr("STOP_TIMEOUT")));
}

TEST_F(Budget, AsksForNoTypeThatTheCommandLineGives) {
  options.type = "ORCL.gds";
  EXPECT_EQ(budget().ms, 600'000);
  options.through_sunw_gds = true;
  EXPECT_EQ(budget().ms, 480'000);
  EXPECT_THAT(said(), Not(HasSubstr("TYPE ")));
}

TEST_F(Budget, AsksNothingWhenAllIsGiven) {
  options.stop_timeout_s = 100;
  options.through_sunw_gds = true;
  EXPECT_EQ(budget().ms, 80'000);
  options.method = Method::start;
  options.start_timeout_s = 50;
  EXPECT_EQ(budget().ms, 50'000);
  EXPECT_THAT(said(), IsEmpty());
}

// --- the cluster does not answer -----------------------------------------------------------------

TEST_F(Budget, IsNotWaitedForWhenTheClusterHangs) {
  nothing_answers();
  const TimeTaken taken;
  EXPECT_TRUE(budget().assumed);
  EXPECT_LT(taken.ms(), 20'000);  // they hang for 1000 s; the machine may be slow
}

TEST_F(Budget, IsWhatTheClusterToldLastWhenItIsSilent) {
  keep(budget());
  nothing_answers();
  const MethodBudget b = budget();
  EXPECT_EQ(b.ms, 480'000);
  EXPECT_TRUE(b.assumed);
  EXPECT_THAT(b.line, AllOf(HasSubstr("Stop_timeout 600 s as last told"), HasSubstr("80 %"),
                            HasSubstr("STOP_TIMEOUT: ")));
  EXPECT_FALSE(b.is_news);
}

TEST_F(Budget, WithNothingKnownIsTheShortestThatAnyDefaultGives) {
  nothing_answers();
  const MethodBudget b = budget();
  EXPECT_EQ(b.ms, 240'000);
  EXPECT_THAT(b.line, AllOf(HasSubstr("budget 240 s (Stop_timeout 300 s assumed"),
                            HasSubstr("the type is not known"), HasSubstr("TYPE: ")));
}

TEST_F(Budget, WithOnlyTheTypeMissingIsEightyPercent) {
  is_no_tag("TYPE");
  const MethodBudget b = budget();
  EXPECT_EQ(b.ms, 480'000);
  EXPECT_TRUE(b.assumed);
}

TEST_F(Budget, RemembersTheTypeToo) {
  answer("TYPE", "ORCL.gds:2");
  keep(budget());
  is_no_tag("TYPE");
  EXPECT_EQ(budget().ms, 600'000);
}

TEST_F(Budget, OfAStartDoesNotBorrowStopTimeout) {
  keep(budget());
  nothing_answers();
  options.method = Method::start;
  EXPECT_EQ(budget().ms, 300'000);
}

TEST_F(Budget, IsNewsOnlyWhenTheClusterTellsSomethingElse) {
  const MethodBudget first = budget();
  EXPECT_TRUE(first.is_news);
  keep(first);
  EXPECT_FALSE(budget().is_news);
  answer("STOP_TIMEOUT", "700");
  EXPECT_TRUE(budget().is_news);
}

TEST_F(Budget, IsNotConfusedByAFileOfTimeoutsThatIsTorn) {
  keep(budget());
  put("state/web-rs/timeouts", "{\"stop_timeout_s\": 9", 0600);
  nothing_answers();
  EXPECT_EQ(budget().ms, 240'000);
}

// --- no cluster at all ---------------------------------------------------------------------------

TEST_F(Budget, WithoutAClusterIsTheDesignsSixHundredSeconds) {
  options.cluster_commands = path_ + "/nowhere";
  const MethodBudget b = budget();
  EXPECT_EQ(b.line, "budget 600 s (Stop_timeout 600 s assumed, no cluster is here)");
  EXPECT_FALSE(b.assumed || b.is_news);
  options.through_sunw_gds = true;
  EXPECT_EQ(budget().ms, 480'000);
  options.method = Method::start;
  EXPECT_EQ(budget().ms, 300'000);
}

TEST_F(Budget, AsksNobodyAboutAResourceThatIsNoName) {
  options.resource = "../web";
  budget();
  EXPECT_THAT(said(), IsEmpty());
}

}  // namespace
}  // namespace xvm::agent
