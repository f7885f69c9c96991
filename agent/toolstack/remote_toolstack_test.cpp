// Calls of a peer by ssh and xvm_toolstack, over the fake ssh, which hands the words to a real
// shell.
#include "agent/toolstack/remote_toolstack.hpp"

#include <gmock/gmock.h>

#include "agent/process/command_run.hpp"
#include "agent/toolstack/fake_xen_test_context.hpp"
#include "agent/toolstack/serve.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

struct OnAPeer : testing::Test {
  void start() {
    ASSERT_EQ(peer->define(web, definition_of_web()).outcome, CallOutcome::ok);
    ASSERT_EQ(peer->act(Verb::create, web).outcome, CallOutcome::ok);
  }
  // Another program than xvm_toolstack.
  std::shared_ptr<RemoteToolstack> peer_with(const std::string& script) {
    const std::string path = xen.at("n2") + "/program";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms(0755));
    ToolstackAddress address = read_toolstack_uri(xen.peer_uri("n1", "n2")).address;
    address.program = path;
    return std::make_shared<RemoteToolstack>(address);
  }

  FakeXen xen;
  std::shared_ptr<RemoteToolstack> peer = xen.peer_of("n1", "n2");
};

TEST_F(OnAPeer, EveryQuestionIsAnsweredAsOnTheNodeItself) {
  start();
  const auto there = xen.hypervisor("n2");
  EXPECT_EQ(peer->resolve("web").key.uuid, web.uuid);
  EXPECT_EQ(peer->resolve("nobody").outcome, CallOutcome::refused);
  EXPECT_EQ(peer->dump_definition(web).definition, definition_of_web());
  EXPECT_EQ(peer->inspect_policy(web).definition, there->inspect_policy(web).definition);
  const NeedsAnswer needs = peer->describe_needs(web);
  EXPECT_EQ(needs.needs.definition, there->describe_needs(web).needs.definition);
  EXPECT_EQ(peer->check_target(needs.needs).report,
            TargetReport{}.with(TargetFault::domain_active));
  EXPECT_EQ(peer->abort_job(web).outcome, CallOutcome::refused);
}

TEST_F(OnAPeer, WithoutARouteNothingIsBegunAndNothingIsKnown) {
  xen.mark("n2", "unreachable");
  EXPECT_THAT(peer->act(Verb::create, web).detail, HasSubstr("No route to host"));
  EXPECT_EQ(peer->act(Verb::create, web).outcome, CallOutcome::refused);
  EXPECT_EQ(peer->observe(web).seen, Observation{});
  EXPECT_EQ(peer->resolve("web").outcome, CallOutcome::unknown);
  EXPECT_EQ(peer->dump_definition(web).outcome, CallOutcome::unknown);
  EXPECT_EQ(peer->inspect_policy(web).outcome, CallOutcome::unknown);
  EXPECT_TRUE(peer->check_target({}).report.has(TargetFault::no_answer));
}

TEST_F(OnAPeer, ConnectionThatBreaksLeavesItUnknownWhatWasDone) {
  start();
  xen.mark("n2", "cut");
  EXPECT_EQ(peer->act(Verb::destroy, web).outcome, CallOutcome::unknown);
  EXPECT_EQ(peer->observe(web).seen, Observation{});
  EXPECT_EQ(classify(xen.hypervisor("n2")->observe(web).seen), Seen::defined);
}

TEST_F(OnAPeer, AnswersThatAreNoneAreUnknown) {
  for (const char* script : {"exit 0", "echo hello", "echo '{}'", "echo '[1]'", "exit 3",
                             "echo '{\"outcome\":\"maybe\",\"detail\":\"\"}'", "kill -9 $$",
                             "echo '{\"outcome\":\"ok\"'"}) {
    const auto odd = peer_with(script);
    EXPECT_EQ(odd->act(Verb::destroy, web).outcome, CallOutcome::unknown) << script;
    EXPECT_EQ(odd->observe(web).seen, Observation{}) << script;
    EXPECT_EQ(odd->job_idle(web).outcome, CallOutcome::unknown) << script;
  }
}

