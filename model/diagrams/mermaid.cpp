#include "model/diagrams/mermaid.hpp"

#include "model/diagrams/arrows.hpp"

namespace xvm::diagrams {
namespace {

std::string label(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    if (!text.empty()) text += "<br/>";
    text += line.substr(line.find_first_not_of(' '));
  }
  return text;
}

std::string drawn(const std::vector<Arrow>& arrows) {
  std::string text;
  for (const Arrow& arrow : arrows) {
    text += "  " + std::string(arrow.source) + " --> " + std::string(arrow.target) + " : " +
            label(arrow.lines) + "\n";
  }
  return text;
}

}  // namespace

std::string mermaid_of(const TableView& table) {
  return "stateDiagram-v2\n"
         "  %% Made by xvm-diagrams from model/tables/" +
         std::string(table.name) +
         "_table.hpp. Do not edit.\n"
         "  [*] --> " +
         std::string(table.states.front()) + "\n" + drawn(stays_of(table)) +
         drawn(arrows_of(table)) + "  " + std::string(table.states.back()) + " --> [*]\n";
}

}  // namespace xvm::diagrams
