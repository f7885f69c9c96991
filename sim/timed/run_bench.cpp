// How fast whole runs are: items are events, with faults, invariants and the ring of events on. The
// same seeds every time, so that two readings compare. Exits 1 above a limit.
//
//   build/release/bin/sim_run_bench
#include "sim/timed/run.hpp"
#include "sim/timed/size.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>

namespace xvm::sim {
namespace {

using Draw = RunOptions (*)(std::uint64_t, ClusterSize);

void run_seeds(benchmark::State& state, Draw draw, ClusterSize size) {
  std::uint64_t seed = 0;
  std::int64_t events = 0;
  double simulated_s = 0;
  for (auto _ : state) {
    const RunOptions options = draw(++seed, size);
    const RunResult r = with_capacity(
        size, [&]<class W>(CapacityOf<W>) { return std::make_unique<Course<W>>(options)->go(); });
    events += static_cast<std::int64_t>(r.events);
    simulated_s += static_cast<double>(r.simulated_us) / 1e6;
  }
  using benchmark::Counter;
  state.SetItemsProcessed(events);
  state.counters["simulated_to_real"] = Counter(simulated_s, Counter::kIsRate);
  state.counters["cpu_per_event"] =
      Counter(static_cast<double>(events), Counter::kIsRate | Counter::kInvert);
}

BENCHMARK_CAPTURE(run_seeds, swarm_1x1, draw_options, ClusterSize{.nodes = 1, .domains = 1})
    ->Iterations(1500);
BENCHMARK_CAPTURE(run_seeds, swarm_3x3, draw_options, ClusterSize{.nodes = 3, .domains = 3})
    ->Iterations(400);
BENCHMARK_CAPTURE(run_seeds, swarm_8x16, draw_options, ClusterSize{.nodes = 8, .domains = 16})
    ->Iterations(30);
BENCHMARK_CAPTURE(run_seeds, swarm_16x64, draw_options, ClusterSize{.nodes = 16, .domains = 64})
    ->Iterations(6);
BENCHMARK_CAPTURE(run_seeds, quiet_3x3, draw_quiet, ClusterSize{.nodes = 3, .domains = 3})
    ->Iterations(600);

class Limits : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      for (const auto& [name, counter] : run.counters) {
        by_word_[word_of(run)][name] = counter.value;
      }
    }
  }
  bool hold() const {
    bool all = true;
    const auto expect = [&all](bool held, const char* what, double value, double limit) {
      std::printf("%s %-58s %14.2f, limit %14.2f\n", held ? "ok  " : "MISS", what, value, limit);
      all = all && held;
    };
    const double events = of("swarm_3x3", "items_per_second");
    expect(events >= 1e6, "events a second, 3 nodes, 3 domains, at least", events, 1e6);
    const double ratio = of("swarm_3x3", "simulated_to_real");
    expect(ratio >= 1e5, "simulated to real time, at least", ratio, 1e5);
    const double growth = of("swarm_16x64", "cpu_per_event") / of("swarm_1x1", "cpu_per_event");
    expect(growth <= 64, "an event of 16x64 against one of 1x1, at most", growth, 64);
    const double late = of("swarm_16x64", "cpu_per_event") / of("swarm_8x16", "cpu_per_event");
    expect(late <= 4, "an event of 16x64 against one of 8x16, at most", late, 4);
    return all;
  }

 private:
  static std::string word_of(const Run& run) {
    const std::string name = run.benchmark_name();
    const auto begin = name.find('/') + 1;
    return name.substr(begin, name.find('/', begin) - begin);
  }
  double of(const std::string& word, const std::string& counter) const {
    return by_word_.at(word).at(counter);
  }

  std::map<std::string, std::map<std::string, double>> by_word_;
};

}  // namespace
}  // namespace xvm::sim

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  xvm::sim::Limits limits;
  const std::size_t ran = benchmark::RunSpecifiedBenchmarks(&limits);
  benchmark::Shutdown();
  constexpr std::size_t all = 5;
  return ran < all || limits.hold() ? 0 : 1;
}
