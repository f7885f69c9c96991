// One suite of sentences for every hypervisor: what holds on a real node must hold on the fake, or
// what is proven with the fake means nothing.
#include "agent/hypervisor/contract_node.hpp"
#include "agent/toolstack/toolstack_contract_node.hpp"

namespace xvm::agent {
namespace {

constexpr auto ok = CallOutcome::ok;
constexpr auto refused = CallOutcome::refused;
constexpr auto unknown = CallOutcome::unknown;

constexpr Observation absent{.activity = Activity::inactive};
constexpr Observation running{.activity = Activity::running, .defined = true};
constexpr Observation running_transient{.activity = Activity::running};
constexpr Observation paused{
    .activity = Activity::paused, .pause = PauseReason::user, .defined = true};
constexpr Observation off(OffReason why) {
  return {.activity = Activity::inactive, .off = why, .defined = true};
}

template <class Node>
struct HypervisorContract : ::testing::Test {
  void SetUp() override {
    if (const std::string why = Node::unavailable(); !why.empty()) GTEST_SKIP() << why;
    node = std::make_unique<Node>();
  }

  Observation seen() { return node->observe(); }
  CallOutcome act(Verb verb) { return node->act(verb); }
  void start() {
    ASSERT_EQ(node->define(), ok) << node->detail;
    ASSERT_EQ(act(Verb::create), ok) << node->detail;
  }
  // A request that comes while the guest boots is lost, so it is repeated, as the agent does.
  bool shuts_down() {
    const auto limit = std::chrono::steady_clock::now() + surely_long_enough;
    for (int look = 0; std::chrono::steady_clock::now() < limit; ++look) {
      if (seen().activity == Activity::inactive) return true;
      if (look % 25 == 0) node->send_shutdown();
      node->pass_time();
    }
    return false;
  }

  std::unique_ptr<Node> node;
};

struct NodeName {
  template <class Node>
  static std::string GetName(int) {
    return Node::name;
  }
};

using Nodes = ::testing::Types<TestDriverNode, FakeNode, XlNode, XmNode, XlPeerNode, RealNode>;
TYPED_TEST_SUITE(HypervisorContract, Nodes, NodeName);

// --- observing --------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, AbsentDomainIsInactiveAndNotDefined) {
  EXPECT_EQ(this->seen(), absent);
}

TYPED_TEST(HypervisorContract, DefineMakesItDefinedAndShutOff) {
  EXPECT_EQ(this->node->define(), ok);
  EXPECT_EQ(this->seen(), off(OffReason::none));
}

TYPED_TEST(HypervisorContract, DefiningTheSameDomainAgainIsHarmless) {
  this->start();
  EXPECT_EQ(this->node->define(), ok);
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, NothingWorksOnADomainThatNobodyAskedAnythingOf) {
  EXPECT_EQ(this->node->job_idle(), ok);
  this->node->define();
  EXPECT_EQ(this->node->job_idle(), ok);
  this->act(Verb::create);
  EXPECT_EQ(this->node->job_idle(), ok) << this->node->detail;
}

// --- starting ---------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, CreateSetsADefinedDomainGoing) {
  this->start();
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, CreateOfAnActiveDomainIsRefused) {
  this->start();
  EXPECT_EQ(this->act(Verb::create), refused);
  this->node->suspend();
  EXPECT_EQ(this->act(Verb::create), refused);
  EXPECT_EQ(this->seen(), paused);
}

TYPED_TEST(HypervisorContract, NoActOnAnAbsentDomainBeginsAnything) {
  for (const Verb verb : {Verb::create, Verb::resume, Verb::destroy, Verb::undefine}) {
    EXPECT_EQ(this->act(verb), refused) << to_text(verb);
  }
  EXPECT_EQ(this->node->send_shutdown(), refused);
  EXPECT_EQ(this->node->abort_job(), refused);
  EXPECT_EQ(this->seen(), absent);
}

TYPED_TEST(HypervisorContract, WhatNeedsAnActiveDomainIsRefusedWhenItIsOff) {
  this->node->define();
  EXPECT_EQ(this->act(Verb::destroy), refused);
  EXPECT_EQ(this->act(Verb::resume), refused);
  EXPECT_EQ(this->node->send_shutdown(), refused);
  EXPECT_EQ(this->node->abort_job(), refused);
  EXPECT_EQ(this->seen(), off(OffReason::none));
}

TYPED_TEST(HypervisorContract, NameOfAnotherDomainRefusesTheDefinition) {
  this->node->take_the_name();
  EXPECT_EQ(this->node->define(), refused);
  EXPECT_EQ(this->seen(), absent);
}

// --- stopping ---------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, GuestPowersOffWhenAskedAndStaysDefined) {
  this->start();
  EXPECT_TRUE(this->shuts_down());
  EXPECT_EQ(this->seen(), off(OffReason::shutdown));
}

TYPED_TEST(HypervisorContract, DestroyedDomainIsOffAndStaysDefined) {
  this->start();
  EXPECT_EQ(this->act(Verb::destroy), ok);
  EXPECT_EQ(this->seen(), off(OffReason::destroyed));
  EXPECT_EQ(this->act(Verb::destroy), refused);
}

TYPED_TEST(HypervisorContract, DestroyedDomainCanBeStartedAgain) {
  this->start();
  this->act(Verb::destroy);
  EXPECT_EQ(this->act(Verb::create), ok);
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, AbortWithoutAJobIsRefused) {
  this->start();
  EXPECT_EQ(this->node->abort_job(), refused);
  EXPECT_EQ(this->seen(), running);
}

// --- definitions ------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, UndefineOfARunningDomainLeavesItTransientAndItVanishesAtDestroy) {
  this->start();
  EXPECT_EQ(this->act(Verb::undefine), ok);
  EXPECT_EQ(this->seen(), running_transient);
  EXPECT_EQ(this->act(Verb::destroy), ok);
  EXPECT_EQ(this->seen(), absent);
}

