// Moves over the fake toolstack: whatever goes wrong, "source absent and undefined" means that the
// complete copy is on the target.
#include <gmock/gmock.h>

#include "agent/toolstack/fake_xen_test_context.hpp"
#include "agent/toolstack/marked_processes.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

constexpr Observation absent{.activity = Activity::inactive};
constexpr Observation paused{
    .activity = Activity::paused, .pause = PauseReason::user, .defined = true};

struct Moves : testing::Test {
  explicit Moves(Tool tool = Tool::xl) : xen(tool) {
    source = xen.hypervisor("n1");
    target = xen.hypervisor("n2");
  }
  void start(const std::string& more = "type=\"pvh\"") {
    ASSERT_EQ(source->define(web, definition_of_web(more)).outcome, CallOutcome::ok);
    ASSERT_EQ(source->act(Verb::create, web).outcome, CallOutcome::ok);
    ASSERT_TRUE(soon([this] { return here().activity == Activity::blocked; }));
  }
  Called move(bool live = true) {
    end = source->migrate(web, {.target_uri = xen.peer_uri("n1", "n2"), .live = live});
    return end;
  }
  Observation here() { return source->observe(web).seen; }
  Observation there() { return target->observe(web).seen; }
  // Neither evidence of a copy that is not there, nor a definition that nobody has any more.
  void expect_at_home() {
    EXPECT_EQ(classify(here()), Seen::executing) << end.detail;
    EXPECT_TRUE(here().defined);
    EXPECT_EQ(there(), absent);
  }
  void expect_moved() {
    EXPECT_EQ(end.outcome, CallOutcome::ok) << end.detail;
    EXPECT_EQ(here(), absent);
    EXPECT_EQ(there(), paused);
  }

  FakeXen xen;
  std::shared_ptr<ToolstackHypervisor> source;
  std::shared_ptr<ToolstackHypervisor> target;
  Called end;
};
struct XmMoves : Moves {
  XmMoves() : Moves(Tool::xm) {}
};

TEST_F(Moves, LiveCopyWaitsPausedAndDefinedAndTheSourceHasForgottenIt) {
  start();
  move();
  expect_moved();
  EXPECT_EQ(target->dump_definition(web).definition, definition_of_web());
}

TEST_F(Moves, CommitIsAResumeOnTheTarget) {
  start();
  move();
  EXPECT_EQ(target->act(Verb::resume, web).outcome, CallOutcome::ok);
  EXPECT_EQ(classify(there()), Seen::executing);
}

TEST_F(Moves, PvGuestIsMovedBySaveAndRestoreEvenIfAskedLive) {
  start("type=\"pv\"");
  move();
  expect_moved();
  EXPECT_FALSE(std::filesystem::exists(xen.at("n1") + "/definitions/" + web.uuid + ".save"));
  EXPECT_FALSE(std::filesystem::exists(xen.at("n2") + "/definitions/" + web.uuid + ".save"));
}

TEST_F(Moves, MoveThatIsNotLiveIsASaveAndRestore) {
  start();
  move(false);
  expect_moved();
}

TEST_F(Moves, PausedGuestStaysPausedOnItsWay) {
  start();
  xen.happens("n1", fakes::Ask::suspend);
  move();
  expect_moved();
}

TEST_F(XmMoves, AreBySaveAndRestore) {
  start();
  move();
  expect_moved();
}

TEST_F(XmMoves, CopyThatDoesNotArriveIsRestoredAtHomePaused) {
  start();
  xen.fault("n2", "restore fail 1");
  EXPECT_EQ(move().outcome, CallOutcome::unknown);
  EXPECT_EQ(here(), paused);
  EXPECT_EQ(there(), absent);
}

// --- before it begins
// -----------------------------------------------------------------------------

TEST_F(Moves, TargetThatCannotBeReachedRefusesAndNothingChanges) {
  start();
  xen.mark("n2", "unreachable");
  EXPECT_EQ(move().outcome, CallOutcome::refused);
  expect_at_home();
}

TEST_F(Moves, TargetThatHasItActiveRefuses) {
  start();
  target->define(web, definition_of_web());
  target->act(Verb::create, web);
  EXPECT_EQ(move().outcome, CallOutcome::refused);
  EXPECT_EQ(classify(here()), Seen::executing);
  EXPECT_EQ(classify(there()), Seen::executing);
}

TEST_F(Moves, WhatIsNoTargetIsRefused) {
  start();
  for (const char* uri : {"xl:///", "xen+ssh://n2/", "", "xl+ssh://$(x)/"}) {
    EXPECT_EQ(source->migrate(web, {.target_uri = uri}).outcome, CallOutcome::refused) << uri;
  }
}

TEST_F(Moves, GuestThatIsOffOrDeadIsNotMoved) {
  EXPECT_EQ(move().outcome, CallOutcome::refused);
  start();
  xen.happens("n1", fakes::Ask::guest_crashes);
  EXPECT_EQ(move().outcome, CallOutcome::refused);
}

