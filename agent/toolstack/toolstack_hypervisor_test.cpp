// What the toolstack's Hypervisor does beyond the contract: commands that hang, are killed, lie or
// print noise; definitions; what an administrator did behind its back.
#include "agent/toolstack/toolstack_hypervisor.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>

#include <thread>

#include "agent/toolstack/fake_xen_test_context.hpp"
#include "agent/toolstack/marked_processes.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

struct OnXl : testing::Test {
  OnXl() {
    ToolstackSettings settings{.paths = read_toolstack_uri(xen.own_uri("n1")).address.paths};
    settings.domain_file = xen.at("n1") + "/domain.cfg";
    settings.bounds = {.question_ms = 700, .act_ms = 700};
    node = std::make_shared<ToolstackHypervisor>(settings);
  }
  void start() {
    ASSERT_EQ(node->define(web, definition_of_web()).outcome, CallOutcome::ok);
    ASSERT_EQ(node->act(Verb::create, web).outcome, CallOutcome::ok);
  }
  Called act(Verb verb) { return node->act(verb, web); }
  Observation seen() { return node->observe(web).seen; }
  void create_by_hand() {
    std::ofstream(xen.at("n1") + "/by-hand.cfg") << definition_of_web();
    xen.type("n1", {"create", xen.at("n1") + "/by-hand.cfg"});
  }

  FakeXen xen;
  std::shared_ptr<ToolstackHypervisor> node;
};

// --- answers that are none
// ------------------------------------------------------------------------

TEST_F(OnXl, NoiseAHungListAndADeadOneAreUnknownAndNeverAbsent) {
  start();
  for (const char* fault : {"list garbage 1", "list hang 1", "list die 1", "list lie 1",
                            "list fail 1", "list down 1"}) {
    xen.fault("n1", fault);
    const Looked looked = node->observe(web);
    EXPECT_EQ(looked.seen, Observation{}) << fault;
    EXPECT_NE(looked.detail, "") << fault;
  }
  EXPECT_EQ(classify(seen()), Seen::executing);
}

TEST_F(OnXl, ActsBeginNothingWhileTheListIsUnknown) {
  start();
  for (const Verb verb : {Verb::create, Verb::resume, Verb::destroy}) {
    xen.fault("n1", "list hang 1");
    EXPECT_EQ(act(verb).outcome, CallOutcome::refused) << to_text(verb);
  }
  EXPECT_EQ(classify(seen()), Seen::executing);
}

TEST_F(OnXl, ToolThatIsNotThereRefusesActsAndAnswersNothing) {
  ToolstackPaths paths = read_toolstack_uri(xen.own_uri("n1")).address.paths;
  paths.command = "/nonexistent/xl";
  ToolstackHypervisor lost({.paths = paths});
  EXPECT_EQ(lost.observe(web).seen, Observation{});
  EXPECT_EQ(lost.act(Verb::destroy, web).outcome, CallOutcome::refused);
  EXPECT_EQ(lost.resolve("web").outcome, CallOutcome::unknown);
  EXPECT_EQ(lost.job_idle(web).outcome, CallOutcome::unknown);
}

// --- acts that end badly
// --------------------------------------------------------------------------

TEST_F(OnXl, CreateThatHangsOrDiesIsUnknownWhetherItWasDoneOrNot) {
  node->define(web, definition_of_web());
  for (const char* fault : {"create hang 1", "create die 1"}) {
    xen.fault("n1", fault);
    EXPECT_EQ(act(Verb::create).outcome, CallOutcome::unknown) << fault;
    EXPECT_EQ(classify(seen()), Seen::defined) << fault;
  }
  xen.fault("n1", "create hang-after 1");
  EXPECT_EQ(act(Verb::create).outcome, CallOutcome::unknown);
  EXPECT_EQ(classify(seen()), Seen::executing);
}

TEST_F(OnXl, CreateThatXlRefusesIsRefusedWhenNothingIsThere) {
  node->define(web, definition_of_web());
  xen.fault("n1", "create fail 1");
  const Called called = act(Verb::create);
  EXPECT_EQ(called.outcome, CallOutcome::refused);
  EXPECT_THAT(called.detail, HasSubstr("it did not work"));
}

