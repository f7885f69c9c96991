// sim/program/totals.hpp
//
// Purpose: what many runs did, added up: the same seeds give the same text, byte by byte.
// Thread rule: one owner.
//
//   Totals totals;
//   totals.add(result);
//   fmt::print("{}", text_of(totals));
#pragma once

#include "sim/timed/run.hpp"

#include <string>

namespace xvm::sim {

struct Totals {
  std::uint64_t runs = 0;
  std::uint64_t events = 0;
  std::uint64_t hash = 0;  // of every event of every run, and its moment
  std::uint64_t overtaken_acts = 0;
  std::uint64_t excused_overlaps = 0;
  std::uint64_t migrations = 0;
  std::array<std::uint64_t, enum_count<Method>> ended{};
  std::array<std::uint64_t, enum_count<Method>> failed{};
  std::array<std::uint64_t, fault_kinds> struck{};
  std::array<std::uint64_t, enum_count<NoRecovery>> left_alone{};
  std::array<std::uint64_t, enum_count<NoRecovery>> unrecovered{};

  void add(const RunResult& result);
};

std::string text_of(const Totals& totals);

}  // namespace xvm::sim
