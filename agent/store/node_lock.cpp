#include "agent/store/node_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <chrono>
#include <thread>

namespace xvm::agent {

NodeLock NodeLock::take(const std::string& path, int patience_ms) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + std::chrono::milliseconds(patience_ms);
  NodeLock lock;
  lock.file_ = Descriptor(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600));
  if (!lock.file_.valid()) {
    lock.status_ = failed_status("open lock", path, errno);
    return lock;
  }
  while (::flock(lock.file_.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      lock.status_ = failed_status("lock", path, errno);
      return lock;
    }
    if (steady_clock::now() >= deadline) {
      lock.status_ = {FileFault::silent,
                      fmt::format("{} was held by another process for {} ms", path, patience_ms)};
      return lock;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return lock;
}

}  // namespace xvm::agent
