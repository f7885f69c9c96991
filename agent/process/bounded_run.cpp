#include "agent/process/bounded_run.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// The end of a child is looked for this often: pidfd would be sooner, but not every kernel has it.
constexpr auto longest_nap = milliseconds(10);
// So much is read before the clock is looked at again.
constexpr std::size_t one_look_bytes = std::size_t{64} * 1024;
// A pipe holds at most 1 MiB; whoever still writes after the end must not keep us reading.
constexpr std::size_t last_look_bytes = std::size_t{1024} * 1024;

void read_some(ChildOutput& output, std::size_t at_most) {
  std::array<char, std::size_t{16} * 1024> buffer;
  while (at_most > 0 && output.read_end.valid()) {
    const ssize_t n =
        ::read(output.read_end.get(), buffer.data(), std::min(buffer.size(), at_most));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return;
    if (n == 0) {
      output.read_end = Descriptor();
      return;
    }
    output.take({buffer.data(), static_cast<std::size_t>(n)});
    at_most -= static_cast<std::size_t>(n);
  }
}

class Follower {
 public:
  Follower(ChildProcess& child, std::vector<ChildOutput>& outputs)
      : child_(child), outputs_(outputs) {}

  RunEnd follow(const RunBounds& bounds) {
    RunEnd end;
    end.in_time = wait_for(milliseconds(bounds.timeout_ms));
    end.gone = end.in_time;
    if (!end.gone && bounds.term_grace_ms > 0) {
      child_.kill_group(SIGTERM);
      end.gone = wait_for(milliseconds(bounds.term_grace_ms));
    }
    // Also what a child that ended left behind. Without its zombie the number may be another's.
    const bool leftovers_go = child_.end().known && !(end.in_time && bounds.leaves_daemon);
    if (!end.gone || leftovers_go) child_.kill_group(SIGKILL);
    if (!end.gone) end.gone = wait_for(milliseconds(bounds.kill_wait_ms));
    for (ChildOutput& output : outputs_) read_some(output, last_look_bytes);
    child_.release();
    end.how = child_.end();
    return end;
  }

 private:
  // True when the child ended in that time.
  bool wait_for(milliseconds time) {
    const Clock::time_point deadline = Clock::now() + time;
    auto nap = milliseconds(1);
    while (!child_.has_ended()) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) return false;
      look(std::min(nap, left));
      nap = std::min(nap * 2, longest_nap);
    }
    return true;
  }

  void look(milliseconds at_most) {
    std::vector<pollfd> ready;
    // A negative descriptor (a pipe closed by its last writer) is passed over by poll.
    for (const ChildOutput& output : outputs_) ready.push_back({output.read_end.get(), POLLIN, 0});
    const int timeout_ms = static_cast<int>(at_most.count());
    if (::poll(ready.data(), static_cast<nfds_t>(ready.size()), timeout_ms) <= 0) return;
    for (std::size_t i = 0; i < ready.size(); ++i) {
      if (ready[i].revents != 0) read_some(outputs_[i], one_look_bytes);
    }
  }

  ChildProcess& child_;
  std::vector<ChildOutput>& outputs_;
};

}  // namespace

RunEnd follow(ChildProcess& child, std::vector<ChildOutput>& outputs, const RunBounds& bounds) {
  return Follower(child, outputs).follow(bounds);
}

}  // namespace xvm::agent
