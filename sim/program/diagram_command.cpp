#include "sim/program/diagram_command.hpp"

#include "sim/program/view_source.hpp"
#include "sim/view/chrome.hpp"
#include "sim/view/columns.hpp"
#include "sim/view/mermaid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace xvm::sim {
namespace {

struct Words {
  ViewSource source;
  std::string format = "text";
  std::string output = "-";
  view::Selection selection{};
  double from_s = 0;
  double to_s = 1e12;
};

// Nothing is drawn of a node or domain that is not there: a misspelt name must not look like quiet.
bool knows(const std::vector<std::string>& names, const std::string& name, const char* option) {
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return true;
  std::string known;
  for (const std::string& n : names) known += " " + n;
  fmt::print(stderr, "xvm-sim: {}: '{}' is not in the trace; there are:{}\n", option, name, known);
  return false;
}

std::string drawn(const view::Timeline& t, const Words& w) {
  if (w.format == "mermaid") return view::mermaid_of(t, w.selection);
  return w.format == "chrome" ? view::chrome_of(t) : view::columns_of(t, w.selection);
}

int draw(Words& w) {
  const auto timeline = w.source.load();
  if (!timeline) return 2;
  if (!knows(timeline->nodes, w.selection.node, "--node")) return 2;
  if (!knows(timeline->domains, w.selection.domain, "--domain")) return 2;
  w.selection.from_us = static_cast<std::uint64_t>(w.from_s * 1e6);
  w.selection.to_us = static_cast<std::uint64_t>(w.to_s * 1e6);
  return write_whole(w.output, drawn(*timeline, w)) ? 0 : 2;
}

}  // namespace

void add_diagram(CLI::App& app, int& exit_code) {
  const auto words = std::make_shared<Words>();
  CLI::App* diagram = app.add_subcommand("diagram", "Show a run as text or as a diagram");
  words->source.add_to(*diagram);
  diagram->add_option("--format", words->format, "text, mermaid or chrome [text]")
      ->check(CLI::IsMember({"text", "mermaid", "chrome"}));
  diagram->add_option("-o,--output", words->output, "a file [- is standard output]");
  diagram->add_option("--node", words->selection.node, "what concerns this node");
  diagram->add_option("--domain", words->selection.domain, "what concerns this domain");
  diagram->add_option("--from", words->from_s, "seconds")->check(CLI::Range(0.0, 1e12));
  diagram->add_option("--to", words->to_s, "seconds")->check(CLI::Range(0.0, 1e12));
  diagram->add_flag("--story", words->selection.key_only, "without questions, answers and routine");
  diagram->callback([words, &exit_code] { exit_code = draw(*words); });
}

}  // namespace xvm::sim
