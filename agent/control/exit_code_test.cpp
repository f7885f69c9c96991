#include "agent/control/exit_code.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

int code(Result result, std::uint8_t plugin = 0) {
  return exit_code_of({result, Reason::none, NodeId::none, plugin});
}

TEST(ExitCode, IsZeroForWhatReachedItsGoal) {
  EXPECT_EQ(code(Result::success), 0);
  EXPECT_EQ(code(Result::degraded), 0);  // healthy; the status tells the rest
}

TEST(ExitCode, IsOneForAMethodThatFailed) { EXPECT_EQ(code(Result::failed), 1); }

TEST(ExitCode, IsACompleteFailureForAProbeThatFoundNothingHealthy) {
  EXPECT_EQ(code(Result::unhealthy), 100);
  EXPECT_EQ(code(Result::not_running), 100);
}

TEST(ExitCode, PassesThePluginsStatusThrough) {
  for (const int status : {0, 1, 50, 100, 201}) {
    EXPECT_EQ(code(Result::plugin, static_cast<std::uint8_t>(status)), status);
  }
}

TEST(ExitCode, IgnoresAPluginsStatusThatIsNotTheResult) { EXPECT_EQ(code(Result::success, 7), 0); }

TEST(ExitCode, IsOneForAResultThatNobodyKnows) { EXPECT_EQ(code(static_cast<Result>(99)), 1); }

}  // namespace
}  // namespace xvm::agent