// --- while it runs
// --------------------------------------------------------------------------------

TEST_F(Moves, TargetWithoutMemoryLeavesTheGuestAtHome) {
  start();
  xen.node("n2").change([](fakes::toolstack::NodeNow& now) { now.free_mib = 10; });
  EXPECT_EQ(move().outcome, CallOutcome::unknown);
  expect_at_home();
}

TEST_F(Moves, SavedGuestThatTheTargetCannotHoldStaysPausedAtHome) {
  start("type=\"pv\"");
  xen.node("n2").change([](fakes::toolstack::NodeNow& now) { now.free_mib = 10; });
  EXPECT_EQ(move().outcome, CallOutcome::unknown);
  EXPECT_EQ(here(), paused);
  EXPECT_EQ(there(), absent);
}

TEST_F(Moves, ToolThatLiesAboutSuccessIsNotBelieved) {
  start();
  xen.fault("n1", "migrate lie 1");
  EXPECT_EQ(move().outcome, CallOutcome::unknown);
  expect_at_home();
}

TEST_F(Moves, AbortedCopyLeavesTheGuestAtHome) {
  start();
  xen.fault("n1", "migrate hang-copying 1");
  std::thread mover([this] { move(); });
  EXPECT_TRUE(soon([this] { return source->progress(web).known; }));
  EXPECT_EQ(source->job_idle(web).outcome, CallOutcome::refused);
  EXPECT_EQ(there().activity, Activity::incomplete);
  EXPECT_EQ(source->abort_job(web).outcome, CallOutcome::ok);
  mover.join();
  EXPECT_EQ(end.outcome, CallOutcome::unknown);
  EXPECT_TRUE(soon([this] { return there().activity == Activity::inactive; }));
  EXPECT_EQ(classify(here()), Seen::executing);
  EXPECT_TRUE(here().defined);
  EXPECT_EQ(source->job_idle(web).outcome, CallOutcome::ok);
}

TEST_F(Moves, CopyIsAbortedByAnotherObjectToo) {
  start();
  xen.fault("n1", "migrate hang-copying 1");
  std::thread mover([this] { move(); });
  EXPECT_TRUE(soon([this] { return source->progress(web).known; }));
  EXPECT_EQ(xen.peer_of("n2", "n1")->abort_job(web).outcome, CallOutcome::ok);
  mover.join();
  EXPECT_EQ(classify(here()), Seen::executing);
}

TEST_F(Moves, SecondMoveOfTheSameGuestIsRefused) {
  start();
  xen.fault("n1", "migrate hang-copying 1");
  std::thread mover([this] { move(); });
  EXPECT_TRUE(soon([this] { return source->progress(web).known; }));
  const MigrationOrder order{.target_uri = xen.peer_uri("n1", "n2")};
  EXPECT_EQ(xen.hypervisor("n1")->migrate(web, order).outcome, CallOutcome::refused);
  source->abort_job(web);
  mover.join();
}

// --- at its end
// -----------------------------------------------------------------------------------

// What xl leaves to people: its own last step is done for it, since the copy is complete.
TEST_F(Moves, LostReportOfTheTargetIsMadeUpForByLooking) {
  start();
  xen.fault("n1", "migrate lost-report 1");
  move();
  expect_moved();
}

TEST_F(Moves, ToolThatIsKilledWithTheSourceSuspendedProvesNothing) {
  start();
  xen.fault("n1", "migrate die-copied 1");
  EXPECT_EQ(move().outcome, CallOutcome::unknown);
  EXPECT_EQ(here().activity, Activity::incomplete);
  EXPECT_TRUE(here().defined);
}

TEST_F(Moves, SuspendedGuestIsResumedByAnXlThatCanAndRefusedByAnOlderOne) {
  start();
  xen.fault("n1", "migrate die-copied 1");
  move();
  EXPECT_EQ(source->act(Verb::resume, web).outcome, CallOutcome::refused);
  xen.node("n1").change([](fakes::toolstack::NodeNow& now) { now.pace.has_resume = true; });
  EXPECT_EQ(source->act(Verb::resume, web).outcome, CallOutcome::ok);
  EXPECT_EQ(classify(here()), Seen::executing);
}

TEST_F(Moves, SourceStaysDefinedWhenTheCopyIsNotSeen) {
  start();
  xen.fault("n2", "migrate-receive die-after 1");
  xen.node("n1").change([](fakes::toolstack::NodeNow& now) { now.pace.copy_ms = 600; });
  std::thread mover([this] { move(); });
  EXPECT_TRUE(soon([this] { return source->progress(web).known; }));
  xen.fault("n2", "list down 6");
  mover.join();
  EXPECT_EQ(end.outcome, CallOutcome::unknown);
  EXPECT_TRUE(here().defined);
}

}  // namespace
}  // namespace xvm::agent
