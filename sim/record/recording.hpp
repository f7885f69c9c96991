// sim/record/recording.hpp
//
// Purpose: where the trace of a run goes, and what its first entries say of the run.
// Thread rule: plain values; the sink is called on the run's own thread.
//
//   perform(scenario, engine, seed, {}, {{.name = scenario.name}, [&](const trace::Entry& e)
//   {...}});
#pragma once

#include "model/trace/entry.hpp"

#include <functional>
#include <string>

namespace xvm::sim {

using EntrySink = std::function<void(const trace::Entry&)>;

struct AboutRun {
  std::string engine = "gds";
  std::string version{};
  std::string name{};    // "seed 17", or that of a scenario
  std::string repeat{};  // the command line
  std::string drawn{};   // options in one line
};

struct Recording {
  AboutRun about{};
  EntrySink sink{};  // empty: nobody wants the trace
};

}  // namespace xvm::sim
