#include "model/diagrams/pages.hpp"

#include "model/diagrams/description.hpp"
#include "model/diagrams/mermaid.hpp"
#include "model/diagrams/plantuml.hpp"
#include "model/diagrams/totality.hpp"

namespace xvm::diagrams {
namespace {

const std::string folder = "machines/";

std::string introduction() {
  return "<!-- Made by xvm-diagrams from model/tables. Do not edit; renew with: "
         "xvm-diagrams --write docs -->\n"
         "# The machines\n"
         "\n"
         "Each machine is one transition table in `model/tables/`; this page is made from the "
         "tables "
         "themselves, and a test fails when it is out of date. Validate, start, stop, probe and "
         "reconcile are methods; shutdown, migration, settling and act are called by them.\n"
         "\n"
         "An arrow reads `event [guard] / actions`; rows between the same two states share an "
         "arrow. "
         "An arrow back to its own state changes no state. Three events are raised by the stepper "
         "and never by an executor: *Called* (the table was called), *Judged* (a decision left its "
         "verdict; the guard names it) and *Returned* (the called table is through; the guard "
         "names "
         "what it returned).\n"
         "\n"
         "In the matrices `T` means that one row always takes the event, `G3` that three rows with "
         "guards stand for it (never do two guards hold together; when none holds, nothing "
         "changes) "
         "and `-` that the event is impossible there. An impossible *Expired*, *ShutdownSent* or "
         "*JobAborted* is an answer that came late: it is noted and changes nothing but the set of "
         "timers that are over.\n"
         "\n";
}

std::string contents() {
  std::string text = "| machine | states | rows | sources |\n|---|---|---|---|\n";
  for (const TableView& table : catalogue()) {
    const std::string name(table.name);
    text += "| [" + name + "](#" + name + ") | " + std::to_string(table.states.size()) + " | " +
            std::to_string(table.rows.size()) + " | [table](../../model/tables/" + name +
            "_table.hpp), [PlantUML](" + name + ".puml), [Mermaid](" + name + ".mmd) |\n";
  }
  return text;
}

std::string section(const TableView& table) {
  return "\n## " + std::string(table.name) + "\n\n" + std::string(description_of(table.table)) +
         " It has " + std::to_string(table.states.size()) + " states and " +
         std::to_string(table.rows.size()) + " rows.\n\n```mermaid\n" + mermaid_of(table) +
         "```\n\n" + totality_matrix(table) + "\n" + impossible_everywhere(table);
}

std::string readme() {
  std::string text = introduction() + contents();
  for (const TableView& table : catalogue()) text += section(table);
  return text;
}

}  // namespace

std::vector<Page> pages() {
  std::vector<Page> list;
  for (const TableView& table : catalogue()) {
    const std::string name(table.name);
    list.push_back({folder + name + ".puml", plantuml_of(table)});
    list.push_back({folder + name + ".mmd", mermaid_of(table)});
  }
  list.push_back({folder + "README.md", readme()});
  return list;
}

}  // namespace xvm::diagrams
