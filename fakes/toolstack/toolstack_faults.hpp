// fakes/toolstack/toolstack_faults.hpp
//
// Purpose: what goes wrong with a fake command: lines "VERB FAULT [TIMES]" in FOLDER/faults; VERB
// "*" is every one, and without TIMES it goes on for ever. Thread rule: between processes; a fault
// is used up under a lock.
//
//   add_fault(folder, "list hang 1");
//   if (auto fault = take_fault(folder, "list")) ...
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::fakes::toolstack {

enum class Fault : std::uint8_t {
  hang,        // before anything
  hang_after,  // it was done
  die,         // killed before anything
  die_after,   // killed when it was done
  fail,        // an error, exit 1, nothing done
  down,        // xenstored is away: an error, exit 1
  garbage,     // exit 0 and noise
  lie,         // exit 0 and nothing done
  // of a migration
  hang_copying,  // while the memory is copied
  die_copied,    // killed when the source is suspended
  lost_report,   // the connection breaks after the permission
};

std::optional<Fault> take_fault(const std::filesystem::path& folder, const std::string& verb);
void add_fault(const std::filesystem::path& folder, const std::string& line);

}  // namespace xvm::fakes::toolstack

namespace xvm {
template <>
struct EnumText<fakes::toolstack::Fault> {
  static constexpr std::array text{"hang"sv,         "hang-after"sv, "die"sv,        "die-after"sv,
                                   "fail"sv,         "down"sv,       "garbage"sv,    "lie"sv,
                                   "hang-copying"sv, "die-copied"sv, "lost-report"sv};
};
}  // namespace xvm
