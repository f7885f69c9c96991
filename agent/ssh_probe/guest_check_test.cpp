#include "agent/ssh_probe/guest_check.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string fault(CheckKind kind, const std::string& name) { return fault_of({kind, name}); }

TEST(GuestCheck, TakesTheNamesOfTheField) {
  for (const char* level : {"0", "3", "6", "S", "s"}) {
    EXPECT_EQ(fault(CheckKind::runlevel, level), "");
  }
  EXPECT_EQ(fault(CheckKind::target, "multi-user.target"), "");
  for (const char* unit : {"nginx", "sshd.service", "getty@tty1.service", "a:b_c-d.mount"}) {
    EXPECT_EQ(fault(CheckKind::unit, unit), "");
  }
  for (const char* fmri :
       {"svc:/network/ssh:default", "network/http:apache24", "lrc:/etc/rc3_d/S1"}) {
    EXPECT_EQ(fault(CheckKind::smf, fmri), "");
  }
}

TEST(GuestCheck, SaysWhichNameIsWrongAndWhatIsAllowed) {
  EXPECT_EQ(fault(CheckKind::runlevel, "7"), "--runlevel '7' is no runlevel: 0 to 6, S or s");
  EXPECT_THAT(fault(CheckKind::target, "multi-user"), HasSubstr("a name like multi-user.target"));
  EXPECT_THAT(fault(CheckKind::unit, std::string(256, 'a')), HasSubstr("no unit of systemd"));
}

class EveryKind : public testing::TestWithParam<CheckKind> {};
TEST_P(EveryKind, RefusesEveryByteThatSomeShellExpands) {
  const std::string end = GetParam() == CheckKind::target ? ".target" : "";
  for (const char c : std::string(" \t\n\r\0;&|<>()$`\\\"'*?[]{}~#!%^=\x7f\xc3", 31)) {
    EXPECT_NE(fault(GetParam(), std::string("a") + c + "b" + end), "") << static_cast<int>(c);
  }
}
TEST_P(EveryKind, RefusesWhatLooksLikeAnOptionOrIsEmpty) {
  for (const char* name : {"", "-H", "--help", "-a.target", "."}) {
    EXPECT_NE(fault(GetParam(), name), "") << name;
  }
}
INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(CheckKind::runlevel, CheckKind::target, CheckKind::unit,
                                         CheckKind::smf));

TEST(RemoteCommand, IsWhatEachKindOfGuestUnderstands) {
  EXPECT_THAT(remote_commands({CheckKind::runlevel, "3"}),
              ElementsAre("env LC_ALL=C who -r", "runlevel"));
  EXPECT_THAT(remote_commands({CheckKind::target, "x.target"}),
              ElementsAre("systemctl is-active x.target"));
  EXPECT_THAT(remote_commands({CheckKind::unit, "x"}), ElementsAre("systemctl is-active x"));
  EXPECT_THAT(remote_commands({CheckKind::smf, "svc:/x:y"}),
              ElementsAre("svcs -H -o state svc:/x:y"));
}

}  // namespace
}  // namespace xvm::agent
