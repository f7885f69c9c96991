#include "agent/driver/jobs_test_context.hpp"
#include "agent/migration/slots.hpp"

#include <chrono>
#include <thread>

namespace xvm::agent {
namespace {

using testing::_;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Return;
using testing::SizeIs;

constexpr Observation executing{.activity = Activity::running, .defined = true};
constexpr Observation off{.activity = Activity::inactive, .defined = true};

class JobsTest : public ResourceTest {
 protected:
  Answer call(const Action& action) { return jobs.job_for(action).call(); }
  Event event_of(const Action& action) { return *call(action).event; }

  // What is left when the emulator of the last start ended behind libvirt's back.
  void record_an_emulator_that_is_gone() const {
    const auto now = identify(::getpid());
    ASSERT_TRUE(now);
    Emulator gone = *now;
    ++gone.start_ticks;  // the pid was given to another process since
    state->remember_started(gone);
  }
  void record_an_emulator_that_is_alive() const { state->remember_started(identify(::getpid())); }

  // Who watched a migration lets go of the hypervisor a moment after it is over: that must not
  // outlive the mock's last check. Held by the test and by `jobs` otherwise.
  void expect_that_the_watcher_goes() const {
    constexpr int patience_ms = 10'000;
    int waited_ms = 0;
    for (; here.use_count() > 2 && waited_ms < patience_ms; ++waited_ms) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_LT(waited_ms, patience_ms);
  }

