// agent/store/injected_fault.hpp
//
// Purpose: for tests only: faults that no file system gives on demand (EIO, ESTALE, a lost reply).
// The test program is linked with --wrap for these system calls; see CMakeLists.txt. Thread rule:
// one test, one thread.
//
//   InjectedFault fault(Call::link, {.error = ESTALE, .done_all_the_same = true});
#pragma once

#include <functional>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::agent {

enum class Call : std::uint8_t { none, link, rename, sync_file, sync_folder, write, read };

struct FaultPlan {
  int error = 0;                   // errno that the call ends with; 0: a write that takes one byte
  bool done_all_the_same = false;  // the call took effect, only its answer is lost
  // Given: the call does not fail at all, but this happens right before the first one.
  std::function<void()> meanwhile = {};
};

// In force while it lives; one at a time.
class InjectedFault {
 public:
  InjectedFault(Call call, FaultPlan plan);
  ~InjectedFault();
  InjectedFault(const InjectedFault&) = delete;
  InjectedFault& operator=(const InjectedFault&) = delete;

  // How often the fault struck; a test whose fault never struck proves nothing.
  static int strikes();
};

}  // namespace xvm::agent
