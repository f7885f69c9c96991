#include "sim/program/view_source.hpp"

#include "sim/program/seeded_trace.hpp"
#include "sim/replay/perform.hpp"
#include "sim/scenario/parse.hpp"
#include "sim/view/build.hpp"
#include "sim/view/trace_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace xvm::sim {

void ViewSource::add_to(CLI::App& command) {
  auto* files = command.add_option(
      "FILE", files_, "a scenario (*.scn), or traces (NDJSON) of xvm-sim or control_xvm");
  command.add_option("--engine", engine_, "of a scenario for several: gds, gds-80 or pacemaker")
      ->check(CLI::IsMember({"gds", "gds-80", "pacemaker"}))
      ->needs(files);
  auto* seed = command.add_option("--seed", seed_, "run this seed instead");
  seed->excludes(files);
  command.add_option("--nodes", campaign_.size.nodes, "of the seed: 1 to 16 [3]")
      ->check(CLI::Range(1, 16))
      ->needs(seed);
  command.add_option("--domains", campaign_.size.domains, "of the seed: 1 to 64 [3]")
      ->check(CLI::Range(1, 64))
      ->needs(seed);
  command.add_option("--fault", campaign_.fault, "of the seed: this kind of fault alone, or none")
      ->check(CLI::IsMember(fault_words()))
      ->needs(seed);
}

std::optional<std::vector<trace::Entry>> ViewSource::read_files() const {
  view::TraceFiles read = view::read_trace_files(files_);
  for (const std::string& remark : read.remarks) fmt::print(stderr, "xvm-sim: {}\n", remark);
  if (read.problem.empty()) return std::move(read.entries);
  fmt::print(stderr, "xvm-sim: {}\n", read.problem);
  return std::nullopt;
}

// The first engine that the scenario names, or the one that was asked for.
std::optional<std::vector<trace::Entry>> ViewSource::perform_scenario() const {
  const std::string& file = files_[0];
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const Parsed parsed = parse(text);
  if (!stream || !parsed) {
    fmt::print(stderr, "xvm-sim: {}\n",
               stream ? text_of(file, *parsed.problem) : file + ": cannot be read");
    return std::nullopt;
  }
  const Scenario& s = parsed.scenario;
  const EngineWord engine = from_text<EngineWord>(engine_).value_or(s.engines.front());
  std::vector<trace::Entry> entries;
  const AboutRun about{
      .engine = std::string(to_text(engine)),
      .version = XVM_VERSION,
      .name = s.name,
      .repeat = fmt::format("xvm-sim replay --engine {} {}", to_text(engine), file),
      .drawn = s.description};
  const Performance p =
      perform(s, engine, s.seed, {}, {about, [&](const trace::Entry& e) { entries.push_back(e); }});
  if (p.problem) fmt::print(stderr, "xvm-sim: {}\n", text_of(file, *p.problem));
  if (entries.empty()) return std::nullopt;
  return entries;
}

std::optional<std::vector<trace::Entry>> ViewSource::load_entries() const {
  if (files_.size() == 1 && files_[0].ends_with(".scn")) return perform_scenario();
  if (!files_.empty()) return read_files();
  if (!seed_) {
    fmt::print(stderr, "xvm-sim: name a scenario or a trace, or a seed with --seed N\n");
    return std::nullopt;
  }
  Campaign campaign = campaign_;
  campaign.first = campaign.last = *seed_;
  std::vector<trace::Entry> entries;
  trace_first_seed(campaign, [&](const trace::Entry& e) { entries.push_back(e); });
  return entries;
}

std::optional<view::Timeline> ViewSource::load() const {
  auto entries = load_entries();
  if (!entries) return std::nullopt;
  return view::timeline_of(std::move(*entries));
}

bool write_whole(const std::string& path, const std::string& text) {
  if (path == "-") {
    fmt::print("{}", text);
    return true;
  }
  const std::string temporary = path + ".new";
  std::error_code error;
  {
    std::ofstream out(temporary, std::ios::binary);
    out << text << std::flush;
    if (!out) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) std::filesystem::rename(temporary, path, error);
  if (!error) return true;
  fmt::print(stderr, "xvm-sim: {} cannot be written: {}\n", path, error.message());
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  return false;
}

}  // namespace xvm::sim
