#include "sim/program/report_command.hpp"

#include "sim/program/view_source.hpp"
#include "sim/view/page.hpp"

#include <fmt/format.h>

#include <memory>

namespace xvm::sim {
namespace {

struct Words {
  ViewSource source;
  std::string output;
};

int write_report(const Words& words) {
  const auto timeline = words.source.load();
  if (!timeline || !write_whole(words.output, view::page_of(*timeline))) return 2;
  if (words.output != "-") {
    fmt::print("{}: {} events of {} nodes{}\n", words.output, timeline->happenings.size(),
               timeline->nodes.size(), timeline->violations.empty() ? "" : "; it did not end well");
  }
  return 0;
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  const auto words = std::make_shared<Words>();
  CLI::App* report = app.add_subcommand("report", "Write a run as one HTML file");
  words->source.add_to(*report);
  report->add_option("-o,--output", words->output, "the HTML file; - is standard output")
      ->required();
  report->callback([words, &exit_code] { exit_code = write_report(*words); });
}

}  // namespace xvm::sim