  ProductionJobs jobs{tools()};
};

// --- looking -------------------------------------------------------------------------------------

TEST_F(JobsTest, ObservesEachNodeThroughItsOwnHypervisor) {
  EXPECT_CALL(*here, observe).WillOnce(Return(Looked{executing, ""}));
  EXPECT_CALL(*there, observe).WillOnce(Return(Looked{off, ""}));
  EXPECT_EQ(event_of(Observe{n1}), Event(Observed{n1, executing}));
  EXPECT_EQ(event_of(Observe{n2}), Event(Observed{n2, off}));
}

TEST_F(JobsTest, APeerThatCannotBeReachedIsUnknown) {
  resource->config.peer_uri.clear();
  const Answer answer = call(Observe{n2});
  EXPECT_EQ(answer.event, Event(Observed{n2, {}}));
  EXPECT_EQ(answer.detail, "no PEER_URI");
}

struct Silence {
  Action action;
  Event unknown;
};
TEST_F(JobsTest, SilenceIsToldAsUnknownInTheFormThatWasAskedFor) {
  const Claim next{1, ClaimState::held, n1, NodeId::none, false};
  const Silence silences[] = {
      {Observe{n2}, Observed{n2, {}}},
      {Define{n1}, Defined{n1, CallOutcome::unknown}},
      {SendShutdown{n1}, ShutdownSent{n1, CallOutcome::unknown}},
      {Act{Verb::undefine, n2}, Acted{Verb::undefine, n2, CallOutcome::unknown}},
      {StartMigration{n1, n2, true}, Migrated{CallOutcome::unknown}},
      {AbortJob{n1}, JobAborted{CallOutcome::unknown}},
      {AwaitIdle{n1}, JobIdle{n1, CallOutcome::unknown}},
      {AskWitness{n1}, Witnessed{n1, Witness::unknown}},
      {CheckTarget{n1, n2}, TargetChecked{n2, TargetReport{}.with(TargetFault::no_answer)}},
      {ReadClaim{}, ClaimRead{StoreOutcome::unreadable, {}}},
      {LinkClaim{next}, ClaimLinked{LinkOutcome::unknown, next}},
      {Export{n1}, Exported{n1, ExportOutcome::failed}},
      {Quarantine{n2}, Quarantined{n2, ExportOutcome::failed}},
      {ReadFacts{}, FactsRead{Facts{}}},
      {SilenceProcessMonitor{}, ProcessMonitorSilenced{CallOutcome::unknown}},
      {RunPlugin{}, PluginReturned{PluginEnd::timed_out, 0}},
      {Inspect{Subject::host},
       Inspected{Subject::host, FindingSet{}.with(Finding::hypervisor_silent)}}};
  for (const Silence& s : silences) {
    const Job job = jobs.job_for(s.action);
    EXPECT_EQ(job.if_silent, s.unknown) << job.what;
    EXPECT_GT(job.bound_ms, 0) << job.what;
    EXPECT_NE(job.what, "");
  }
  EXPECT_EQ(jobs.job_for(RecordDebt{Debt::undefine, n1}).if_silent, std::nullopt);
  EXPECT_EQ(jobs.job_for(SettleDebts{}).if_silent, std::nullopt);
}

// --- acts and their traces on this node ----------------------------------------------------------

class StartingAct : public JobsTest, public testing::WithParamInterface<Verb> {
 protected:
  // How many calls were written down while the hypervisor was at work.
  std::size_t written_during(CallOutcome end) {
    std::size_t written = 0;
    EXPECT_CALL(*here, act(GetParam(), _)).WillOnce([&](Verb, const DomainKey&) -> Called {
      written = state->read().calls.size();
      return {end, ""};
    });
    EXPECT_EQ(event_of(Act{GetParam(), n1}), Event(Acted{GetParam(), n1, end}));
    return written;
  }
};

TEST_P(StartingAct, IsWrittenDownBeforeItIsBegunAndForgottenWhenItEnded) {
  EXPECT_EQ(written_during(CallOutcome::ok), 1u);
  EXPECT_THAT(state->read().calls, IsEmpty());
  EXPECT_TRUE(state->read().started);
}

TEST_P(StartingAct, StaysWrittenDownWhenNobodySawItsEnd) {
  EXPECT_EQ(written_during(CallOutcome::unknown), 1u);
  EXPECT_THAT(state->read().calls, SizeIs(1));
  EXPECT_FALSE(state->read().started);
}

TEST_P(StartingAct, IsForgottenWhenItWasRefused) {
  EXPECT_EQ(written_during(CallOutcome::refused), 1u);
  EXPECT_THAT(state->read().calls, IsEmpty());
  EXPECT_FALSE(state->read().started);
}

INSTANTIATE_TEST_SUITE_P(Verbs, StartingAct, testing::Values(Verb::create, Verb::resume),
                         [](const auto& verb) { return std::string(to_text(verb.param)); });

TEST_F(JobsTest, ADestroyIsNoStartAndIsNotWrittenDown) {
  EXPECT_CALL(*here, act(Verb::destroy, _)).WillOnce([&](Verb, const DomainKey&) -> Called {
    EXPECT_THAT(state->read().calls, IsEmpty());
    return done;
  });
  EXPECT_EQ(event_of(Act{Verb::destroy, n1}), Event(Acted{Verb::destroy, n1, CallOutcome::ok}));
}

TEST_F(JobsTest, ACreateOnAPeerIsNotWrittenDownHere) {
  EXPECT_CALL(*there, act(Verb::create, _)).WillOnce([&](Verb, const DomainKey&) -> Called {
    EXPECT_THAT(state->read().calls, IsEmpty());
    return done;
  });
  event_of(Act{Verb::create, n2});
  EXPECT_FALSE(state->read().started);
}

// A process that stands for the emulator of the last start.
struct LivingEmulator {
  pid_t pid = ::fork();
  LivingEmulator() {
    while (pid == 0) ::pause();
  }
  bool was_killed() const {
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }
};

TEST_F(JobsTest, DestroyGoesToTheEmulatorWhenLibvirtHangs) {
  const LivingEmulator emulator;
  state->remember_started(identify(emulator.pid));
  EXPECT_CALL(*here, act).Times(0);
  jobs.gave_up(Observe{n1});
  EXPECT_EQ(event_of(Act{Verb::destroy, n1}), Event(Acted{Verb::destroy, n1, CallOutcome::ok}));
  EXPECT_TRUE(emulator.was_killed());
}

TEST_F(JobsTest, ANodeThatIsNoMemberIsWaitedForOnlyShortly) {
  facts->facts.readable = true;
  facts->facts.members = NodeSet::of(n1);
  call(ReadFacts{});
  EXPECT_EQ(jobs.job_for(Observe{n2}).bound_ms, tools().stranger_bound_ms);
  EXPECT_EQ(jobs.job_for(Observe{n1}).bound_ms, tools().call_bound_ms);
}

TEST_F(JobsTest, FactsThatComeAfterTheyWereGivenUpAreNotBelieved) {
  facts->facts.readable = true;
  facts->facts.members = NodeSet::of(n1);
  const Job late = jobs.job_for(ReadFacts{});
  jobs.gave_up(ReadFacts{});
  late.call();
  EXPECT_EQ(jobs.job_for(Observe{n2}).bound_ms, tools().call_bound_ms);
}

TEST_F(JobsTest, ANodeIsWaitedForLongWhenNobodySaysWhoIsAMember) {
  call(ReadFacts{});
  EXPECT_EQ(jobs.job_for(Observe{n2}).bound_ms, tools().call_bound_ms);
}

// "sh -c 'sleep' sh -uuid UUID": what a walk over /proc takes for the emulator of the domain.
struct EmulatorStartedByHand {
  pid_t pid = ::fork();
  explicit EmulatorStartedByHand(const std::string& uuid) {
    if (pid != 0) return;
    ::execl("/bin/sh", "sh", "-c", "while :; do sleep 1; done", "sh", "-uuid", uuid.c_str(),
            nullptr);
    ::_exit(127);
  }
  ~EmulatorStartedByHand() {
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
};

TEST_F(JobsTest, AnEmulatorThatIsGoneProvesNothingWhileAnotherOneRunsTheDomain) {
  record_an_emulator_that_is_gone();
  EXPECT_EQ(event_of(AskWitness{n1}), Event(Witnessed{n1, Witness::gone}));
  const EmulatorStartedByHand other(our_uuid);
  // Until its exec is over the child looks like this test.
  Event seen = event_of(AskWitness{n1});
  for (int i = 0; i < 1'000 && seen != Event(Witnessed{n1, Witness::alive}); ++i) {
    ::usleep(10'000);
    seen = event_of(AskWitness{n1});
  }
  EXPECT_EQ(seen, Event(Witnessed{n1, Witness::alive}));
}

TEST_F(JobsTest, DestroyGoesToTheEmulatorWhenLibvirtIsDead) {
  const LivingEmulator emulator;
  state->remember_started(identify(emulator.pid));
  EXPECT_CALL(*here, observe).WillOnce(Return(Looked{{}, "connection refused"}));
  EXPECT_CALL(*here, act).Times(0);
  call(Observe{n1});
  EXPECT_EQ(event_of(Act{Verb::destroy, n1}), Event(Acted{Verb::destroy, n1, CallOutcome::ok}));
  EXPECT_TRUE(emulator.was_killed());
}

TEST_F(JobsTest, ASilentPeerIsDestroyedThroughItsHypervisorAndNeverByAnEmulatorOfThisNode) {
  record_an_emulator_that_is_alive();  // this very test
  EXPECT_CALL(*there, act(Verb::destroy, _)).WillOnce(Return(done));
  jobs.gave_up(Observe{n2});
  EXPECT_EQ(event_of(Act{Verb::destroy, n2}), Event(Acted{Verb::destroy, n2, CallOutcome::ok}));
}

TEST_F(JobsTest, ASilentNodeWithoutARecordedEmulatorIsDestroyedThroughItsHypervisor) {
  EXPECT_CALL(*here, act(Verb::destroy, _)).WillOnce(Return(done));
  jobs.gave_up(Observe{n1});
  EXPECT_EQ(event_of(Act{Verb::destroy, n1}), Event(Acted{Verb::destroy, n1, CallOutcome::ok}));
}

TEST_F(JobsTest, ANodeThatAnswersAgainIsDestroyedThroughItsHypervisor) {
  record_an_emulator_that_is_alive();  // this very test
  jobs.gave_up(Observe{n1});
  EXPECT_CALL(*here, observe).WillOnce(Return(Looked{executing, {}}));
  EXPECT_CALL(*here, act(Verb::destroy, _)).WillOnce(Return(done));
  call(Observe{n1});
  EXPECT_EQ(event_of(Act{Verb::destroy, n1}), Event(Acted{Verb::destroy, n1, CallOutcome::ok}));
}

TEST_F(JobsTest, AnUndefineNeverGoesToTheEmulator) {
  record_an_emulator_that_is_alive();
  EXPECT_CALL(*here, act(Verb::undefine, _)).WillOnce(Return(done));
  jobs.gave_up(Observe{n1});
  event_of(Act{Verb::undefine, n1});
}

TEST_F(JobsTest, GivingUpWithdrawsTheHypervisorAndTheNextCallUsesAnother) {
  jobs.job_for(Observe{n1});
  EXPECT_CALL(*here, withdraw).Times(1);
  jobs.gave_up(Observe{n1});
  jobs.job_for(Observe{n1});
  EXPECT_THAT(made, SizeIs(2));
}

TEST_F(JobsTest, OnlyCallsThatChangeSomethingAreAbandoned) {
  jobs.gave_up(Observe{n1});
  jobs.gave_up(AwaitIdle{n1});
  EXPECT_FALSE(jobs.has_abandoned_call(n1));
  jobs.gave_up(Act{Verb::destroy, n1});
  EXPECT_TRUE(jobs.has_abandoned_call(n1));
  jobs.gave_up(StartMigration{n1, n2, true});
  EXPECT_TRUE(jobs.has_abandoned_call(n2));
}

TEST_F(JobsTest, DefinesFromTheBestDefinition) {
  const std::string xml = definition_of(our_uuid);
  EXPECT_CALL(*here, dump_definition).WillOnce(Return(dumped(xml)));
  EXPECT_EQ(event_of(Export{n1}), Event(Exported{n1, ExportOutcome::intact}));
  EXPECT_CALL(*here, define(_, xml)).WillOnce(Return(done));
  EXPECT_EQ(event_of(Define{n1}), Event(Defined{n1, CallOutcome::ok}));
}

TEST_F(JobsTest, RefusesToDefineFromNothing) {
  EXPECT_CALL(*here, define).Times(0);
  const Answer answer = call(Define{n1});
  EXPECT_EQ(answer.event, Event(Defined{n1, CallOutcome::refused}));
  EXPECT_THAT(answer.detail, HasSubstr("no intact export"));
}

// --- idle (R14) ----------------------------------------------------------------------------------

TEST_F(JobsTest, OneLookProvesIdleWhenNoCallIsLeft) {
  EXPECT_CALL(*here, job_idle).WillOnce(Return(done));
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::ok}));
}

TEST_F(JobsTest, AnUnfinishedCallOfAnEarlierLifeNeedsThreeQuietLooks) {
  state->begin_call("create", "n1");
  EXPECT_CALL(*here, job_idle).Times(3).WillRepeatedly(Return(done));
  EXPECT_CALL(*here, observe).Times(3).WillRepeatedly(Return(Looked{off, ""}));
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::ok}));
  EXPECT_THAT(state->read().calls, IsEmpty());
}

