// How fast whole runs are: items are events, with faults, invariants and the ring of events on.
//
//   build/release/bin/sim_run_bench
#include "sim/timed/run.hpp"

#include <benchmark/benchmark.h>

#include <memory>

namespace xvm::sim {
namespace {

void run_seeds(benchmark::State& state, RunOptions (*draw)(std::uint64_t)) {
  std::uint64_t seed = 0;
  std::int64_t events = 0;
  double simulated_s = 0;
  for (auto _ : state) {
    const auto run = std::make_unique<Course<World33>>(draw(++seed));
    const RunResult r = run->go();
    events += static_cast<std::int64_t>(r.events);
    simulated_s += static_cast<double>(r.simulated_us) / 1e6;
  }
  state.SetItemsProcessed(events);
  state.counters["simulated_to_real"] =
      benchmark::Counter(simulated_s, benchmark::Counter::kIsRate);
}

void swarm(benchmark::State& state) { run_seeds(state, draw_options); }
void quiet(benchmark::State& state) { run_seeds(state, draw_quiet); }
BENCHMARK(swarm);
BENCHMARK(quiet);

}  // namespace
}  // namespace xvm::sim

BENCHMARK_MAIN();
