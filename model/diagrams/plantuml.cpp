#include "model/diagrams/plantuml.hpp"

#include "model/diagrams/arrows.hpp"

namespace xvm::diagrams {
namespace {

// PlantUML breaks a label at the two characters \n; \l also sets the line flush left.
std::string label(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\\l";
  return text;
}

std::string header(const TableView& table) {
  std::string name(table.name);
  return "@startuml\n"
         "' Made by xvm-diagrams from model/tables/" +
         name +
         "_table.hpp. Do not edit.\n"
         "title " +
         name +
         "\n"
         "hide empty description\n"
         "skinparam defaultFontSize 11\n"
         "skinparam nodesep 30\n"
         "skinparam ranksep 40\n";
}

}  // namespace

std::string plantuml_of(const TableView& table) {
  std::string text = header(table);
  for (std::string_view state : table.states) text += "state " + std::string(state) + "\n";
  for (const Arrow& stay : stays_of(table)) {
    for (const std::string& line : stay.lines)
      text += std::string(stay.source) + " : " + line + "\n";
  }
  text += "[*] --> " + std::string(table.states.front()) + "\n";
  for (const Arrow& arrow : arrows_of(table)) {
    text += std::string(arrow.source) + " --> " + std::string(arrow.target) + " : " +
            label(arrow.lines) + "\n";
  }
  return text + std::string(table.states.back()) + " --> [*]\n@enduml\n";
}

}  // namespace xvm::diagrams