TEST_F(JobsTest, APictureThatChangesBeginsTheQuietLooksAnew) {
  state->begin_call("create", "n1");
  ON_CALL(*here, job_idle).WillByDefault(Return(done));
  EXPECT_CALL(*here, observe)
      .Times(5)
      .WillOnce(Return(Looked{off, ""}))
      .WillOnce(Return(Looked{off, ""}))
      .WillRepeatedly(Return(Looked{executing, ""}));
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::ok}));
}

TEST_F(JobsTest, LooksThatSeeNothingAreNotQuiet) {
  state->begin_call("create", "n1");
  ON_CALL(*here, job_idle).WillByDefault(Return(done));
  ON_CALL(*here, observe).WillByDefault(Return(Looked{}));
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::refused}));
  EXPECT_THAT(state->read().calls, SizeIs(1));
}

TEST_F(JobsTest, ABusyDomainIsRefusedWhenTheWaitIsOver) {
  ON_CALL(*here, job_idle).WillByDefault(Return(Called{CallOutcome::refused, "migration out"}));
  const Answer answer = call(AwaitIdle{n1});
  EXPECT_EQ(answer.event, Event(JobIdle{n1, CallOutcome::refused}));
  EXPECT_EQ(answer.detail, "migration out");
}

class SilentWhenAskedForJobs : public JobsTest {
 protected:
  SilentWhenAskedForJobs() {
    ON_CALL(*here, job_idle).WillByDefault(Return(Called{CallOutcome::unknown, "silent"}));
  }
};

