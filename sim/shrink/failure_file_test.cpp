// What a failing run leaves behind. No run is known to fail: a moment at which a domain was down
// is taken for the end of the run.
#include "sim/shrink/failure_file.hpp"

#include "sim/scenario/print.hpp"
#include "sim/shrink/recorded_run_test_context.hpp"
#include "sim/shrink/scenario_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace xvm::sim {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class FailureFile : public testing::Test {
 protected:
  ~FailureFile() override { std::filesystem::remove_all(folder_); }

  // Of domain d1: whether it is disabled there and left alone for `quiet_us`.
  static bool stays_disabled(const std::vector<Done>& done, std::size_t i) {
    const Done& d = done[i];
    const bool disables = d.choice.kind == Kind::command && d.choice.domain == 0 &&
                          static_cast<rgm::Verb>(d.choice.detail) == rgm::Verb::disable;
    return disables && (i + 1 == done.size() || done[i + 1].at_us > d.at_us + quiet_us);
  }
  // d1 executes nowhere at the end, for its group was disabled before.
  static RecordedRun failed() {
    for (std::uint64_t seed = 1;; ++seed) {
      RunOptions options = draw_one_fault(seed, Fault::guest_reboot, {.nodes = 3, .domains = 3});
      options.formation = alike({.nodes = 3, .domains = 3});
      options.formation.faults_of_a_kind = 255;
      options.slow_calls = options.slow_guests = options.slow_copies = 1;
      RecordedRun run = recorded(options);
      for (std::size_t i = 5; i < run.done.size(); ++i) {
        if (!stays_disabled(run.done, i)) continue;
        run.result = {};
        run.result.simulated_us = run.done[i].at_us + quiet_us;
        run.result.unfit = Unfit::nowhere;
        run.done.resize(i + 1);
        return run;
      }
    }
  }
  std::string save(const RecordedRun& run) const {
    return save_failure(run.options, run.done, run.result, folder_);
  }

  static std::string name_of(const RecordedRun& run) {
    return "/seed-" + std::to_string(run.options.seed) + "-3x3.scn";
  }
  Scenario saved(const RecordedRun& run) const {
    std::string trouble;
    const auto scenario = read_scenario(folder_ + name_of(run), trouble);
    EXPECT_TRUE(scenario) << trouble;
    return scenario.value_or(Scenario{});
  }

  static constexpr std::int64_t quiet_us = 120 * second;
  std::string folder_ = testing::TempDir() + "failures-" + std::to_string(getpid());
};

TEST_F(FailureFile, IsTheShrunkScenarioAndSaysHowToRepeatIt) {
  const RecordedRun run = failed();
  EXPECT_THAT(save(run), HasSubstr("again: xvm-sim replay " + folder_ + name_of(run) + "\n"));
  const Scenario least = saved(run);
  EXPECT_LE(least.statements.size(), 2u) << print(least);
  EXPECT_EQ(failure_of(least).kind, "expect d1 runs");
}

TEST_F(FailureFile, SaysFromHowMuchItWasShrunk) {
  const RecordedRun run = failed();
  save(run);
  EXPECT_THAT(saved(run).description,
              MatchesRegex("Faults, .* Shrunk from [0-9]+ statements to [0-9]+\\."));
}

TEST_F(FailureFile, IsWrittenUnshrunkWhenTheScenarioIsAnotherRun) {
  RecordedRun run = failed();
  run.done.clear();
  EXPECT_THAT(save(run), HasSubstr("it does not fail, so it was not shrunk"));
}

TEST_F(FailureFile, ThatCannotBeWrittenIsSaidInOneLine) {
  std::ofstream(folder_) << "a file";
  EXPECT_THAT(save(failed()), HasSubstr("not saved: " + folder_));
}

TEST_F(FailureFile, LeavesNothingElseBehind) {
  save(failed());
  const std::filesystem::directory_iterator files(folder_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

}  // namespace
}  // namespace xvm::sim
