// A seeded run that was written down as a scenario is the same run: the same number of events until
// the same moment.
#include "sim/replay/forming.hpp"
#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"
#include "sim/shrink/failure.hpp"
#include "sim/shrink/recorded_run_test_context.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

// The end of a run that went well is made visible by something that never is so.
void fail_at(Scenario& s, std::int64_t us) {
  Condition never{ConditionWord::booted_times, {}};
  never.with.domain = 0;
  never.with.number = 65'535;
  s.statements.push_back({{}, {TriggerKind::at, us, {}}, Expectation{Scope::now, {never}}});
}

// The sanitizers' build, which is not optimised, does less of the same.
#ifdef XVM_SANITIZED
constexpr std::uint64_t seeds = 3;
constexpr std::uint32_t storm_s = 600;
#else
constexpr std::uint64_t seeds = 60;
constexpr std::uint32_t storm_s = 3600;
#endif

TEST(SavedRun, IsTheSameRunEventByEvent) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const RecordedRun run = recorded(draw_options(seed));
    SavedRun saved = run.saved();
    ASSERT_EQ(saved.unspoken, 0u) << "seed " << seed;
    if (run.result.ok()) fail_at(saved.scenario, run.result.simulated_us);
    const Parsed parsed = parse(print(saved.scenario));
    ASSERT_TRUE(parsed) << "seed " << seed << ": " << parsed.problem->what;
    const Failure again = failure_of(parsed.scenario);
    EXPECT_EQ(again.impossible, Failure::nowhere)
        << "seed " << seed << ": "
        << print(parsed.scenario, parsed.scenario.statements[again.impossible]);
    EXPECT_EQ(again.events + run.repeated, run.result.events) << "seed " << seed;
    EXPECT_EQ(again.at_us, run.result.simulated_us) << "seed " << seed;
    if (!run.result.ok()) {
      EXPECT_EQ(again.kind, saved.kind) << "seed " << seed;
    }
  }
}

TEST(SavedRun, HasTheWholeClusterInItsHeader) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const RunOptions drawn = draw_options(seed, {.nodes = 4, .domains = 3});
    const Parsed parsed = parse(print(header_of(drawn)));
    ASSERT_TRUE(parsed) << parsed.problem->what;
    const RunOptions again = options_for(parsed.scenario, EngineWord::gds, drawn.seed);
    for (unsigned d = 0; d < drawn.formation.domains.size(); ++d) {
      ASSERT_EQ(group_config(again.formation, d), group_config(drawn.formation, d));
      ASSERT_EQ(again.formation.domains[d].policy, drawn.formation.domains[d].policy);
      ASSERT_EQ(again.formation.domains[d].temper, drawn.formation.domains[d].temper);
      ASSERT_EQ(again.formation.domains[d].on_crash, drawn.formation.domains[d].on_crash);
      ASSERT_EQ(again.formation.domains[d].locks_image, drawn.formation.domains[d].locks_image);
    }
    ASSERT_EQ(again.slow_calls, drawn.slow_calls);
    ASSERT_EQ(again.slow_guests, drawn.slow_guests);
    ASSERT_EQ(again.slow_copies, drawn.slow_copies);
    ASSERT_EQ(again.stragglers, drawn.stragglers);
  }
}

// Each kind of fault and repair has words, and a run of it alone is written down whole.
class SavedFault : public testing::TestWithParam<Fault> {};

TEST_P(SavedFault, HasWordsAndIsTheSameRun) {
  RunOptions options = draw_one_fault(3, GetParam());
  options.storm_s = storm_s;
  options.calm_s = 2 * storm_s;
  const RecordedRun run = recorded(options);
  SavedRun saved = run.saved();
  EXPECT_EQ(saved.unspoken, 0u);
  if (run.result.ok()) fail_at(saved.scenario, run.result.simulated_us);
  const Failure again = failure_of(saved.scenario);
  EXPECT_EQ(again.events + run.repeated, run.result.events) << print(saved.scenario);
  EXPECT_EQ(again.at_us, run.result.simulated_us);
}

std::vector<Fault> every_fault() {
  std::vector<Fault> all;
  for (std::size_t i = 0; i < fault_kinds; ++i) all.push_back(static_cast<Fault>(i));
  return all;
}

INSTANTIATE_TEST_SUITE_P(Shrink, SavedFault, testing::ValuesIn(every_fault()),
                         [](const testing::TestParamInfo<Fault>& which) {
                           std::string name(to_text(which.param));
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace xvm::sim
