// sim/shrink/recorded_run_test_context.hpp
//
// Purpose: for tests only: a seeded run with everything that was done to its cluster.
// Thread rule: pure functions.
//
//   const RecordedRun run = recorded(draw_options(5));
#pragma once

#include "sim/shrink/saved_run.hpp"
#include "sim/timed/size.hpp"

#include <memory>

namespace xvm::sim {

struct RecordedRun {
  RunOptions options;
  std::vector<Done> done;
  RunResult result;
  std::uint64_t repeated;

  SavedRun saved() const { return save_run(options, done, result); }
};

inline RecordedRun recorded(const RunOptions& options) {
  return with_capacity(size_of(options.formation), [&]<class W>(CapacityOf<W>) {
    const auto run = std::make_unique<Course<W>>(options);
    DeedWatch<W> watch;
    run->watch(&watch);
    const RunResult r = run->go();
    return RecordedRun{options, watch.done(), r, watch.repeated()};
  });
}

}  // namespace xvm::sim
