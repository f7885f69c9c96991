#include "agent/migration/watched_migration.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// What the looking thread and the migrating one share; lives as long as either.
struct Shared {
  std::mutex mutex;
  std::condition_variable changed;
  bool over = false;
  std::string aborted_because;

  // False: the migration is over.
  bool wait(milliseconds time) {
    std::unique_lock lock(mutex);
    return !changed.wait_for(lock, time, [this] { return over; });
  }
  bool note_abort(const std::string& why) {
    const std::scoped_lock lock(mutex);
    if (over) return false;
    aborted_because = why;
    return true;
  }
  std::string end() {
    const std::scoped_lock lock(mutex);
    over = true;
    changed.notify_all();
    return aborted_because;
  }
};

std::string reason_to_abort(StallDetector& detector, const MigrationProgress& progress,
                            const WatchSettings& settings, std::int64_t now_ms) {
  if (settings.limit_ms != 0 && now_ms >= settings.limit_ms) {
    return fmt::format("aborted after {} ms: {}", settings.limit_ms, text_of(progress));
  }
  if (detector.feed(progress, now_ms) == Pace::moving) return {};
  return fmt::format("aborted: no progress for {} ms: {}", settings.stall.stall_ms,
                     text_of(progress));
}

void keep_looking(Shared& shared, const WatchedMigration& migration,
                  const WatchSettings& settings) {
  const auto began = Clock::now();
  StallDetector detector(settings.stall);
  std::int64_t said_at_ms = 0;
  while (shared.wait(milliseconds(settings.look_every_ms))) {
    const MigrationProgress progress = migration.look();
    const std::int64_t now_ms =
        std::chrono::duration_cast<milliseconds>(Clock::now() - began).count();
    const std::string why = reason_to_abort(detector, progress, settings, now_ms);
    if (!why.empty()) {
      if (!shared.note_abort(why)) return;
      migration.say("migration " + why);
      migration.abort();
      return;  // what comes of it the migration's own call will tell
    }
    if (now_ms - said_at_ms < settings.say_every_ms) continue;
    said_at_ms = now_ms;
    migration.say("migration: " + text_of(progress));
  }
}

}  // namespace

Called run_watched(const WatchedMigration& migration, const WatchSettings& settings) {
  const auto shared = std::make_shared<Shared>();
  try {
    std::thread([shared, migration, settings] {
      keep_looking(*shared, migration, settings);
    }).detach();
  } catch (const std::system_error&) {
    migration.say("nobody watches the migration's progress: no thread to be had");
  }
  Called called = migration.migrate();
  const std::string aborted = shared->end();
  if (aborted.empty()) return called;
  called.detail = called.detail.empty() ? aborted : aborted + "; " + called.detail;
  return called;
}

}  // namespace xvm::agent
