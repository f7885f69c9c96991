// sim/program/campaign.hpp
//
// Purpose: many seeds, one after the other, with a line of progress and the command that repeats a
// failure. It stops at the first seed that fails, or goes on and names the first seed of each kind.
// Thread rule: one thread.
//
//   return run_campaign({.first = 1, .last = 1000});     // the exit code
#pragma once

#include "sim/timed/size.hpp"

#include <cstdint>
#include <string>

namespace xvm::sim {

struct Campaign {
  std::uint64_t first = 1;
  std::uint64_t last = 100;
  ClusterSize size{};
  double seconds = 0;         // of real time; 0: no limit
  std::string fault;          // a kind of fault, "none", or empty: swarms
  bool goes_on = false;       // after a failure
  bool tells_events = false;  // the last events of the run
};

// "A..B" into first and last; false when it is no such range.
bool parse_seeds(const std::string& text, Campaign& campaign);

// 0: all held; 1: one did not; 2: the campaign cannot be run as asked.
int run_campaign(const Campaign& campaign);

}  // namespace xvm::sim
