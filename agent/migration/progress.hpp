// agent/migration/progress.hpp
//
// Purpose: is a running migration getting anywhere? A guest that dirties its memory faster than the
// network carries it never arrives; the sooner that is known, the more of the stop's budget is left
// for an orderly shutdown (2008 design, section 5: "if the migration fails, shut down").
// Thread rule: one thread.
//
//   StallDetector detector({.stall_ms = 30'000});
//   if (detector.feed(progress, now_ms) == Pace::stalled) abort_job();
#pragma once

#include "agent/hypervisor/hypervisor.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

enum class Pace : std::uint8_t { moving, stalled };

struct StallSettings {
  std::int64_t stall_ms = 30'000;  // 0: never stalled
};

// Stalled: for stall_ms the copy came no nearer to its end, that is, what remains reached no new
// low that is at least 1 % of the memory lower. Both kinds count: nothing is sent at all, and as
// much is dirtied as is sent. An unknown progress changes nothing: the deadline bounds that.
class StallDetector {
 public:
  explicit StallDetector(StallSettings settings) : settings_(settings) {}

  Pace feed(const MigrationProgress& progress, std::int64_t now_ms);

 private:
  StallSettings settings_;
  bool began_ = false;
  std::uint64_t lowest_bytes_ = 0;
  std::int64_t lowest_at_ms_ = 0;
};

// "43 % of 96 MiB copied, 55 MiB remain, pass 2, 118 MiB/s"
std::string text_of(const MigrationProgress& progress);

}  // namespace xvm::agent
