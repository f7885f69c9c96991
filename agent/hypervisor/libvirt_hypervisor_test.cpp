// What production does beyond the contract, shown on libvirt's test driver.
#include "agent/hypervisor/libvirt_hypervisor.hpp"

#include <gmock/gmock.h>

#include "agent/hypervisor/contract_node.hpp"

namespace xvm::agent {
namespace {

using ::testing::HasSubstr;

struct OnTheTestDriver : ::testing::Test {
  TestDriverNode node;
  LibvirtHypervisor& hypervisor = node.hypervisor;
  const DomainKey& key = node.key;

  void start() {
    ASSERT_EQ(node.define(), CallOutcome::ok);
    ASSERT_EQ(node.act(Verb::create), CallOutcome::ok);
  }
  TargetNeeds needs() { return hypervisor.describe_needs(key).needs; }
};

// --- who does not answer ------------------------------------------------------------------------

TEST(NobodyAnswers, ObservationIsUnknownWithTheCauseInOneLine) {
  LibvirtHypervisor silent(LibvirtAddress{"qemu+tcp://127.0.0.1:1/system"});
  const Looked looked = silent.observe(DomainKey{});
  EXPECT_EQ(looked.seen, Observation{});
  EXPECT_THAT(looked.detail, HasSubstr("libvirt 38/7: unable to connect"));
}

TEST(NobodyAnswers, ChangeIsRefusedBecauseNothingWasBegun) {
  LibvirtHypervisor silent(LibvirtAddress{"qemu+tcp://127.0.0.1:1/system"});
  const Called called = silent.act(Verb::destroy, DomainKey{});
  EXPECT_EQ(called.outcome, CallOutcome::refused);
  EXPECT_THAT(called.detail, HasSubstr("nothing begun"));
}

TEST(NobodyAnswers, QuestionsAreUnknown) {
  LibvirtHypervisor silent(LibvirtAddress{"qemu+tcp://127.0.0.1:1/system"});
  EXPECT_EQ(silent.job_idle({}).outcome, CallOutcome::unknown);
  EXPECT_EQ(silent.resolve("web").outcome, CallOutcome::unknown);
  EXPECT_EQ(silent.dump_definition({}).outcome, CallOutcome::unknown);
  EXPECT_EQ(silent.inspect_policy({}).outcome, CallOutcome::unknown);
  EXPECT_EQ(silent.describe_needs({}).outcome, CallOutcome::unknown);
  EXPECT_TRUE(silent.check_target({}).report.has(TargetFault::no_answer));
}

TEST(NobodyAnswers, NoUriIsNoHypervisorRatherThanLibvirtsChoice) {
  LibvirtHypervisor nameless(LibvirtAddress{""});
  EXPECT_EQ(nameless.observe({}).seen, Observation{});
  EXPECT_THAT(nameless.observe({}).detail, HasSubstr("no URI"));
}

TEST_F(OnTheTestDriver, KeyThatIsNoUuidIsUnknownAndNotAbsent) {
  EXPECT_EQ(hypervisor.observe({"web", "web"}).seen, Observation{});
}

TEST_F(OnTheTestDriver, WithdrawnCallsBeginNothing) {
  node.define();
  hypervisor.withdraw();
  EXPECT_EQ(node.act(Verb::create), CallOutcome::refused);
  EXPECT_THAT(node.detail, HasSubstr("given up"));
  EXPECT_EQ(node.define(), CallOutcome::refused);
  EXPECT_EQ(node.observe(), (Observation{.activity = Activity::inactive, .defined = true}));
}

// --- definitions --------------------------------------------------------------------------------

TEST_F(OnTheTestDriver, DefinitionOfAnotherDomainIsRefused) {
  const Called called =
      hypervisor.define({"99999999-2222-4333-8444-555555555555", "web"}, node.xml);
  EXPECT_EQ(called.outcome, CallOutcome::refused);
  EXPECT_THAT(called.detail, HasSubstr("definition is of domain web"));
  EXPECT_EQ(hypervisor.resolve("web").outcome, CallOutcome::refused);
}

TEST_F(OnTheTestDriver, TextThatIsNoDefinitionIsRefused) {
  EXPECT_EQ(hypervisor.define(key, "<domain>").outcome, CallOutcome::refused);
}

TEST_F(OnTheTestDriver, DefinitionIsReadBackWithItsUuid) {
  node.define();
  const Dumped dumped = hypervisor.dump_definition(key);
  EXPECT_EQ(dumped.outcome, CallOutcome::ok);
  EXPECT_EQ(read_definition(dumped.definition).facts.uuid, key.uuid);
  EXPECT_EQ(dumped.live, "");
}

TEST_F(OnTheTestDriver, RunningDomainHasALiveDefinitionToo) {
  start();
  EXPECT_THAT(hypervisor.dump_definition(key).live, HasSubstr("<domain type='test' id="));
}

TEST_F(OnTheTestDriver, AbsentDomainHasNoDefinition) {
  EXPECT_EQ(hypervisor.dump_definition(key).outcome, CallOutcome::refused);
}

TEST_F(OnTheTestDriver, NameLeadsToTheUuid) {
  node.define();
  EXPECT_EQ(hypervisor.resolve("web").key.uuid, key.uuid);
}

TEST_F(OnTheTestDriver, ManagedSaveIsNeitherResumedUnaskedNorDeleted) {
  start();
  ASSERT_EQ(virDomainManagedSave(node.domain().get(), 0), 0);
  EXPECT_EQ(hypervisor.act(Verb::create, key).outcome, CallOutcome::refused);
  EXPECT_EQ(hypervisor.act(Verb::undefine, key).outcome, CallOutcome::refused);
  EXPECT_TRUE(hypervisor.inspect_policy(key).managed_save);
  EXPECT_EQ(hypervisor.create(key, ManagedSave::resume).outcome, CallOutcome::ok);
}

TEST_F(OnTheTestDriver, SnapshotOfADomainThatIsOffIsNotDeletedWithItsDefinition) {
  node.define();
  using Snapshot = std::unique_ptr<virDomainSnapshot, FreeWith<virDomainSnapshotFree>>;
  const Snapshot taken(virDomainSnapshotCreateXML(node.domain().get(), "<domainsnapshot/>", 0));
  ASSERT_NE(taken, nullptr) << take_error().text();
  EXPECT_EQ(node.act(Verb::undefine), CallOutcome::refused) << node.detail;
  EXPECT_EQ(virDomainSnapshotNum(node.domain().get(), 0), 1);
}

TEST_F(OnTheTestDriver, AutostartIsSeen) {
  node.define();
  EXPECT_FALSE(hypervisor.inspect_policy(key).autostart);
  ASSERT_EQ(virDomainSetAutostart(node.domain().get(), 1), 0);
  EXPECT_TRUE(hypervisor.inspect_policy(key).autostart);
}

// --- targets ------------------------------------------------------------------------------------

TEST_F(OnTheTestDriver, FreeTargetHasNoFault) {
  node.define();
  const TargetAnswer answer = hypervisor.check_target(needs());
  EXPECT_EQ(answer.report, TargetReport{}) << answer.detail;
}

TEST_F(OnTheTestDriver, DomainThatIsActiveThereIsAFault) {
  start();
  const TargetAnswer answer = hypervisor.check_target(needs());
  EXPECT_EQ(answer.report, TargetReport{}.with(TargetFault::domain_active));
  EXPECT_EQ(answer.detail, "it is running there");
}

TEST_F(OnTheTestDriver, NameOfAnotherDomainThereIsAFault) {
  node.define();
  TargetNeeds other = needs();
  other.key.uuid = "99999999-2222-4333-8444-555555555555";
  EXPECT_EQ(hypervisor.check_target(other).report, TargetReport{}.with(TargetFault::name_taken));
}

TEST_F(OnTheTestDriver, OlderTargetIsAFault) {
  node.define();
  TargetNeeds newer = needs();
  newer.hypervisor_version += 1;
  EXPECT_EQ(hypervisor.check_target(newer).report, TargetReport{}.with(TargetFault::version_older));
  newer = needs();
  newer.libvirt_version += 1;
  EXPECT_EQ(hypervisor.check_target(newer).report, TargetReport{}.with(TargetFault::version_older));
}

TEST_F(OnTheTestDriver, MissingStorageAndBridgesAreFaultsAndAreNamed) {
  node.define();
  TargetNeeds more = needs();
  more.definition.paths = {"/nonexistent/disk.img"};
  more.definition.volumes = {{"no-pool", "v"}};
  more.definition.networks = {"no-network"};
  more.definition.bridges = {"no-bridge"};
  const TargetAnswer answer = hypervisor.check_target(more);
  EXPECT_EQ(answer.report,
            TargetReport{}.with(TargetFault::storage_missing).with(TargetFault::bridge_missing));
  for (const char* what : {"/nonexistent/disk.img", "no-pool", "no-network", "no-bridge"}) {
    EXPECT_THAT(answer.detail, HasSubstr(what));
  }
}

TEST_F(OnTheTestDriver, StorageAndBridgesThatAreThereAreNoFault) {
  node.define();
  TargetNeeds more = needs();
  more.definition.paths = {"/etc/passwd"};
  more.definition.bridges = {"lo"};
  EXPECT_EQ(hypervisor.check_target(more).report, TargetReport{});
}

TEST_F(OnTheTestDriver, StateThatCannotFollowIsAFault) {
  node.define();
  TargetNeeds rooted = needs();
  rooted.definition.tpm = true;
  EXPECT_EQ(hypervisor.check_target(rooted).report, TargetReport{}.with(TargetFault::local_state));
}

TEST_F(OnTheTestDriver, MigrationThatTheDriverDoesNotOfferIsRefused) {
  start();
  const Called called = hypervisor.migrate(key, {.target_uri = "test:///default"});
  EXPECT_EQ(called.outcome, CallOutcome::refused);
  EXPECT_THAT(called.detail, HasSubstr("not supported"));
  EXPECT_EQ(node.observe().activity, Activity::running);
}

// --- connections --------------------------------------------------------------------------------

TEST(Connections, CallsOneAfterTheOtherShareOneAndCallsAtTheSameTimeDoNot) {
  LibvirtConnection way(LibvirtAddress{"test:///default"});
  LibvirtConnection::Opened first = way.open();
  const virConnectPtr used = first.lease.get();
  EXPECT_NE(way.open().lease.get(), used);
  first.lease = {};
  EXPECT_EQ(way.open().lease.get(), used);
  EXPECT_FALSE(way.open().fresh);
}

TEST(Connections, BrokenOneIsNotUsedAgain) {
  LibvirtConnection way(LibvirtAddress{"test:///default"});
  way.open().lease.forget();
  EXPECT_TRUE(way.open().fresh);
}

}  // namespace
}  // namespace xvm::agent
