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

}  // namespace
}  // namespace xvm::agent
