// How long one step takes: load the table, dispatch the event, run the row, unload. Items are
// steps, so the inverse of items_per_second is the time of one step.
//
//   build/release/bin/model_step_bench

#include "model/machine/lives.hpp"
#include "model/machine/step.hpp"

#include <benchmark/benchmark.h>

#include <string>

namespace xvm {
namespace {

void live(benchmark::State& state, const Life& life) {
  Outbox out;
  for (auto _ : state) {
    Machine machine = begin_method(life.setting);
    for (const Event& event : life.events) {
      out.clear();
      benchmark::DoNotOptimize(step(machine, event, out));
    }
    benchmark::DoNotOptimize(machine);
  }
  const auto steps = state.iterations() * static_cast<std::int64_t>(life.events.size());
  state.SetItemsProcessed(steps);
  state.counters["per_step"] = benchmark::Counter(
      static_cast<double>(steps), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// The one event of a life at which the benchmark looks, from a snapshot: a guarded row.
void one_step(benchmark::State& state, const Life& life, std::size_t position) {
  Machine snapshot = begin_method(life.setting);
  Outbox out;
  for (std::size_t i = 0; i < position; ++i) {
    out.clear();
    step(snapshot, life.events[i], out);
  }
  for (auto _ : state) {
    Machine machine = snapshot;
    out.clear();
    benchmark::DoNotOptimize(step(machine, life.events[position], out));
    benchmark::DoNotOptimize(machine);
  }
}

void register_all() {
  for (const Life& life : lives()) {
    const std::string name(life.name);
    benchmark::RegisterBenchmark(("life/" + name).c_str(),
                                 [life](benchmark::State& s) { live(s, life); });
    for (std::size_t i = 1; i < life.events.size(); ++i) {
      Machine machine = begin_method(life.setting);
      Outbox out;
      for (std::size_t k = 0; k < i; ++k) step(machine, life.events[k], (out.clear(), out));
      if (machine.finished()) break;
      const std::string where =
          std::string(to_text(machine.top().table)) + "/" + std::string(state_name(machine.top()));
      benchmark::RegisterBenchmark(("step/" + name + "/" + std::to_string(i) + "/" + where).c_str(),
                                   [life, i](benchmark::State& s) { one_step(s, life, i); });
    }
  }
}

}  // namespace
}  // namespace xvm

int main(int argc, char** argv) {
  xvm::register_all();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
