#include "agent/inspection/competing_services.hpp"

#include "agent/inspection/boot_service.hpp"
#include "agent/inspection/inspection_test_context.hpp"

namespace xvm::agent {
namespace {

class CompetingService : public NodeTree {
 protected:
  void enable(const std::string& service) const {
    link("/etc/systemd/system/multi-user.target.wants/" + service + ".service",
         "/lib/systemd/system/" + service + ".service");
  }
  void expect_libvirt_guests(const std::string& text) const {
    expect_only(Subject::policy, Finding::libvirt_guests, text);
  }
  void expect_xendomains(const std::string& text) const {
    expect_only(Subject::policy, Finding::xendomains, text);
  }
};

class XenService : public CompetingService {
 protected:
  XenService() {
    input.uri = "xen:///system";
    put("/etc/libvirt/libxl.conf", "lock_manager = \"lockd\"\n");
    enable("xendomains");
  }
};

TEST_F(CompetingService, IsEnabledByTheLinksOfSystemdOrInit) {
  EXPECT_EQ(boot_service_link(input.root, "x"), "");
  link("/etc/rc3.d/K01x", "../init.d/x");
  link("/etc/rc6.d/S01x", "../init.d/x");
  link("/etc/rc3.d/S01xy", "../init.d/xy");
  EXPECT_EQ(boot_service_link(input.root, "x"), "");
  link("/etc/rc3.d/S01x", "../init.d/x");
  EXPECT_EQ(boot_service_link(input.root, "x"), "/etc/rc3.d/S01x");
  enable("x");
  EXPECT_EQ(boot_service_link(input.root, "x"),
            "/etc/systemd/system/multi-user.target.wants/x.service");
}

TEST_F(CompetingService, ThatIsMaskedIsNotEnabled) {
  enable("x");
  link("/etc/systemd/system/x.service", "/dev/null");
  EXPECT_EQ(boot_service_link(input.root, "x"), "");
}

TEST_F(CompetingService, OfRedHatHasItsInitLinksElsewhere) {
  link("/etc/rc.d/rc5.d/S99x", "../init.d/x");
  EXPECT_EQ(boot_service_link(input.root, "x"), "/etc/rc.d/rc5.d/S99x");
}

TEST_F(CompetingService, LibvirtGuestsIsFoundUnlessToldToLeaveGuestsAlone) {
  enable("libvirt-guests");
  expect_libvirt_guests("may start and save guests");
  put("/etc/default/libvirt-guests", "ON_BOOT=start\nON_SHUTDOWN=shutdown\n");
  expect_libvirt_guests("may start guests");
  put("/etc/default/libvirt-guests", "ON_BOOT=ignore\n#ON_SHUTDOWN=shutdown\n");
  expect_libvirt_guests("may save guests");
  put("/etc/default/libvirt-guests", "ON_BOOT=ignore\nON_SHUTDOWN=shutdown\n");
  expect_nothing(Subject::policy);
}

TEST_F(CompetingService, LibvirtGuestsOfRedHatHasItsSettingsElsewhere) {
  enable("libvirt-guests");
  put("/etc/sysconfig/libvirt-guests", "ON_BOOT=ignore\nON_SHUTDOWN='shutdown'\n");
  expect_nothing(Subject::policy);
}

TEST_F(CompetingService, LibvirtGuestsThatIsNotEnabledDoesNotMatter) {
  put("/etc/default/libvirt-guests", "ON_BOOT=start\n");
  expect_nothing(Subject::policy);
}

TEST_F(XenService, XendomainsIsFoundWhenItStartsThisDomain) {
  expect_nothing(Subject::policy);
  put("/etc/xen/other.cfg", "name='other'\n");
  link("/etc/xen/auto/other.cfg", "../other.cfg");
  expect_nothing(Subject::policy);
  put("/etc/xen/web1.cfg", "name='web1'\n");
  link("/etc/xen/auto/web1.cfg", "../web1.cfg");
  expect_xendomains("xendomains starts /etc/xen/auto/web1.cfg at boot");
}

TEST_F(XenService, XendomainsIsFoundWhenItStartsThisUuidUnderAnotherName) {
  put("/etc/xen/auto/old", "name='old'; uuid='" + std::string(uuid_a) + "'\n");
  expect_xendomains("/etc/xen/auto/old");
}

TEST_F(XenService, XendomainsIsFoundWhenAnEntryMayBeThisDomain) {
  link("/etc/xen/auto/gone.cfg", "../gone.cfg");
  expect_xendomains("gone.cfg (not readable)");
  std::filesystem::remove(at("/etc/xen/auto/gone.cfg"));
  put("/etc/xen/auto/other.cfg", "name='other'\n");
  here = not_defined();
  expect_xendomains("other.cfg");
}

TEST_F(XenService, XendomainsIsFoundWhenItSavesAndRestores) {
  put("/etc/default/xendomains", "XENDOMAINS_SAVE=/var/lib/xen/save\nXENDOMAINS_RESTORE=true\n");
  expect_xendomains("saves all guests to /var/lib/xen/save");
  put("/etc/default/xendomains", "XENDOMAINS_SAVE=\"\"\nXENDOMAINS_RESTORE=true\n");
  expect_nothing(Subject::policy);
  put("/etc/default/xendomains", "XENDOMAINS_SAVE=/x\nXENDOMAINS_RESTORE=false\n");
  expect_nothing(Subject::policy);
}

TEST_F(XenService, XendomainsMayHaveItsFolderElsewhere) {
  put("/etc/default/xendomains", "XENDOMAINS_AUTO=/etc/xen/boot\n");
  put("/etc/xen/boot/web1", "name='web1'\n");
  expect_xendomains("/etc/xen/boot/web1");
}

TEST_F(XenService, XendomainsDoesNotMatterWhenNotEnabledOrNotOnXen) {
  put("/etc/xen/auto/web1", "name='web1'\n");
  input.uri = "qemu:///system";
  expect_nothing(Subject::policy);
  input.uri = "xen:///system";
  std::filesystem::remove_all(at("/etc/systemd"));
  expect_nothing(Subject::policy);
}

}  // namespace
}  // namespace xvm::agent
