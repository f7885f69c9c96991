#include "sim/program/shrink_command.hpp"

#include "sim/shrink/failure_file.hpp"
#include "sim/shrink/scenario_file.hpp"

#include <fmt/format.h>

#include <memory>

namespace xvm::sim {
namespace {

struct ShrinkWords {
  std::string file;
  std::string output;
  std::uint64_t tries = ShrinkWays{}.most_tries;
};

int shrink_file(const ShrinkWords& words) {
  std::string trouble;
  const std::optional<Scenario> scenario = read_scenario(words.file, trouble);
  if (!scenario) {
    fmt::print(stderr, "{}\n", trouble);
    return 2;
  }
  const Shrunk least = shrink_shown(*scenario, words.tries);
  if (least.kind.empty()) {
    fmt::print(stderr, "{}: does not fail: there is nothing to shrink\n", words.file);
    return 2;
  }
  const std::string output = words.output.empty() ? words.file : words.output;
  trouble = write_scenario(output, least.scenario);
  if (!trouble.empty()) {
    fmt::print(stderr, "{}\n", trouble);
    return 2;
  }
  fmt::print("{}: {} of {} statements are left after {} tries; what still fails: {}\n", output,
             least.scenario.statements.size(), scenario->statements.size(), least.tries,
             least.kind);
  return 0;
}

}  // namespace

void add_shrink(CLI::App& app, int& exit_code) {
  const auto words = std::make_shared<ShrinkWords>();
  CLI::App* command = app.add_subcommand("shrink", "Make a failing scenario as small as it gets");
  command->add_option("FILE", words->file, "a scenario that fails")->required();
  command->add_option("-o,--output", words->output, "write to this file, not to FILE itself");
  command->add_option("--tries", words->tries, "at most so many candidates [4000]")
      ->check(CLI::PositiveNumber);
  command->callback([words, &exit_code] { exit_code = shrink_file(*words); });
}

}  // namespace xvm::sim
