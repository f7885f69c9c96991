#include "sim/shrink/failure_file.hpp"

#include "sim/shrink/scenario_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>

namespace xvm::sim {
namespace {

// On a terminal one line that is written anew; elsewhere nothing.
class ShrinkProgress {
 public:
  void operator()(const Shrinking& s) {
    const Clock::time_point now = Clock::now();
    if (!on_terminal_ || now - shown_ < std::chrono::milliseconds(200)) return;
    shown_ = now;
    fmt::print(stderr, "\rshrinking: {} statements, {} nodes, {} domains after {} tries ",
               s.statements, s.nodes, s.domains, s.tries);
  }
  void finish() const {
    if (on_terminal_) fmt::print(stderr, "\r\x1b[K");
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point shown_{};
  bool on_terminal_ = isatty(2) != 0;
};

void describe(Scenario& least, const Scenario& from) {
  const std::string note = fmt::format("Shrunk from {} statements to {}.", from.statements.size(),
                                       least.statements.size());
  least.description = from.description;
  const std::size_t old = least.description.find(" Shrunk from ");
  if (old != std::string::npos) least.description.resize(old);
  least.description += " " + note;
}

}  // namespace

Shrunk shrink_shown(const Scenario& s, std::uint64_t most_tries) {
  ShrinkProgress progress;
  Shrunk least = shrink(s, failure_of, {most_tries, std::ref(progress)});
  progress.finish();
  if (least.scenario.statements.size() < s.statements.size()) describe(least.scenario, s);
  return least;
}

std::string save_failure(const RunOptions& options, const std::vector<Done>& done,
                         const RunResult& result, const std::string& folder) {
  const SavedRun saved = save_run(options, done, result);
  const std::string path = fmt::format("{}/seed-{}-{}x{}.scn", folder, options.seed,
                                       saved.scenario.nodes.size(), saved.scenario.domains.size());
  const std::string kind = failure_of(saved.scenario).kind;
  Scenario least = saved.scenario;
  if (kind == saved.kind) {
    least = shrink_shown(saved.scenario, ShrinkWays{}.most_tries).scenario;
  }
  if (const std::string trouble = write_scenario(path, least); !trouble.empty()) {
    return "  not saved: " + trouble + "\n";
  }
  std::string text =
      fmt::format("  saved: {} ({} of {} statements); again: xvm-sim replay {}\n", path,
                  least.statements.size(), saved.scenario.statements.size(), path);
  if (kind != saved.kind) {
    text += fmt::format("  the scenario is not the same run: it {}, so it was not shrunk\n",
                        kind.empty() ? "does not fail" : "fails otherwise: " + kind);
  }
  return text;
}

}  // namespace xvm::sim