TEST_F(SilentWhenAskedForJobs, IsUnknown) {
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::unknown}));
}

TEST_F(SilentWhenAskedForJobs, IsIdleWhenTheEmulatorIsProvenGone) {
  record_an_emulator_that_is_gone();
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::ok}));
}

TEST_F(SilentWhenAskedForJobs, IsUnknownWhileTheEmulatorLives) {
  record_an_emulator_that_is_alive();
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::unknown}));
}

TEST_F(SilentWhenAskedForJobs, IsUnknownWhileACallMayWaitAtTheDoor) {
  record_an_emulator_that_is_gone();
  state->begin_call("create", "n1");
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::unknown}));
}

TEST_F(JobsTest, WhoWasSilentIsNotAskedForJobsWhenTheEmulatorIsProvenGone) {
  record_an_emulator_that_is_gone();
  jobs.gave_up(Observe{n1});
  EXPECT_CALL(*here, job_idle).Times(0);
  EXPECT_EQ(event_of(AwaitIdle{n1}), Event(JobIdle{n1, CallOutcome::ok}));
}

// --- second witness ------------------------------------------------------------------------------

TEST_F(JobsTest, TheWitnessSaysWhatBecameOfTheRecordedEmulator) {
  record_an_emulator_that_is_alive();
  EXPECT_EQ(event_of(AskWitness{n1}), Event(Witnessed{n1, Witness::alive}));
  record_an_emulator_that_is_gone();
  EXPECT_EQ(event_of(AskWitness{n1}), Event(Witnessed{n1, Witness::gone}));
}

