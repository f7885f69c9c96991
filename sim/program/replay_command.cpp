#include "sim/program/replay_command.hpp"

#include "sim/program/campaign.hpp"
#include "sim/replay/perform.hpp"
#include "sim/replay/timelines.hpp"
#include "sim/retrace/retrace.hpp"
#include "sim/scenario/parse.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

namespace xvm::sim {
namespace {

namespace files = std::filesystem;

struct ReplayOptions {
  std::vector<std::string> paths;
  std::string engine;
  std::string seeds;
  bool rewrite = false;
  bool verbose = false;
};

struct Tally {
  unsigned performed = 0;
  unsigned failed = 0;
  unsigned wrong = 0;  // files that cannot be understood
};

class Replay {
 public:
  explicit Replay(const ReplayOptions& options) : options_(options) {}

  int run() {
    if (!check_options()) return 2;
    for (const std::string& path : options_.paths) replay_path(path);
    if (tally_.performed + tally_.wrong == 0) {
      fmt::print(stderr, "no scenario (*.scn) is there\n");
      return 2;
    }
    if (options_.paths.size() > 1 || tally_.performed > 1) {
      fmt::print("{} performed, {} failed, {} files not understood\n", tally_.performed,
                 tally_.failed, tally_.wrong);
    }
    if (tally_.wrong != 0) return 2;
    return tally_.failed == 0 ? 0 : 1;
  }

 private:
  bool check_options() {
    if (!options_.engine.empty()) {
      engine_ = from_text<EngineWord>(options_.engine);
      if (!engine_) {
        fmt::print(stderr, "--engine: found '{}', expected gds, gds-80 or pacemaker\n",
                   options_.engine);
        return false;
      }
    }
    if (options_.seeds.empty()) return true;
    Campaign range;
    if (!parse_seeds(options_.seeds, range)) {
      fmt::print(stderr, "--seeds: found '{}', expected A..B with A <= B, for example 1..50\n",
                 options_.seeds);
      return false;
    }
    if (options_.rewrite) {
      fmt::print(stderr,
                 "--rewrite: a timeline is that of the file's own seed; leave --seeds out\n");
      return false;
    }
    seeds_ = {range.first, range.last};
    return true;
  }

  static void complain(std::FILE* where, const std::string& file, const Problem& problem) {
    std::fflush(stdout);
    fmt::print(where, "{}\n", text_of(file, problem));
  }

  void replay_path(const std::string& path) {
    std::error_code error;
    if (path.ends_with(".ndjson")) return replay_trace(path);
    if (!files::is_directory(path, error)) return replay_file(path);
    std::vector<std::string> found;
    for (files::recursive_directory_iterator i(path, error), end; !error && i != end;
         i.increment(error)) {
      if (i->path().extension() == ".scn") found.push_back(i->path().string());
    }
    if (error) return refuse(path, error.message());
    std::sort(found.begin(), found.end());
    for (const std::string& file : found) replay_file(file);
  }

  // What control_xvm recorded, through the tables.
  void replay_trace(const std::string& path) {
    const RetraceReport report = retrace_file(path);
    fmt::print("{}", report.text);
    ++(report.exit_code == 2 ? tally_.wrong : tally_.performed);
    if (report.exit_code == 1) ++tally_.failed;
  }

  void refuse(const std::string& file, const std::string& why) {
    ++tally_.wrong;
    complain(stderr, file, {0, why});
  }

  void replay_file(const std::string& file) {
    std::error_code error;
    std::ifstream stream(file, std::ios::binary);
    if (!stream || files::is_directory(file, error)) {
      return refuse(file, "found no readable file, expected a scenario or a folder of them");
    }
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const Parsed parsed = parse(text);
    if (!parsed) {
      ++tally_.wrong;
      return complain(stderr, file, *parsed.problem);
    }
    replay(file, text, parsed.scenario);
  }

  void replay(const std::string& file, const std::string& text, const Scenario& s) {
    std::vector<NewTimeline> timelines;
    bool well = true;
    for (const EngineWord engine : s.engines) {
      if (engine_ && engine != *engine_) continue;
      const auto [first, last] = seeds_.value_or(std::pair{s.seed, s.seed});
      for (std::uint64_t seed = first;; ++seed) {
        const std::optional<Performance> p = perform_once(file, s, engine, seed);
        well = well && p;
        if (p) timelines.push_back({engine, p->timeline});
        if (!p || seed == last) break;
      }
    }
    if (options_.rewrite && well && !timelines.empty()) rewrite(file, text, s, timelines);
  }

  // nullopt: it failed.
  std::optional<Performance> perform_once(const std::string& file, const Scenario& s,
                                          EngineWord engine, std::uint64_t seed) {
    ++tally_.performed;
    const Performance p = perform(s, engine, seed, teller());
    std::optional<Problem> problem = p.problem;
    const Timeline* expected = timeline_for(s, engine);
    const bool compares = !options_.rewrite && !seeds_;
    if (!problem && expected != nullptr && compares) problem = compare(*expected, p.timeline);
    const std::string under = s.engines.size() > 1 ? fmt::format(" [{}]", to_text(engine)) : "";
    const std::string by = seeds_ ? fmt::format(" seed {}", seed) : "";
    if (!problem) {
      if (!seeds_ || seed == seeds_->second) {
        fmt::print("ok  {}{}{}  ({} events, {} s simulated)\n", file, under, by, p.events,
                   p.simulated_us / 1'000'000);
      }
      return p;
    }
    ++tally_.failed;
    complain(stdout, file, *problem);
    fmt::print("    look closer: xvm-sim replay --verbose --engine {}{} {}\n", to_text(engine),
               seeds_ ? fmt::format(" --seeds {}..{}", seed, seed) : "", file);
    return std::nullopt;
  }

  Diary::Tell teller() const {
    if (!options_.verbose) return {};
    return [](std::int64_t at_us, const std::string& line) {
      fmt::print("{:>14.6f}  {}\n", static_cast<double>(at_us) / 1e6, line);
    };
  }

  // The file is old or new, never half.
  void rewrite(const std::string& file, const std::string& text, const Scenario& s,
               const std::vector<NewTimeline>& timelines) {
    const std::string next = rewritten(text, s, timelines);
    if (next == text) return;
    const std::string temporary = file + ".new";
    std::error_code error;
    {
      std::ofstream out(temporary, std::ios::binary);
      out << next << std::flush;
      if (!out) error = std::make_error_code(std::errc::io_error);
    }
    if (!error) files::rename(temporary, file, error);
    if (!error) return fmt::print("    its timeline is rewritten\n");
    std::error_code ignored;
    files::remove(temporary, ignored);
    refuse(file, "its timeline cannot be written: " + error.message());
  }

  const ReplayOptions& options_;
  std::optional<EngineWord> engine_;
  std::optional<std::pair<std::uint64_t, std::uint64_t>> seeds_;
  Tally tally_;
};

}  // namespace

void add_replay(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* replay = app.add_subcommand("replay", "Perform scenarios (docs/scenarios.md)");
  replay
      ->add_option("FILE", options->paths,
                   "scenarios, folders with *.scn, or traces *.ndjson of control_xvm")
      ->required();
  replay->add_option("--engine", options->engine, "under this cluster manager alone");
  replay->add_option("--seeds", options->seeds, "A..B: the same under other latencies");
  replay->add_flag("--rewrite", options->rewrite, "write the timeline of this run into the file");
  replay->add_flag("--verbose", options->verbose, "the events of the timeline as they come");
  replay->callback([options, &exit_code] { exit_code = Replay(*options).run(); });
}

}  // namespace xvm::sim