TEST_F(OnAPeer, WhatALoginShellPrintsBeforeIsPassedOver) {
  const auto chatty = peer_with("echo Welcome; echo '{\"outcome\":\"ok\",\"detail\":\"x\"}'");
  EXPECT_EQ(chatty->job_idle(web).outcome, CallOutcome::ok);
}

TEST_F(OnAPeer, WithoutTheProgramThereItIsRefusedAndSaidWhatIsMissing) {
  ToolstackAddress address = read_toolstack_uri(xen.peer_uri("n1", "n2")).address;
  address.program = "/nonexistent/xvm_toolstack";
  const Called called = RemoteToolstack(address).act(Verb::create, web);
  EXPECT_EQ(called.outcome, CallOutcome::refused);
  EXPECT_THAT(called.detail, HasSubstr("is ha-xvm installed there?"));
}

TEST_F(OnAPeer, NothingIsThereForARemoteShellToExpand) {
  const auto printing =
      peer_with("for word in \"$@\"; do echo \"$word\" >> " + xen.at("n2") + "/words; done");
  printing->observe({web.uuid, "a b; touch " + xen.at("n2") + "/broken #"});
  EXPECT_FALSE(std::filesystem::exists(xen.at("n2") + "/broken"));
  std::ifstream words(xen.at("n2") + "/words");
  const std::string all(std::istreambuf_iterator<char>(words), {});
  EXPECT_THAT(all, HasSubstr("observe\n" + web.uuid + "\n" + web.uuid + "\n"));
  EXPECT_EQ(peer->resolve("$(touch x)").outcome, CallOutcome::unknown);
}

TEST_F(OnAPeer, WithdrawnCallsBeginNothing) {
  peer->withdraw();
  EXPECT_EQ(peer->define(web, definition_of_web()).outcome, CallOutcome::refused);
  EXPECT_EQ(xen.hypervisor("n2")->observe(web).seen.defined, false);
}

// --- the program
// ----------------------------------------------------------------------------------

std::string complaint(const std::string& call, std::vector<std::string> words) {
  return serve({.call = call, .words = std::move(words)}, -1).error;
}

TEST(Serve, RefusesEveryRequestThatIsNotQuiteRight) {
  EXPECT_THAT(complaint("dance", {web.uuid, "web"}), HasSubstr("'dance' is no call"));
  EXPECT_THAT(complaint("observe", {web.uuid}), HasSubstr("missing"));
  EXPECT_THAT(complaint("observe", {"web", "web"}), HasSubstr("'web' is no UUID"));
  EXPECT_THAT(complaint("observe", {web.uuid, "a b"}), HasSubstr("no plain word"));
  EXPECT_THAT(complaint("act", {web.uuid, "web", "explode"}), HasSubstr("create, resume"));
  EXPECT_THAT(complaint("shutdown", {web.uuid, "web"}), HasSubstr("either"));
  EXPECT_THAT(complaint("receive", {web.uuid, "web", "-1"}), HasSubstr("plain word"));
  EXPECT_THAT(complaint("receive", {web.uuid, "web", "1x"}), HasSubstr("number of bytes"));
  EXPECT_THAT(complaint("check", {web.uuid, "web"}), HasSubstr("no needs"));
  EXPECT_THAT(complaint("migrate", {web.uuid, "web"}), HasSubstr("no order"));
}

TEST(XvmToolstack, SaysInOneLineWhatIsWrongWithItsWords) {
  const CommandRun run = run_command({.program = XVM_TOOLSTACK, .words = {"observe", "x", "y"}});
  EXPECT_EQ(run.number, 2);
  EXPECT_EQ(run.errors, "xvm_toolstack: 'x' is no UUID\n");
  EXPECT_EQ(run_command({.program = XVM_TOOLSTACK, .words = {"--tool", "virsh"}}).number, 2);
}

}  // namespace
}  // namespace xvm::agent
