#include "model/diagrams/totality.hpp"

#include <algorithm>

namespace xvm::diagrams {
namespace {

constexpr auto event_names = NamesOf<AllEvents>::value;

bool is_answered(const TableView& table, std::size_t event) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const RowView& row) { return row.event == event; });
}

std::vector<std::size_t> answered_events(const TableView& table) {
  std::vector<std::size_t> events;
  for (std::size_t e = 0; e < event_names.size(); ++e) {
    if (is_answered(table, e)) events.push_back(e);
  }
  return events;
}

}  // namespace

std::string mark_of(const TableView& table, std::size_t state, std::size_t event) {
  std::size_t guarded = 0;
  for (const RowView& row : table.rows) {
    if (row.source != state || row.event != event) continue;
    if (!row.has_guard) return "T";
    ++guarded;
  }
  return guarded == 0 ? "-" : "G" + std::to_string(guarded);
}

std::string totality_matrix(const TableView& table) {
  const std::vector<std::size_t> events = answered_events(table);
  std::string head = "| state |";
  std::string rule = "|---|";
  for (std::size_t e : events) {
    head += " " + std::string(event_names[e]) + " |";
    rule += "---|";
  }
  std::string text = head + "\n" + rule + "\n";
  for (std::size_t s = 0; s < table.states.size(); ++s) {
    text += "| " + std::string(table.states[s]) + " |";
    for (std::size_t e : events) text += " " + mark_of(table, s, e) + " |";
    text += "\n";
  }
  return text;
}

std::string impossible_everywhere(const TableView& table) {
  std::string text;
  for (std::size_t e = 0; e < event_names.size(); ++e) {
    if (is_answered(table, e)) continue;
    text += (text.empty() ? "Impossible in every state: " : ", ") + std::string(event_names[e]);
  }
  return text.empty() ? text : text + ".\n";
}

}  // namespace xvm::diagrams
