// agent/toolstack/copy_progress.hpp
//
// Purpose: how far a running "xl migrate" is, from what it prints: "xc: Frames iteration 1 of 5:
// 2048/24576    8%" and the like. Counts are pages of 4 KiB.
// Thread rule: feed() and now() from any threads.
//
//   CopyProgress progress;
//   order.watch_errors = [&](std::string_view bytes) { progress.feed(bytes); };
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "agent/hypervisor/hypervisor.hpp"

namespace xvm::agent {

class CopyProgress {
 public:
  void begin();  // of a copy: nothing is known of it yet
  void end();
  // Bytes as they come; a line may come in pieces. Lines end with '\n' or '\r'.
  void feed(std::string_view bytes);
  MigrationProgress now() const;

 private:
  void take_line(std::string_view line);

  mutable std::mutex mutex_;
  std::string begun_;  // of a line
  MigrationProgress progress_;
};

}  // namespace xvm::agent
