// What a failing run leaves behind. No run is known to fail: a moment at which a domain was down
// is taken for the end of the run.
#include "sim/shrink/failure_file.hpp"

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

  std::string path() const { return folder_ + "/seed-4-3x3.scn"; }

  // d1 executes nowhere there, for its group was just disabled.
  static RecordedRun failed() {
    RunOptions options = draw_one_fault(4, Fault::guest_reboot);
    options.formation = alike({.nodes = 3, .domains = 3});
    options.formation.faults_of_a_kind = 255;
    RecordedRun run = recorded(options);
    const auto disabled = std::find_if(run.done.begin(), run.done.end(), [](const Done& d) {
      return d.choice.kind == Kind::command && d.choice.domain == 0 &&
             static_cast<rgm::Verb>(d.choice.detail) == rgm::Verb::disable;
    });
    EXPECT_NE(disabled, run.done.end());
    const std::int64_t end_us = disabled->at_us + 400 * second;
    std::erase_if(run.done, [&](const Done& d) { return d.at_us > end_us; });
    run.result = {};
    run.result.simulated_us = end_us;
    run.result.unfit = Unfit::nowhere;
    return run;
  }
  std::string save(const RecordedRun& run) const {
    return save_failure(run.options, run.done, run.result, folder_);
  }

  std::string folder_ = testing::TempDir() + "failures-" + std::to_string(getpid());
};

TEST_F(FailureFile, IsTheShrunkScenarioAndSaysHowToRepeatIt) {
  const RecordedRun run = failed();
  EXPECT_THAT(save(run), HasSubstr("saved: " + path() + " ("));
  std::string trouble;
  const auto least = read_scenario(path(), trouble);
  ASSERT_TRUE(least) << trouble;
  EXPECT_LE(least->statements.size(), 2u);
  EXPECT_EQ(failure_of(*least).kind, "expect d1 runs");
}

TEST_F(FailureFile, SaysFromHowMuchItWasShrunk) {
  save(failed());
  std::string trouble;
  EXPECT_THAT(read_scenario(path(), trouble)->description,
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
