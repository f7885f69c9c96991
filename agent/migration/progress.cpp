#include "agent/migration/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {

Pace StallDetector::feed(const MigrationProgress& progress, std::int64_t now_ms) {
  if (!progress.known || settings_.stall_ms == 0) return Pace::moving;
  const std::uint64_t step = std::max<std::uint64_t>(progress.total_bytes / 100, 1);
  if (!began_ || progress.remaining_bytes + step <= lowest_bytes_) {
    began_ = true;
    lowest_bytes_ = progress.remaining_bytes;
    lowest_at_ms_ = now_ms;
    return Pace::moving;
  }
  return now_ms - lowest_at_ms_ >= settings_.stall_ms ? Pace::stalled : Pace::moving;
}

std::string text_of(const MigrationProgress& progress) {
  if (!progress.known) return "progress unknown";
  constexpr std::uint64_t mib = std::uint64_t{1} << 20;
  const std::uint64_t total = std::max<std::uint64_t>(progress.total_bytes, 1);
  const std::uint64_t left = std::min(progress.remaining_bytes, total);
  std::string text =
      fmt::format("{} % of {} MiB copied, {} MiB remain", (total - left) * 100 / total,
                  progress.total_bytes / mib, progress.remaining_bytes / mib);
  if (progress.iteration != 0) text += fmt::format(", pass {}", progress.iteration);
  if (progress.bytes_per_s != 0) text += fmt::format(", {} MiB/s", progress.bytes_per_s / mib);
  return text;
}

}  // namespace xvm::agent
