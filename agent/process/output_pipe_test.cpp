#include "agent/process/output_pipe.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

namespace xvm::agent {
namespace {

int exit_status_of(bool (*check)()) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = -1;
  return ::waitpid(child, &status, 0) == child ? status : -1;
}

// Threads make their pipes side by side: any of 0, 1 and 2 could become any end.
TEST(OutputPipe, NeverHasTheNumberOfAStandardDescriptor) {
  EXPECT_EQ(exit_status_of([] {
              for (const int fd : {0, 1, 2}) ::close(fd);
              const OutputPipe pipe = make_output_pipe();
              return pipe.read_end.get() > 2 && pipe.write_end.get() > 2;
            }),
            0);
}

TEST(OutputPipe, IsClosedOnExecAndNeverBlocksItsReader) {
  const OutputPipe pipe = make_output_pipe();
  EXPECT_NE(::fcntl(pipe.read_end.get(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_NE(::fcntl(pipe.write_end.get(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_NE(::fcntl(pipe.read_end.get(), F_GETFL) & O_NONBLOCK, 0);
  EXPECT_EQ(::fcntl(pipe.write_end.get(), F_GETFL) & O_NONBLOCK, 0);
}

TEST(OutputPipe, IsInvalidWhenDescriptorsHaveRunOut) {
  EXPECT_EQ(exit_status_of([] {
              while (::open("/dev/null", O_RDONLY) >= 0) continue;
              if (make_output_pipe().read_end.valid()) return false;
              // Room for a pipe, and for one of its ends elsewhere.
              for (const int fd : {0, 1, 5}) ::close(fd);
              return !make_output_pipe().read_end.valid();
            }),
            0);
}

}  // namespace
}  // namespace xvm::agent
