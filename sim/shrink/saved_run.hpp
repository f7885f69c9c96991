// sim/shrink/saved_run.hpp
//
// Purpose: a seeded run as a scenario that anybody can read, replay and shrink: its seed and all
// that was drawn from it in the header, then every fault, repair and command with its moment.
// Latencies come from dice of their own, so that the scenario is the same run, event by event.
// Thread rule: pure functions.
//
//   const SavedRun saved = save_run(options, watch.done(), result);
//   failure_of(saved.scenario).kind == saved.kind
#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/shrink/deed_watch.hpp"

#include <optional>

namespace xvm::sim {

struct SavedRun {
  Scenario scenario;
  std::string kind;          // what fails, as sim/shrink/failure.hpp says it
  std::size_t unspoken = 0;  // deeds for which the language has no words: they are left out
};

// The header alone.
Scenario header_of(const RunOptions& options);

// nullopt: the language has no words for it.
std::optional<Deed> deed_of(const Choice& choice);

SavedRun save_run(const RunOptions& options, const std::vector<Done>& done, const RunResult& r);

}  // namespace xvm::sim
