// sim/program/seeded_trace.hpp
//
// Purpose: a seeded run whose every step and fact goes to a trace, for xvm-sim run --trace, report
// and diagram.
// Thread rule: one thread.
//
//   const RunResult r = run_traced(*course, about_seed(campaign, 17), sink);
#pragma once

#include "sim/program/campaign.hpp"
#include "sim/program/world_text.hpp"
#include "sim/record/recorder.hpp"

namespace xvm::sim {

// What the trace says of the run, with the command that repeats it.
AboutRun about_seed(const Campaign& campaign, const RunOptions& options);

template <class W>
RunResult run_traced(Course<W>& course, const AboutRun& about, const EntrySink& sink) {
  const W& world = course.world();
  Recorder<W> recorder(numbered_names(world.node_count, world.domain_count), about, sink);
  recorder.begin(world);
  course.watch(&recorder);
  const RunResult r = course.go();
  course.watch(nullptr);
  recorder.end(r.ok() ? "" : what_failed(r));
  return r;
}

// The campaign's first seed, without a word on the terminal.
RunResult trace_first_seed(const Campaign& campaign, const EntrySink& sink);

}  // namespace xvm::sim
