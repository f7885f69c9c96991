#include "agent/hypervisor/host_facts.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace xvm::agent {
namespace {

struct HostFacts : ::testing::Test {
  std::string root = ::testing::TempDir() + "xvm-root-" + std::to_string(::getpid());
  ~HostFacts() override { std::filesystem::remove_all(root); }

  void write(const std::string& path, const std::string& text = "") const {
    std::filesystem::create_directories(std::filesystem::path(root + path).parent_path());
    std::ofstream(root + path) << text;
  }
  bool finds(Finding finding, const char* uri = "qemu:///system") const {
    return inspect_node(uri, root).contains(finding);
  }
};

TEST_F(HostFacts, DomainZeroIsWhoControlsTheHypervisor) {
  EXPECT_FALSE(is_domain0(root));
  write("/proc/xen/capabilities", "\n");
  EXPECT_TRUE(finds(Finding::not_domain0, "xen:///system"));
  EXPECT_EQ(default_uri(root), "qemu:///system");
  write("/proc/xen/capabilities", "control_d\n");
  EXPECT_FALSE(finds(Finding::not_domain0, "xen:///system"));
  EXPECT_EQ(default_uri(root), "xen:///system");
}

TEST_F(HostFacts, QemuDoesNotCareForDomainZero) { EXPECT_FALSE(finds(Finding::not_domain0)); }

TEST_F(HostFacts, LockManagerIsTheOneOfTheHypervisorsOwnFile) {
  write("/etc/libvirt/qemu.conf", "# lock_manager = \"lockd\"\nlock_manager= \"nop\"\n");
  EXPECT_TRUE(finds(Finding::lock_manager_none));
  write("/etc/libvirt/qemu.conf", "user = \"root\"\n lock_manager = \"lockd\"\n");
  EXPECT_FALSE(finds(Finding::lock_manager_none));
  EXPECT_TRUE(finds(Finding::lock_manager_none, "xen:///system"));
}

TEST_F(HostFacts, OddLinesOfAConfigurationFileAreSkipped) {
  write("/etc/libvirt/qemu.conf", "=\n = x\nlock_manager\nlock_manager = \"\"\n\n");
  EXPECT_TRUE(finds(Finding::lock_manager_none));
}

TEST_F(HostFacts, LibvirtGuestsCompetesUnlessItIgnoresTheBoot) {
  EXPECT_FALSE(finds(Finding::libvirt_guests));
  write("/etc/systemd/system/multi-user.target.wants/libvirt-guests.service");
  EXPECT_TRUE(finds(Finding::libvirt_guests));
  write("/etc/default/libvirt-guests", "ON_BOOT=ignore\n");
  EXPECT_FALSE(finds(Finding::libvirt_guests));
}

TEST_F(HostFacts, XendomainsCompetesOnXenOnly) {
  write("/etc/rc2.d/S05xendomains");
  EXPECT_TRUE(finds(Finding::xendomains, "xen:///system"));
  EXPECT_FALSE(finds(Finding::xendomains));
}

TEST(PolicyFindings, DefaultsAreFine) {
  PolicyAnswer policy;
  policy.definition = read_definition("<domain type='kvm'><name>n</name></domain>").facts;
  EXPECT_TRUE(findings_of(policy).empty());
}

TEST(PolicyFindings, WhatActsBehindTheAgentsBackIsReported) {
  const auto of = [](const std::string& xml) {
    const std::string whole = "<domain type='xen'><name>n</name>" + xml + "</domain>";
    return findings_of({CallOutcome::ok, read_definition(whole).facts, false, false, {}});
  };
  EXPECT_EQ(of("<on_crash>coredump-restart</on_crash>"), FindingSet{}.with(Finding::on_crash));
  EXPECT_EQ(of("<on_crash>preserve</on_crash>"), FindingSet{});
  EXPECT_EQ(of("<on_reboot>destroy</on_reboot>"), FindingSet{}.with(Finding::on_reboot));
  EXPECT_EQ(of("<devices><tpm/></devices>"), FindingSet{}.with(Finding::local_nvram));
  EXPECT_EQ(of("<os><type>linux</type></os>"), FindingSet{}.with(Finding::live_impossible));
}

TEST(PolicyFindings, AutostartIsACompetingStarter) {
  PolicyAnswer policy;
  policy.definition = read_definition("<domain type='kvm'><name>n</name></domain>").facts;
  policy.autostart = true;
  EXPECT_EQ(findings_of(policy), FindingSet{}.with(Finding::autostart));
}

}  // namespace
}  // namespace xvm::agent