TEST_F(JobsTest, ThereIsNoWitnessForAPeerNorWithoutARecord) {
  EXPECT_EQ(event_of(AskWitness{n1}), Event(Witnessed{n1, Witness::unknown}));
  record_an_emulator_that_is_gone();
  EXPECT_EQ(event_of(AskWitness{n2}), Event(Witnessed{n2, Witness::unknown}));
}

// --- migration -----------------------------------------------------------------------------------

class Target : public JobsTest {
 protected:
  Target() {
    facts->facts.readable = true;
    facts->facts.members = NodeSet::first(2);
    NeedsAnswer needs;
    needs.outcome = CallOutcome::ok;
    ON_CALL(*here, describe_needs).WillByDefault(Return(needs));
  }
  TargetReport report() { return std::get<TargetChecked>(event_of(CheckTarget{n1, n2})).report; }
};

TEST_F(Target, IsFitWhenNobodyFindsAFault) {
  call(ReadFacts{});
  EXPECT_EQ(report(), TargetReport{});
}

TEST_F(Target, IsUnfitWhenItIsNoMember) {
  facts->facts.members = NodeSet::of(n1);
  call(ReadFacts{});
  EXPECT_EQ(report(), TargetReport{}.with(TargetFault::not_a_member));
}

TEST_F(Target, IsUnfitWhileACallThatWasGivenUpMayLandThere) {
  call(ReadFacts{});
  jobs.gave_up(Act{Verb::destroy, n2});
  EXPECT_EQ(report(), TargetReport{}.with(TargetFault::abandoned_call));
}

TEST_F(Target, IsUnfitForWhatItsHypervisorFinds) {
  const TargetReport faults =
      TargetReport{}.with(TargetFault::memory_short).with(TargetFault::name_taken);
  ON_CALL(*there, check_target).WillByDefault(Return(TargetAnswer{faults, "two clauses"}));
  EXPECT_EQ(report(), faults);
}

TEST_F(Target, IsUnfitWhenTheSourceCannotSayWhatItNeeds) {
  ON_CALL(*here, describe_needs).WillByDefault(Return(NeedsAnswer{}));
  EXPECT_CALL(*there, check_target).Times(0);
  EXPECT_EQ(report(), TargetReport{}.with(TargetFault::no_answer));
}

TEST_F(Target, IsUnfitWithoutPeerUri) {
  resource->config.peer_uri.clear();
  EXPECT_EQ(report(), TargetReport{}.with(TargetFault::no_answer));
}

TEST_F(JobsTest, MigratesFromTheSourceByTheUrisOfTheTarget) {
  resource->config.migrate_uri = "tcp://%n-fast";
  EXPECT_CALL(*here, migrate(_, testing::AllOf(Field(&MigrationOrder::target_uri, "test://n2/peer"),
                                               Field(&MigrationOrder::migrate_uri, "tcp://n2-fast"),
                                               Field(&MigrationOrder::live, true))))
      .WillOnce(Return(done));
  EXPECT_EQ(event_of(StartMigration{n1, n2, true}), Event(Migrated{CallOutcome::ok}));
  expect_that_the_watcher_goes();
}

TEST_F(JobsTest, MigratesWithTheOptionsOfTheConfiguration) {
  resource->config.migration = {
      .downtime_ms = 300, .auto_converge = true, .parallel = 4, .tls = true};
  EXPECT_CALL(*here, migrate(_, testing::AllOf(Field(&MigrationOrder::downtime_ms, 300U),
                                               Field(&MigrationOrder::auto_converge, true),
                                               Field(&MigrationOrder::parallel, 4U),
                                               Field(&MigrationOrder::tls, true))))
      .WillOnce(Return(done));
  EXPECT_EQ(event_of(StartMigration{n1, n2, true}), Event(Migrated{CallOutcome::ok}));
  expect_that_the_watcher_goes();
}

