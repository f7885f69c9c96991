// sim/timed/options.hpp
//
// Purpose: everything that one run draws from its seed before it begins, swarm style: which kinds
// of fault strike and how often, how slow each part of the cluster is, and what the groups look
// like. Thread rule: plain values; pure functions.
//
//   const RunOptions o = draw_options(seed, {.nodes = 5, .domains = 8});
//   o.mean_s[index(Fault::host_crash)]       // 0: never in this run
#pragma once

#include "sim/world/formation.hpp"

#include <string>

namespace xvm::sim {

inline constexpr std::size_t fault_kinds = enum_count<Fault>;

// How slow each part of the cluster is.
struct Pace {
  bool stragglers = false;      // abandoned calls (R14) may land many seconds later
  std::uint8_t slow_calls = 1;  // factors
  std::uint8_t slow_guests = 1;
  std::uint8_t slow_copies = 1;
  std::uint8_t slow_repairs = 1;
};

struct RunOptions : Pace {
  std::uint64_t seed = 0;
  Formation formation{};
  std::array<std::uint32_t, fault_kinds> mean_s{};  // between two faults of a kind; 0: none
  std::uint32_t storm_s = 3600;                     // faults strike for so long
  std::uint32_t calm_s = 9000;  // then everything is repaired, and there is so much time to settle
  bool eager = false;           // faults wait until a start, stop or migration is under way
  // What is broken is repaired after a while; false: a scenario's deeds alone repair it.
  bool repairs_itself = true;
};

// No fault at all; the shape of the cluster is drawn all the same.
RunOptions draw_quiet(std::uint64_t seed, ClusterSize size = {});

// A random subset of the fault kinds, with random rates.
RunOptions draw_options(std::uint64_t seed, ClusterSize size = {});

// One kind of fault alone; commands of administrators beside it keep the domains moving.
RunOptions draw_one_fault(std::uint64_t seed, Fault fault, ClusterSize size = {});

// In one line, for people; domains that differ from the first add a line each.
std::string text_of(const RunOptions& options);

}  // namespace xvm::sim
