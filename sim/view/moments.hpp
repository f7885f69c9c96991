// sim/view/moments.hpp
//
// Purpose: one clock for a whole trace. A simulated run has one already. control_xvm counts from
// the begin of each method call and its header says, to the second, when that was; so calls are set
// apart by their headers, also those of several files.
// Thread rule: pure function.
//
//   const std::vector<std::uint64_t> moments = put_on_one_clock(entries);   // entries are sorted
#pragma once

#include "model/trace/entry.hpp"

#include <optional>
#include <vector>

namespace xvm::sim::view {

// Seconds since 1970 of "2026-11-23T05:39:18Z"; nullopt for any other text.
std::optional<std::int64_t> wall_seconds(const std::string& text);

// Sorts the entries and returns the moment of each in microseconds since the trace began; at_us
// stays as it was written. Entries of one moment keep their order. A header without a readable time
// follows what is before it.
std::vector<std::uint64_t> put_on_one_clock(std::vector<trace::Entry>& entries);

}  // namespace xvm::sim::view
