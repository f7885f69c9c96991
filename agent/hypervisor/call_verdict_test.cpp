#include "agent/hypervisor/call_verdict.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

constexpr auto refused = CallOutcome::refused;
constexpr auto unknown = CallOutcome::unknown;

constexpr Change all_changes[] = {Change::define,    Change::create,  Change::resume,
                                  Change::shutdown,  Change::destroy, Change::undefine,
                                  Change::abort_job, Change::migrate};

CallOutcome of(Change change, int code, int domain = VIR_FROM_QEMU) {
  return verdict(change, {code, domain, "text"});
}

TEST(CallVerdict, BrokenConnectionLeavesEveryCallUnknown) {
  for (const Change change : all_changes) {
    EXPECT_EQ(of(change, VIR_ERR_INTERNAL_ERROR, VIR_FROM_RPC),
              unknown);                                                  // client socket is closed
    EXPECT_EQ(of(change, VIR_ERR_SYSTEM_ERROR, VIR_FROM_RPC), unknown);  // end of file
    EXPECT_EQ(of(change, VIR_ERR_OPERATION_INVALID, VIR_FROM_RPC), unknown);
    EXPECT_EQ(of(change, VIR_ERR_RPC, VIR_FROM_NONE), unknown);
  }
}

TEST(CallVerdict, WrongStateIsARefusalExceptInAMigration) {
  for (const Change change : all_changes) {
    const auto expected = change == Change::migrate ? unknown : refused;
    EXPECT_EQ(of(change, VIR_ERR_OPERATION_INVALID), expected);
  }
}

TEST(CallVerdict, StateChangeLockThatWasNeverGotIsARefusal) {
  EXPECT_EQ(of(Change::destroy, VIR_ERR_OPERATION_TIMEOUT), refused);
}

TEST(CallVerdict, FailedKillMayStillSucceed) {
  EXPECT_EQ(of(Change::destroy, VIR_ERR_SYSTEM_ERROR, VIR_FROM_NONE), unknown);
  EXPECT_EQ(of(Change::destroy, VIR_ERR_OPERATION_FAILED), unknown);
  EXPECT_EQ(of(Change::destroy, VIR_ERR_INTERNAL_ERROR), unknown);
}

TEST(CallVerdict, FailedStartWasCleanedUpByTheDaemonThatAnswered) {
  EXPECT_EQ(of(Change::create, VIR_ERR_INTERNAL_ERROR), refused);  // image locked elsewhere
  EXPECT_EQ(of(Change::create, VIR_ERR_SYSTEM_ERROR, VIR_FROM_NONE), refused);
}

TEST(CallVerdict, FailedContinueMayHaveSetTheGuestGoing) {
  EXPECT_EQ(of(Change::resume, VIR_ERR_INTERNAL_ERROR), unknown);
  EXPECT_EQ(of(Change::resume, VIR_ERR_OPERATION_FAILED), unknown);
}

TEST(CallVerdict, GuestAgentThatDoesNotAnswerMayHaveHeard) {
  EXPECT_EQ(of(Change::shutdown, VIR_ERR_AGENT_UNRESPONSIVE), unknown);
}

TEST(CallVerdict, NameThatIsTakenRefusesADefinitionButAFailedWriteDoesNot) {
  EXPECT_EQ(of(Change::define, VIR_ERR_OPERATION_FAILED), refused);
  EXPECT_EQ(of(Change::define, VIR_ERR_XML_ERROR), refused);
  EXPECT_EQ(of(Change::define, VIR_ERR_SYSTEM_ERROR, VIR_FROM_NONE), unknown);
}

TEST(CallVerdict, MigrationIsRefusedOnlyByWhatTheSourceSaysOfTheRequest) {
  EXPECT_EQ(of(Change::migrate, VIR_ERR_MIGRATE_UNSAFE), refused);
  EXPECT_EQ(of(Change::migrate, VIR_ERR_NO_SUPPORT), refused);
  EXPECT_EQ(of(Change::migrate, VIR_ERR_OPERATION_ABORTED), unknown);
  EXPECT_EQ(of(Change::migrate, VIR_ERR_OPERATION_FAILED), unknown);
  EXPECT_EQ(of(Change::migrate, VIR_ERR_NO_DOMAIN), unknown);
}

TEST(CallVerdict, NoSuchDomainCountsOnlyFromAHypervisorDriver) {
  EXPECT_TRUE((LibvirtError{VIR_ERR_NO_DOMAIN, VIR_FROM_QEMU, ""}.says_no_domain()));
  EXPECT_TRUE((LibvirtError{VIR_ERR_NO_DOMAIN, VIR_FROM_LIBXL, ""}.says_no_domain()));
  EXPECT_FALSE((LibvirtError{VIR_ERR_NO_DOMAIN, VIR_FROM_REMOTE, ""}.says_no_domain()));
  EXPECT_FALSE((LibvirtError{VIR_ERR_INVALID_DOMAIN, VIR_FROM_QEMU, ""}.says_no_domain()));
}

TEST(CallVerdict, ErrorTextIsOneLine) {
  silence_libvirt();
  EXPECT_EQ(take_error().text(), "libvirt 1/0: failed without an error");
  EXPECT_EQ((LibvirtError{55, 10, "not running"}.text()), "libvirt 55/10: not running");
}

}  // namespace
}  // namespace xvm::agent
