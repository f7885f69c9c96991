// sim/program/view_source.hpp
//
// Purpose: what report and diagram look at: traces, or a scenario or a seed that is run for them.
// Thread rule: one thread.
//
//   ViewSource source;  source.add_to(*command);
//   const auto timeline = source.load();           // nullopt: it said why on standard error
#pragma once

#include "sim/program/campaign.hpp"
#include "sim/view/timeline.hpp"

#include <CLI/CLI.hpp>

#include <optional>

namespace xvm::sim {

class ViewSource {
 public:
  // FILE..., --engine, --seed, --nodes, --domains, --fault.
  void add_to(CLI::App& command);
  std::optional<view::Timeline> load() const;

 private:
  std::optional<std::vector<trace::Entry>> load_entries() const;
  std::optional<std::vector<trace::Entry>> read_files() const;
  std::optional<std::vector<trace::Entry>> perform_scenario() const;

  std::vector<std::string> files_;
  std::string engine_;
  std::optional<std::uint64_t> seed_;
  Campaign campaign_{};
};

// The file is old or new, never half. "-" is standard output. False: it said why.
bool write_whole(const std::string& path, const std::string& text);

}  // namespace xvm::sim
