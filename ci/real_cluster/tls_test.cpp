// Certificates between the nodes, made as the manual says: the memory of a migration is encrypted,
// peers are asked over TLS, and wrong certificates cost nobody the guest.
#include "ci/real_cluster/manual_certificates.hpp"
#include "ci/real_cluster/switch_under_fault.hpp"

#include <gmock/gmock.h>

#include <memory>

namespace xvm::real_cluster {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string encrypted = "MIGRATE_TLS=yes\nMIGRATE_URI=tcp://%n\n";

class Tls : public ::testing::Test {
 public:
  static void foreign_on_b() { foreign->install("B"); }
  static void none_on_b() { ManualCertificates::remove("B"); }

 protected:
  // Once for all suites of this program.
  static void SetUpTestSuite() {
    if (ours != nullptr) return;
    ours = std::make_unique<ManualCertificates>(std::vector<std::string>{"A", "B"});
    foreign = std::make_unique<ManualCertificates>(std::vector<std::string>{"A", "B"});
    for (const std::string node : {"A", "B"}) {
      ours->install(node);
      ManualCertificates::listen(node);
    }
  }
  Tls() {
    for (const std::string node : {"A", "B"}) ours->install(node);
  }

  static std::string credentials(const RealCluster& c) {
    return c.virsh("A", "qemu-monitor-command web --hmp info migrate_parameters").out;
  }

  // The administrator mends the certificates and switches again (docs/operations.md, 5.2).
  static void mend_and_switch(RealCluster& c) {
    ours->install("B");
    EXPECT_EQ(c.rgm("clrs clear -f STOP_FAILED -n A web-rs").code, 0);
    EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
    c.expect_settled_on("B");
    EXPECT_EQ(c.boots().size(), 1u);
  }

  static inline std::unique_ptr<ManualCertificates> ours;
  static inline std::unique_ptr<ManualCertificates> foreign;
};

TEST_F(Tls, EncryptsTheMemoryOfAMigration) {
  RealCluster c({.configuration = encrypted + "MIGRATE_BANDWIDTH=6\n"});
  c.online();
  SwitchUnderFault s(c);
  s.begin();
  s.wait_for_the_copy();
  EXPECT_THAT(credentials(c), HasSubstr("tls-creds: 'objlibvirt_migrate_tls0'"));
  s.end();
  c.expect_settled_on("B");
  EXPECT_EQ(c.boots().size(), 1u);
}

TEST_F(Tls, IsNotUsedWhereNobodyAsksForIt) {
  RealCluster c({.configuration = "MIGRATE_BANDWIDTH=6\n"});
  c.online();
  SwitchUnderFault s(c);
  s.begin();
  s.wait_for_the_copy();
  EXPECT_THAT(credentials(c), HasSubstr("tls-creds: ''"));
}

struct BadCertificates {
  const char* name;
  void (*put_on_b)();
};

class BadTls : public Tls, public ::testing::WithParamInterface<BadCertificates> {};

TEST_P(BadTls, OnTheTargetLeavesTheGuestWhereItIsIfTheSwitchShallStay) {
  RealCluster c({.configuration = encrypted + "ON_MIGRATE_FAIL=stay\n"});
  c.online();
  GetParam().put_on_b();
  EXPECT_NE(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("failed: stayed-put"));
  EXPECT_THAT(c.log(), AnyOf(HasSubstr("TLS"), HasSubstr("certificate"), HasSubstr("credentials")));
  EXPECT_EQ(c.runs_on(), "A");
  mend_and_switch(c);
}

TEST_P(BadTls, OnTheTargetMakeTheSwitchAShutdownAndABoot) {
  RealCluster c({.configuration = encrypted});
  c.online();
  GetParam().put_on_b();
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), Not(HasSubstr("migrated-away")));
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  c.expect_settled_on("B");
}

INSTANTIATE_TEST_SUITE_P(Certificates, BadTls,
                         ::testing::Values(BadCertificates{"Foreign", Tls::foreign_on_b},
                                           BadCertificates{"Missing", Tls::none_on_b}),
                         [](const auto& row) { return std::string(row.param.name); });

class TlsPeers : public Tls {
 protected:
  TlsPeers() {
    for (const std::string node : {"A", "B"}) c.node("drop-port " + node + " 16509");
    c.online();
  }

  // No other way between the nodes is open.
  RealCluster c{{.configuration = encrypted, .peer_uri = "qemu+tls://%n/system"}};
};

TEST_F(TlsPeers, ReachEachOtherAsTheManualChecksIt) {
  for (const std::string from : {"A", "B"}) {
    for (const std::string to : {"A", "B"}) {
      const Ran asked = c.node("exec " + from + " virsh -c qemu+tls://" + to + "/system list");
      EXPECT_EQ(asked.code, 0) << from << " to " << to << ": " << asked.out;
    }
  }
}

TEST_F(TlsPeers, PassTheGuestOnByMigrationWithoutABoot) {
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return !c.boot_id("B").empty(); }));
  c.expect_settled_on("B");
  EXPECT_EQ(c.boots().size(), 1u);
}

// A target that cannot be asked is refused: no failed migration that could stay.
TEST_F(TlsPeers, ShutTheGuestDownForATargetOfAnotherCaAndSayWhy) {
  foreign_on_b();
  ManualCertificates::listen("B");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("certificate"));
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  c.expect_settled_on("B");
}

}  // namespace
}  // namespace xvm::real_cluster