TEST_F(JobsTest, RefusesAMigrationWhileAllSlotsOfTheNodeAreTaken) {
  resource->config.migration.slots = 1;
  const MigrationSlot taken = MigrationSlots(path_, 1).take(0);
  EXPECT_CALL(*here, migrate).Times(0);
  Tools hurried = tools();
  hurried.migrate_until = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
  const Answer answer = ProductionJobs(hurried).job_for(StartMigration{n1, n2, true}).call();
  EXPECT_EQ(answer.event, Event(Migrated{CallOutcome::refused}));
  EXPECT_THAT(answer.detail, HasSubstr("all 1 migration slots of this node were taken"));
}

TEST_F(JobsTest, RefusesAMigrationThatCannotEndInTime) {
  resource->config.migration.bandwidth_mib_s = 10;
  NeedsAnswer needs;
  needs.outcome = CallOutcome::ok;
  needs.needs.definition.memory_kib = 1'000 * 1024;
  EXPECT_CALL(*here, describe_needs).WillOnce(Return(needs));
  EXPECT_CALL(*here, migrate).Times(0);
  const Answer answer = ProductionJobs(tools()).job_for(StartMigration{n1, n2, true}).call();
  EXPECT_EQ(answer.event, Event(Migrated{CallOutcome::refused}));
  EXPECT_THAT(answer.detail, HasSubstr("takes 100000 ms at 10 MiB/s"));
}

TEST_F(JobsTest, RefusesAMigrationToWhereNobodyCanLook) {
  resource->config.peer_uri.clear();
  EXPECT_CALL(*here, migrate).Times(0);
  EXPECT_EQ(event_of(StartMigration{n1, n2, true}), Event(Migrated{CallOutcome::refused}));
}

// --- records -------------------------------------------------------------------------------------

TEST_F(JobsTest, AClaimThatWasLinkedIsReadBackAndRemembered) {
  const Claim next = held(Claim{}, n1);
  EXPECT_EQ(event_of(LinkClaim{next}), Event(ClaimLinked{LinkOutcome::won, next}));
  EXPECT_EQ(state->last_seen(), next);
  EXPECT_EQ(event_of(ReadClaim{}), Event(ClaimRead{StoreOutcome::ok, next}));
}

TEST_F(JobsTest, OfTwoClaimsOfOneEpochTheSecondIsLostAndNotRemembered) {
  call(LinkClaim{held(Claim{}, n2)});
  const Claim late = held(Claim{}, n1);
  EXPECT_EQ(event_of(LinkClaim{late}), Event(ClaimLinked{LinkOutcome::lost, late}));
  EXPECT_EQ(state->last_seen(), held(Claim{}, n2));
}

TEST_F(JobsTest, AClaimThatAnotherNodeLinkedIsRememberedWhenItIsRead) {
  call(LinkClaim{held(Claim{}, n2)});
  lose_state();
  ASSERT_TRUE(local.create());
  call(ReadClaim{});
  EXPECT_EQ(state->last_seen(), held(Claim{}, n2));
}

TEST_F(JobsTest, AClaimIsUnreadableWhileAdminIsAway) {
  lose_admin();
  const Answer answer = call(ReadClaim{});
  EXPECT_EQ(std::get<ClaimRead>(*answer.event).outcome, StoreOutcome::unreadable);
  EXPECT_THAT(answer.detail, HasSubstr("admin"));
}

TEST_F(JobsTest, DebtsAreKeptOnThisNodeUntilTheyAreSettled) {
  const Answer answer = call(RecordDebt{Debt::release, n1});
  EXPECT_EQ(answer.event, std::nullopt);
  EXPECT_EQ(answer.detail, "");
  EXPECT_TRUE(records::owes(state->read(), Debt::release));
  EXPECT_EQ(call(SettleDebts{}).event, std::nullopt);
  EXPECT_FALSE(records::owes(state->read(), Debt::release));
}

TEST_F(JobsTest, DebtsOnANodeThatDoesNotAnswerAreNotForgotten) {
  call(RecordDebt{Debt::destroy_copy, n2});
  call(RecordDebt{Debt::undefine, n1});
  jobs.gave_up(Observe{n2});
  call(SettleDebts{});
  EXPECT_THAT(state->read().debts, ElementsAre(Field(&records::OwedDebt::node, "n2")));
}

TEST_F(JobsTest, ADebtThatCannotBeWrittenIsALineForTheLog) {
  lose_state();
  EXPECT_NE(call(RecordDebt{Debt::release, n1}).detail, "");
}

}  // namespace
}  // namespace xvm::agent
