// The real control_xvm over the fake toolstack: alone on one node, and under the fake Resource
// Group Manager on three, where a switch moves the guest with its memory.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "agent/toolstack/fake_xen_test_context.hpp"
#include "fakes/gds/cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using fakes::gds::ClusterTest;
using fakes::gds::Ran;
using testing::HasSubstr;

// What differs: DOMAIN is an xl configuration.
std::string config_of(const FakeXen& xen, const std::string& node, const std::string& folder) {
  return fmt::format(
      "DOMAIN={}/web.cfg\nFAILOVER=\"migrate -live\"\nADMIN={}/admin\nURI='{}'\nPEER_URI='{}'\n",
      folder, folder, xen.own_uri(node), xen.peer_uri(node, "%n"));
}

struct ControlXvmOverXl : testing::Test {
  ControlXvmOverXl() : folder(t.run_folder().string()) {
    std::filesystem::create_directories(folder + "/admin/rs");
    std::filesystem::permissions(folder + "/admin", std::filesystem::perms(0700));
    std::ofstream(folder + "/web.cfg") << definition_of_web();
    for (const char* node : {"A", "B", "C"}) {
      std::ofstream(folder + "/config." + node) << config_of(xen, node, folder);
      std::filesystem::create_directories(folder + "/state." + node);
    }
  }
  std::string call(const std::string& method, const std::string& cluster) const {
    return fmt::format(CONTROL_XVM
                       " -R rs -G rg -T ORCL.gds --config {}/config.$XVM_FAKE_NODE --state-folder "
                       "{}/state.$XVM_FAKE_NODE --node $XVM_FAKE_NODE --etc {}/etc "
                       "--cluster-commands {} {} 2>>{}/said.$XVM_FAKE_NODE",
                       folder, folder, folder, cluster, method, folder);
  }
  // Without a cluster: nobody tells a node list, so that the node is alone.
  int alone(const std::string& method) const {
    return t.run(call(method, "/nonexistent") + "; exit $?", "A").code;
  }
  void online(const std::string& stop_timeout_s = "120") {
    for (const char* method : {"start", "stop", "probe", "validate", "boot"}) {
      t.method(method, call(method, CLUSTER_COMMANDS) + "; exit $?");
    }
    t.online("ORCL.gds", "-p Stop_timeout=" + stop_timeout_s);
  }
  Observation seen(const std::string& node) const {
    return xen.hypervisor(node)->observe(web).seen;
  }
  // How often its processors were set going since it booted: twice after one move.
  int times_set_going(const std::string& node) const {
    int times = 0;
    xen.node(node).change([&times](fakes::toolstack::NodeNow& now) {
      if (const auto* guest = now.by_uuid(web.uuid)) {
        times = guest->node.domain.guest.memory.executed;
      }
    });
    return times;
  }
  std::string said(const std::string& node) const { return t.traced("said." + node); }

  FakeXen xen{Tool::xl, {"A", "B", "C"}};
  ClusterTest t;
  std::string folder;
};

TEST_F(ControlXvmOverXl, ValidatesStartsProbesAndStopsAGuestThatOnlyAFileDescribes) {
  EXPECT_EQ(alone("validate"), 0) << said("A");
  EXPECT_EQ(alone("start"), 0) << said("A");
  EXPECT_EQ(classify(seen("A")), Seen::executing);
  EXPECT_TRUE(seen("A").defined);
  EXPECT_EQ(alone("probe"), 0) << said("A");
  EXPECT_EQ(alone("stop"), 0) << said("A");
  EXPECT_EQ(seen("A"), (Observation{.activity = Activity::inactive}));
  EXPECT_TRUE(std::filesystem::exists(folder + "/admin/rs/definition.xml"));
}

TEST_F(ControlXvmOverXl, StartsFromTheExportWhenTheFileHasGone) {
  EXPECT_EQ(alone("start"), 0) << said("A");
  EXPECT_EQ(alone("stop"), 0) << said("A");
  std::ofstream(folder + "/web.cfg", std::ios::trunc) << definition_of_web("on_reboot='destroy'");
  EXPECT_EQ(alone("start"), 0) << said("A");
  EXPECT_EQ(xen.hypervisor("A")->dump_definition(web).definition, definition_of_web());
}

TEST_F(ControlXvmOverXl, AdoptsAGuestThatWasCreatedByHand) {
  xen.type("A", {"create", folder + "/web.cfg"});
  EXPECT_EQ(alone("start"), 0) << said("A");
  EXPECT_TRUE(seen("A").defined);
  EXPECT_EQ(times_set_going("A"), 1);
}

TEST_F(ControlXvmOverXl, ProbeOfACrashedGuestAsksForARestart) {
  EXPECT_EQ(alone("start"), 0) << said("A");
  xen.happens("A", fakes::Ask::guest_crashes);
  EXPECT_EQ(alone("probe"), 100) << said("A");
}

TEST_F(ControlXvmOverXl, ProbeWithoutAnAnswerRestartsNothing) {
  EXPECT_EQ(alone("start"), 0) << said("A");
  xen.fault("A", "* down");
  EXPECT_EQ(alone("probe"), 0) << said("A");
}

TEST_F(ControlXvmOverXl, UriThatIsMalformedIsOneLineOfTheConfiguration) {
  std::ofstream(folder + "/config.A") << "DOMAIN=web\nFAILOVER=normal\nADMIN=" + folder +
                                             "/admin\nPEER_URI=xl+ssh://root@%n/?socket=/x\n";
  EXPECT_EQ(alone("start"), 1);
  EXPECT_THAT(said("A"), HasSubstr("PEER_URI: the URI 'xl+ssh://root@node/?socket=/x': 'socket'"));
}

TEST_F(ControlXvmOverXl, SwitchHandsTheRunningGuestOver) {
  online();
  EXPECT_EQ(t.state("A"), "ONLINE") << said("A");
  EXPECT_EQ(classify(seen("A")), Seen::executing);
  EXPECT_TRUE(soon([this] { return seen("A").activity == Activity::blocked; }));
  t.good("clrg switch -n B rg");
  EXPECT_EQ(t.state("B"), "ONLINE");
  EXPECT_EQ(seen("A"), (Observation{.activity = Activity::inactive})) << said("A");
  EXPECT_EQ(classify(seen("B")), Seen::executing) << said("A") << said("B");
  EXPECT_TRUE(seen("B").defined);
  EXPECT_EQ(times_set_going("B"), 2) << said("A") << said("B");
}

TEST_F(ControlXvmOverXl, SwitchWhoseCopyFailsEndsWithTheGuestOnOneNodeOnly) {
  online("30");  // a hung copy is ended at 45 % of it
  xen.node("B").change([](fakes::toolstack::NodeNow& now) { now.free_mib = 10; });
  t.good("clrg switch -n C rg");
  EXPECT_EQ(classify(seen("C")), Seen::executing) << said("A") << said("C");
  xen.fault("C", "migrate hang 1");
  (void)t.run("clrg switch -n A rg");
  EXPECT_FALSE(is_active(classify(seen("A"))) && is_active(classify(seen("C"))));
}

TEST_F(ControlXvmOverXl, DisabledGuestIsOffEverywhere) {
  online();
  t.good("clrs disable rs");
  for (const char* node : {"A", "B", "C"}) {
    EXPECT_EQ(seen(node), (Observation{.activity = Activity::inactive})) << said("A");
  }
}

}  // namespace
}  // namespace xvm::agent
