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

  void xen_says(const std::string& capabilities) const {
    std::filesystem::create_directories(root + "/proc/xen");
    std::ofstream(root + "/proc/xen/capabilities") << capabilities;
  }
  void install(const std::string& program) const {
    std::filesystem::create_directories((root + program).substr(0, (root + program).rfind('/')));
    std::ofstream(root + program) << "#!/bin/sh\n";
    std::filesystem::permissions(root + program, std::filesystem::perms(0755));
  }
};

TEST_F(HostFacts, HostWithoutXenIsNoDomainZeroAndMeansQemu) {
  EXPECT_FALSE(is_domain0(root));
  EXPECT_EQ(default_uri(root), "qemu:///system");
}

TEST_F(HostFacts, GuestOfXenIsNoDomainZeroAndMeansQemu) {
  xen_says("\n");
  EXPECT_FALSE(is_domain0(root));
  EXPECT_EQ(default_uri(root), "qemu:///system");
}

TEST_F(HostFacts, DomainZeroIsWhoControlsTheHypervisorAndMeansXen) {
  xen_says("control_d\n");
  EXPECT_TRUE(is_domain0(root));
  EXPECT_EQ(default_uri(root), "xen:///system");
}

TEST_F(HostFacts, DomainZeroWithoutLibvirtMeansTheToolThatItHas) {
  xen_says("control_d\n");
  install("/usr/sbin/xm");
  EXPECT_EQ(default_uri(root), "xm:///");
  install("/usr/sbin/xl");
  EXPECT_EQ(default_uri(root), "xl:///");
  install("/usr/sbin/libvirtd");
  EXPECT_EQ(default_uri(root), "xen:///system");
}

TEST_F(HostFacts, ToolOfXenOnAHostThatIsNoDomainZeroMeansNothing) {
  install("/usr/sbin/xl");
  EXPECT_EQ(default_uri(root), "qemu:///system");
}

}  // namespace
}  // namespace xvm::agent
