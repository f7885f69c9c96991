#include "model/diagrams/arrows.hpp"

#include <algorithm>

namespace xvm::diagrams {
namespace {

constexpr std::size_t longest_line = 44;  // wider labels push the states of a diagram apart

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string trigger_of(const RowView& row) {
  std::string text(row.event_name);
  if (!row.guards.empty()) text += " [" + joined(row.guards, " and ") + "]";
  return text;
}

std::string effect_of(const RowView& row) {
  return row.actions.empty() ? "" : "/ " + joined(row.actions, ", ");
}

std::vector<Arrow> grouped(const TableView& table, bool staying) {
  std::vector<Arrow> arrows;
  for (const RowView& row : table.rows) {
    if ((row.target == RowView::stays) != staying) continue;
    const auto same = [&](const Arrow& a) {
      return a.source == row.source_name && a.target == row.target_name;
    };
    auto arrow = std::find_if(arrows.begin(), arrows.end(), same);
    if (arrow == arrows.end()) {
      arrow = arrows.insert(arrow, Arrow{row.source_name, row.target_name, {}});
    }
    for (std::string& line : label_lines(row)) arrow->lines.push_back(std::move(line));
  }
  return arrows;
}

}  // namespace

std::string label_of(const RowView& row) {
  const std::string effect = effect_of(row);
  return trigger_of(row) + (effect.empty() ? "" : " " + effect);
}

std::vector<std::string> label_lines(const RowView& row) {
  const std::string whole = label_of(row);
  if (row.actions.empty() || whole.size() <= longest_line) return {whole};
  return {trigger_of(row), "  " + effect_of(row)};
}

std::vector<Arrow> arrows_of(const TableView& table) { return grouped(table, false); }
std::vector<Arrow> stays_of(const TableView& table) { return grouped(table, true); }

}  // namespace xvm::diagrams
