#include "agent/inspection/inspection_test_context.hpp"

namespace xvm::agent {
namespace {

class Policy : public NodeTree {};

TEST_F(Policy, InGoodOrderHasNoFinding) {
  expect_nothing(Subject::policy);
  EXPECT_THAT(inspect(Subject::policy, input).remarks, testing::IsEmpty());
}

TEST_F(Policy, AutostartIsFound) {
  here.autostart = true;
  expect_only(Subject::policy, Finding::autostart,
              std::string("virsh autostart --disable ") + uuid_a);
}

TEST_F(Policy, NoLockManagerIsFound) {
  for (const char* text : {"", "#lock_manager = \"lockd\"\n", "lock_manager = \"nop\"\n"}) {
    put("/etc/libvirt/qemu.conf", text);
    expect_only(Subject::policy, Finding::lock_manager_none, "/etc/libvirt/qemu.conf is 'nop'");
  }
  std::filesystem::remove(at("/etc/libvirt/qemu.conf"));
  expect_only(Subject::policy, Finding::lock_manager_none, "is 'nop'");
  put("/etc/libvirt/qemu.conf", "lock_manager='sanlock'\n");
  expect_nothing(Subject::policy);
}

TEST_F(Policy, ALockManagerThatIsNotNamedIsNone) {
  put("/etc/libvirt/qemu.conf", "=\n = x\nlock_manager\nlock_manager = \"\"\n\n");
  expect_only(Subject::policy, Finding::lock_manager_none, "/etc/libvirt/qemu.conf is ''");
}

TEST_F(Policy, TheLastLockManagerNamedCounts) {
  put("/etc/libvirt/qemu.conf", "lock_manager = \"lockd\"\n lock_manager= \"nop\"\n");
  expect_only(Subject::policy, Finding::lock_manager_none, "is 'nop'");
  put("/etc/libvirt/qemu.conf", "user = \"root\"\n lock_manager = \"lockd\"\n");
  expect_nothing(Subject::policy);
}

TEST_F(Policy, TheLockManagerOfXenHasAFileOfItsOwn) {
  input.uri = "xen:///system";
  expect_only(Subject::policy, Finding::lock_manager_none, "/etc/libvirt/libxl.conf");
  put("/etc/libvirt/libxl.conf", "lock_manager = \"lockd\"\n");
  expect_nothing(Subject::policy);
}

TEST_F(Policy, LibvirtsLocksAreNoMatterWithoutLibvirt) {
  put("/etc/libvirt/libxl.conf", "lock_manager = \"nop\"\n");
  input.uri = "xl:///";
  expect_nothing(Subject::policy);
}

TEST_F(Policy, OtherDriversHaveNoLockManagerToMiss) {
  input.uri = "test:///default";
  std::filesystem::remove(at("/etc/libvirt/qemu.conf"));
  expect_nothing(Subject::policy);
}

TEST_F(Policy, ACrashMustBeSeen) {
  for (const char* hidden :
       {"restart", "rename-restart", "coredump-restart", "soft-reset", "preserve-running"}) {
    here.definition.on_crash = hidden;
    expect_only(Subject::policy, Finding::on_crash,
                "on_crash of 'web1' is '" + std::string(hidden));
  }
  for (const char* seen : {"destroy", "preserve", "coredump-destroy"}) {
    here.definition.on_crash = seen;
    expect_nothing(Subject::policy);
  }
}

TEST_F(Policy, ARebootMustLeaveTheSameDomainOrNone) {
  for (const char* lost : {"preserve", "rename-restart"}) {
    here.definition.on_reboot = lost;
    expect_only(Subject::policy, Finding::on_reboot,
                "on_reboot of 'web1' is '" + std::string(lost));
  }
  for (const char* good : {"restart", "destroy"}) {
    here.definition.on_reboot = good;
    expect_nothing(Subject::policy);
  }
}

TEST_F(Policy, OfADomainThatIsNotDefinedHereIsReadFromItsExport) {
  here = not_defined();
  export_text(xml_of("web1", uuid_a, "<on_crash>restart</on_crash>"));
  expect_only(Subject::policy, Finding::on_crash, "'restart'");
}

TEST_F(Policy, OfADomainThatCouldNotBeAskedForIsRemarked) {
  here = no_answer();
  expect_nothing(Subject::policy);
  EXPECT_THAT(inspect(Subject::policy, input).remarks,
              testing::ElementsAre(testing::HasSubstr("timed out")));
}

}  // namespace
}  // namespace xvm::agent