TEST_F(OnXl, CreateThatFailsIsUnknownWhenTheListDoesNotTellWhatCameOfIt) {
  node->define(web, definition_of_web());
  xen.fault("n1", "create fail 1");
  std::thread later([this] {
    while (std::filesystem::file_size(xen.at("n1") + "/faults") != 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    xen.fault("n1", "list garbage 1");
  });
  const Called called = act(Verb::create);
  later.join();
  EXPECT_NE(called.outcome, CallOutcome::ok);
}

TEST_F(OnXl, DestroyThatFailsIsNeverRefused) {
  start();
  for (const char* fault : {"destroy fail 1", "destroy hang 1", "destroy die-after 1"}) {
    xen.fault("n1", fault);
    EXPECT_EQ(act(Verb::destroy).outcome, CallOutcome::unknown) << fault;
  }
  EXPECT_EQ(classify(seen()), Seen::defined);
}

TEST_F(OnXl, ToolThatLiesIsFoundOutByTheNextLook) {
  start();
  xen.fault("n1", "destroy lie 1");
  EXPECT_EQ(act(Verb::destroy).outcome, CallOutcome::ok);
  EXPECT_EQ(classify(seen()), Seen::executing);
}

TEST_F(OnXl, HungCommandIsKilledAndNothingWorksOnTheDomainThen) {
  start();
  xen.fault("n1", "destroy hang 1");
  act(Verb::destroy);
  EXPECT_EQ(node->job_idle(web).outcome, CallOutcome::ok);
}

// R14: whoever began it, and also when nobody remembers.
TEST_F(OnXl, CommandOfAnAgentThatWasKilledIsStillFoundAtWork) {
  start();
  xen.fault("n1", "destroy hang 1");
  ToolstackHypervisor patient(
      {.paths = read_toolstack_uri(xen.own_uri("n1")).address.paths, .bounds = {.act_ms = 3'000}});
  std::thread killed([&] { patient.act(Verb::destroy, web); });
  EXPECT_TRUE(soon([this] { return node->job_idle(web).outcome == CallOutcome::refused; }));
  EXPECT_THAT(node->job_idle(web).detail, HasSubstr("xl (process"));
  killed.join();
  EXPECT_EQ(node->job_idle(web).outcome, CallOutcome::ok);
}

// --- definitions
// ----------------------------------------------------------------------------------

TEST_F(OnXl, DefinitionRoundTripsAndBelongsToTheOwnerAlone) {
  node->define(web, definition_of_web());
  EXPECT_EQ(node->dump_definition(web).definition, definition_of_web());
  const auto mode = std::filesystem::status(xen.at("n1") + "/definitions/" + web.uuid + ".cfg");
  EXPECT_EQ(mode.permissions(), std::filesystem::perms(0600));
}

TEST_F(OnXl, DefinitionsOfOthersAndOfLibvirtAreRefused) {
  EXPECT_THAT(node->define(web, "name='web'").detail, HasSubstr("UUID ''"));
  EXPECT_THAT(node->define(web, "<domain/>").detail, HasSubstr("domxml-to-native"));
  EXPECT_THAT(node->define(web, "name=").detail, HasSubstr("no xl configuration"));
  EXPECT_EQ(seen(), (Observation{.activity = Activity::inactive}));
}

TEST_F(OnXl, DamagedDefinitionIsNeitherDefinedNorAbsent) {
  node->define(web, definition_of_web());
  std::ofstream(xen.at("n1") + "/definitions/" + web.uuid + ".cfg") << "name=";
  EXPECT_EQ(seen(), Observation{});
  EXPECT_EQ(act(Verb::create).outcome, CallOutcome::refused);
  EXPECT_EQ(node->dump_definition(web).outcome, CallOutcome::unknown);
}

TEST_F(OnXl, GuestThatWasCreatedByHandIsAdoptedOnlyWithADefinition) {
  create_by_hand();
  EXPECT_THAT(node->dump_definition(web).detail, HasSubstr("created by hand"));
  EXPECT_EQ(node->dump_definition(web).outcome, CallOutcome::unknown);
  std::ofstream(xen.at("n1") + "/domain.cfg") << definition_of_web("vcpus=1");
  EXPECT_EQ(node->dump_definition(web).definition, definition_of_web("vcpus=1"));
}

TEST_F(OnXl, DefinitionFileOfAnotherGuestIsNotAdopted) {
  create_by_hand();
  std::ofstream(xen.at("n1") + "/domain.cfg")
      << "name='web'\nuuid='99999999-2222-4333-8444-555555555555'\n";
  EXPECT_EQ(node->dump_definition(web).outcome, CallOutcome::unknown);
}

// --- identity
// -------------------------------------------------------------------------------------

TEST_F(OnXl, NameLeadsToTheUuidOfWhatRunsOrIsDefined) {
  EXPECT_EQ(node->resolve("web").outcome, CallOutcome::refused);
  node->define(web, definition_of_web());
  EXPECT_EQ(node->resolve("web").key.uuid, web.uuid);
  node->act(Verb::undefine, web);
  create_by_hand();
  EXPECT_EQ(node->resolve("web").key.uuid, web.uuid);
}

TEST_F(OnXl, DomainZeroIsNoGuest) {
  const DomainKey zero{"00000000-0000-0000-0000-000000000000", "Domain-0"};
  EXPECT_EQ(node->resolve("Domain-0").outcome, CallOutcome::refused);
  EXPECT_EQ(node->observe(zero).seen, Observation{});
  for (const Verb verb : {Verb::create, Verb::resume, Verb::destroy, Verb::undefine}) {
    EXPECT_EQ(node->act(verb, zero).outcome, CallOutcome::refused) << to_text(verb);
  }
}

TEST_F(OnXl, KeyThatIsNoUuidIsUnknownAndTouchesNoFile) {
  EXPECT_EQ(node->observe({"../x", "web"}).seen, Observation{});
  EXPECT_EQ(node->act(Verb::undefine, {"../x", "web"}).outcome, CallOutcome::refused);
  EXPECT_EQ(node->abort_job({"../x", "web"}).outcome, CallOutcome::refused);
}

TEST_F(OnXl, DomainNumberChangesAtAReboot) {
  start();
  EXPECT_TRUE(soon([this] { return seen().activity == Activity::blocked; }));
  xen.happens("n1", fakes::Ask::guest_reboots);
  EXPECT_EQ(classify(seen()), Seen::defined);  // Xen's gap of a second or two
  EXPECT_TRUE(soon([this] { return classify(seen()) == Seen::executing; }));
  EXPECT_EQ(act(Verb::destroy).outcome, CallOutcome::ok);
}

TEST_F(OnXl, GuestThatCrashedAndWasTakenAwayIsOffByACrash) {
  node->define(web, "name='web'\nuuid='" + web.uuid + "'\non_crash='destroy'\n");
  act(Verb::create);
  xen.happens("n1", fakes::Ask::guest_crashes);
  EXPECT_EQ(seen().off, OffReason::crashed);
}

TEST_F(OnXl, WithdrawnCallsBeginNothing) {
  node->define(web, definition_of_web());
  node->withdraw();
  EXPECT_THAT(act(Verb::create).detail, HasSubstr("given up"));
  EXPECT_EQ(act(Verb::undefine).outcome, CallOutcome::refused);
  EXPECT_EQ(node->define(web, definition_of_web("vcpus=2")).outcome, CallOutcome::refused);
  EXPECT_EQ(classify(seen()), Seen::defined);
}

// --- what a target lacks
// --------------------------------------------------------------------------

TEST_F(OnXl, TargetIsFitForWhatItHas) {
  start();
  const auto target = xen.hypervisor("n2");
  const NeedsAnswer needs = node->describe_needs(web);
  EXPECT_EQ(needs.outcome, CallOutcome::ok);
  EXPECT_EQ(needs.needs.hypervisor_version, 4'017'004u);
  EXPECT_EQ(target->check_target(needs.needs).report, TargetReport{});
}

TEST_F(OnXl, EachThingThatATargetLacksIsAFault) {
  start();
  const auto target = xen.hypervisor("n2");
  TargetNeeds needs = node->describe_needs(web).needs;
  needs.hypervisor_version = 4'018'000;
  needs.definition.memory_kib = std::uint64_t{901} * 1024;
  needs.definition.paths = {"/nonexistent/disk"};
  needs.definition.bridges = {"nobr0"};
  needs.definition.tpm = true;
  const TargetAnswer answer = target->check_target(needs);
  EXPECT_EQ(answer.report, TargetReport{}
                               .with(TargetFault::version_older)
                               .with(TargetFault::memory_short)
                               .with(TargetFault::storage_missing)
                               .with(TargetFault::bridge_missing)
                               .with(TargetFault::local_state));
}

TEST_F(OnXl, TargetWhereItIsActiveOrItsNameIsTakenIsNone) {
  start();
  const TargetNeeds needs = node->describe_needs(web).needs;
  EXPECT_TRUE(node->check_target(needs).report.has(TargetFault::domain_active));
  TargetNeeds other = needs;
  other.key.uuid = "99999999-2222-4333-8444-555555555555";
  EXPECT_EQ(node->check_target(other).report, TargetReport{}.with(TargetFault::name_taken));
}

TEST_F(OnXl, SilentTargetIsNone) {
  start();
  const TargetNeeds needs = node->describe_needs(web).needs;
  xen.fault("n2", "* down");
  EXPECT_EQ(xen.hypervisor("n2")->check_target(needs).report,
            TargetReport{}.with(TargetFault::no_answer));
}

}  // namespace
}  // namespace xvm::agent
