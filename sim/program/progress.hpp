// sim/program/progress.hpp
//
// Purpose: the line that shows how a campaign goes: runs and events a second, and how much faster
// than life it is. On a terminal it is written anew every second, elsewhere only once, at the end.
// Thread rule: one thread.
//
//   Progress progress;
//   progress.add(run->go());
//   progress.finish();
#pragma once

#include "sim/timed/run.hpp"

#include <chrono>

namespace xvm::sim {

class Progress {
 public:
  Progress();

  void add(const RunResult& result);
  double seconds() const;
  void finish();  // the last line

 private:
  void show(const char* begin, const char* end) const;

  using Clock = std::chrono::steady_clock;
  Clock::time_point began_ = Clock::now();
  Clock::time_point shown_ = began_;
  bool on_terminal_;
  std::uint64_t runs_ = 0;
  std::uint64_t events_ = 0;
  double simulated_s_ = 0;
};

}  // namespace xvm::sim
