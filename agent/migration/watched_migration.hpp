// agent/migration/watched_migration.hpp
//
// Purpose: one migration call with somebody who looks at its progress meanwhile: writes it to the
// log, and aborts the copy through the hypervisor once it gets nowhere.
// Thread rule: run_watched() blocks its worker for as long as the migration takes. The looking
// happens on a thread that is left behind when a look hangs; the functions capture shared or copied
// state only.
//
//   Called end = run_watched({.migrate = ..., .look = ..., .abort = ..., .say = ...}, settings);
#pragma once

#include "agent/hypervisor/hypervisor.hpp"
#include "agent/migration/progress.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace xvm::agent {

struct WatchedMigration {
  std::function<Called()> migrate;
  std::function<MigrationProgress()> look;
  std::function<Called()> abort;
  std::function<void(const std::string&)> say;  // a line for the log
};

struct WatchSettings {
  StallSettings stall;
  std::int64_t limit_ms = 0;         // of the copy; aborted then; 0: somebody else bounds it
  std::int64_t look_every_ms = 500;  // a migration that is over sooner is never looked at
  std::int64_t say_every_ms = 10'000;
};

// The migration's own outcome; why it was aborted, if it was, is in `detail`.
Called run_watched(const WatchedMigration& migration, const WatchSettings& settings);

}  // namespace xvm::agent
