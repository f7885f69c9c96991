#include "sim/program/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace xvm::sim {

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) == 1) {}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

void Progress::add(const RunResult& r) {
  ++runs_;
  events_ += r.events;
  simulated_s_ += static_cast<double>(r.simulated_us) / 1e6;
  if (!on_terminal_ || Clock::now() - shown_ < std::chrono::seconds(1)) return;
  shown_ = Clock::now();
  show("\r", "");
}

void Progress::finish() { show(on_terminal_ ? "\r" : "", "\n"); }

void Progress::show(const char* begin, const char* end) const {
  const double real_s = std::max(seconds(), 1e-6);
  fmt::print(stderr, "{}{} runs, {:.0f} runs/s, {:.2f} M events/s, {:.0f} : 1 simulated to real{}",
             begin, runs_, static_cast<double>(runs_) / real_s,
             static_cast<double>(events_) / real_s / 1e6, simulated_s_ / real_s, end);
}

}  // namespace xvm::sim