TYPED_TEST(HypervisorContract, UndefineOfADomainThatIsOffLeavesNothing) {
  this->node->define();
  EXPECT_EQ(this->act(Verb::undefine), ok);
  EXPECT_EQ(this->seen(), absent);
}

TYPED_TEST(HypervisorContract, TransientDomainIsActiveAndNotDefined) {
  this->node->start_transient();
  EXPECT_EQ(this->seen(), running_transient);
}

TYPED_TEST(HypervisorContract, DefineMakesATransientDomainPersistent) {
  this->node->start_transient();
  EXPECT_EQ(this->node->define(), ok);
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, UndefineOfATransientDomainIsRefused) {
  if (!TypeParam::is_libvirt_proper) GTEST_SKIP() << "the test driver says ok and does nothing";
  this->node->start_transient();
  EXPECT_EQ(this->act(Verb::undefine), refused);
  EXPECT_EQ(this->seen(), running_transient);
}

// --- pausing ----------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, SuspendedDomainIsPausedByAUserAndRunsOnWhenResumed) {
  this->start();
  this->node->suspend();
  EXPECT_EQ(this->seen(), paused);
  EXPECT_EQ(this->act(Verb::resume), ok);
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, ResumeOfARunningDomainIsRefused) {
  this->start();
  EXPECT_EQ(this->act(Verb::resume), refused);
  EXPECT_EQ(this->seen(), running);
}

TYPED_TEST(HypervisorContract, PausedDomainRefusesAShutdownRequest) {
  if (!TypeParam::is_libvirt_proper) GTEST_SKIP() << "the test driver powers it off";
  this->start();
  this->node->suspend();
  EXPECT_EQ(this->node->send_shutdown(), refused) << this->node->detail;
  EXPECT_EQ(this->seen(), paused);
}

// QEMU answers "cont" with "Failed to get "write" lock", and libvirt with an error that it has for
// every "cont" that failed, also for one after which the guest ran for a moment.
TYPED_TEST(HypervisorContract, ResumeThatTheImageLockForbidsIsUnknownAndTheDomainStaysPaused) {
  if (!TypeParam::locks_images) GTEST_SKIP() << "nothing locks the disks of this node's domains";
  this->node->be_locked_out();
  EXPECT_EQ(this->seen(), paused);
  EXPECT_EQ(this->act(Verb::resume), unknown) << this->node->detail;
  EXPECT_EQ(this->seen(), paused);
}

TYPED_TEST(HypervisorContract, PausedDomainCanBeDestroyed) {
  this->start();
  this->node->suspend();
  EXPECT_EQ(this->act(Verb::destroy), ok);
  EXPECT_EQ(this->seen(), off(OffReason::destroyed));
}

// --- saving -----------------------------------------------------------------------------------

// R8: it may be older than the claim, and nobody here can tell.
TYPED_TEST(HypervisorContract, ManagedSaveIsNeitherResumedNorDeletedByTheAgent) {
  if (!TypeParam::has_managed_saves) GTEST_SKIP() << "xl and xm know no managed saves";
  this->start();
  this->node->save();
  EXPECT_EQ(this->seen(), off(OffReason::saved));
  EXPECT_EQ(this->act(Verb::create), refused) << this->node->detail;
  EXPECT_EQ(this->act(Verb::undefine), refused) << this->node->detail;
  EXPECT_EQ(this->seen(), off(OffReason::saved));
  this->node->start_by_hand();
  EXPECT_EQ(this->seen(), running);
  EXPECT_EQ(this->act(Verb::undefine), ok);  // the save is used up
}

// --- nobody answers ---------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, DaemonThatIsDownRefusesChangesAndAnswersNoQuestion) {
  this->node->lose_the_daemon();
  for (const Verb verb : {Verb::create, Verb::resume, Verb::destroy, Verb::undefine}) {
    EXPECT_EQ(this->act(verb), refused) << to_text(verb) << this->node->detail;
  }
  EXPECT_EQ(this->node->define(), refused);
  EXPECT_EQ(this->node->send_shutdown(), refused);
  EXPECT_EQ(this->node->abort_job(), refused);
  EXPECT_EQ(this->seen(), Observation{});
  EXPECT_EQ(this->node->job_idle(), unknown);
}

// For who waits until the connection fails, "no route to host" after 3 s; the driver's bound may be
// over before that, and then nothing is known.
TYPED_TEST(HypervisorContract, HostThatIsDownRefusesChangesAndAnswersNoQuestion) {
  if (!TypeParam::has_a_peer) GTEST_SKIP() << "the test driver has no host";
  this->node->lose_the_host();
  EXPECT_EQ(this->act(Verb::create), refused) << this->node->detail;
  EXPECT_EQ(this->seen(), Observation{});
  EXPECT_EQ(this->node->job_idle(), unknown);
}

// --- crashing ---------------------------------------------------------------------------------

TYPED_TEST(HypervisorContract, CrashedDomainRefusesShutdownAndStartButNotDestroy) {
  if (!TypeParam::can_crash) GTEST_SKIP() << "the test driver's domains do not stay crashed";
  this->start();
  this->node->crash();
  EXPECT_EQ(classify(this->seen()), Seen::dead);
  EXPECT_EQ(this->node->send_shutdown(), refused);
  EXPECT_EQ(this->act(Verb::create), refused);
  EXPECT_EQ(classify(this->seen()), Seen::dead);
  EXPECT_EQ(this->act(Verb::destroy), ok);
  EXPECT_EQ(this->seen(), off(OffReason::destroyed));
}

}  // namespace
}  // namespace xvm::agent
