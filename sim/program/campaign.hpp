// sim/program/campaign.hpp
//
// Purpose: many seeds, one after the other, and the command that repeats a failure. It stops at the
// first seed that fails, or goes on and names the first seed of each kind of failure.
// Thread rule: one thread.
//
//   return run_campaign({.first = 1, .last = 1000});     // the exit code
#pragma once

#include "sim/record/recording.hpp"
#include "sim/timed/options.hpp"
#include "sim/timed/size.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace xvm::sim {

struct Campaign {
  std::uint64_t first = 1;
  std::uint64_t last = 100;
  ClusterSize size{};
  double seconds = 0;             // of real time; 0: no limit
  std::string fault;              // a kind of fault, "none", or empty: swarms
  bool goes_on = false;           // after a failure
  bool tells_events = false;      // the last events of each run
  std::string save = "failures";  // folder of the shrunk scenarios of runs that fail
  EntrySink trace{};              // of every entry of each run; empty: nobody looks on
};

// "A..B" into first and last; false when it is no such range.
bool parse_seeds(const std::string& text, Campaign& campaign);

// Everything that a seed of the campaign draws.
RunOptions options_for(const Campaign& campaign, std::uint64_t seed);

// What --fault accepts.
std::vector<std::string> fault_words();

// 0: all held; 1: one did not.
int run_campaign(const Campaign& campaign);

}  // namespace xvm::sim
