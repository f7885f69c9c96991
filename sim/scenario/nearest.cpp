#include "sim/scenario/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

// Levenshtein's distance, of words that are short.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above + 1, row[j - 1] + 1, replaced});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view wrong, const Words& words) {
  constexpr std::size_t longest = 40;
  if (wrong.empty() || wrong.size() > longest) return {};
  std::string_view best;
  std::size_t least = std::min<std::size_t>(wrong.size() / 3 + 1, 3) + 1;
  for (const std::string_view word : words) {
    const std::size_t d = distance(wrong, word);
    if (d >= least || d >= word.size()) continue;
    least = d;
    best = word;
  }
  return best;
}

std::string known_words(const Words& words, std::string_view wrong) {
  Words shown;
  for (const std::string_view word : words) {
    if (std::find(shown.begin(), shown.end(), word) == shown.end()) shown.push_back(word);
  }
  std::string text = fmt::format("{}", fmt::join(shown, ", "));
  const std::string_view meant = nearest(wrong, shown);
  return meant.empty() ? text : text + fmt::format("; did you mean '{}'?", meant);
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string shown;
  for (const char c : text.substr(0, most)) shown += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > most) shown += "...";
  return "'" + shown + "'";
}

}  // namespace xvm::sim
