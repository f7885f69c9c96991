#include "agent/crash/killing_jobs.hpp"

#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace xvm::agent {
namespace {

[[noreturn]] void die(const std::string& what) {
  // The test reads from this line where it happened; write(2) leaves nothing in a buffer.
  const std::string line = "killed at: " + what + "\n";
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) ::_exit(1);
  ::kill(::getpid(), SIGKILL);
  while (true) ::pause();
}

}  // namespace

Job KillingJobs::job_for(const Action& action) {
  Job job = jobs_.job_for(action);
  if (++seen_ != point_.action) return job;
  if (point_.moment == Moment::before) {
    job.call = [what = job.what]() -> Answer { die("before " + what); };
    return job;
  }
  job.call = [call = std::move(job.call), what = job.what,
              delay = std::chrono::milliseconds(point_.delay_ms)]() -> Answer {
    std::thread([what, delay] {
      std::this_thread::sleep_for(delay);
      die("during " + what);
    }).detach();
    call();
    die("after " + what);
  };
  return job;
}

}  // namespace xvm::agent
