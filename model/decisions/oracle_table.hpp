// model/decisions/oracle_table.hpp (tests only)
//
// Purpose: a written oracle: rows of words, the first row that matches wins. The table is the
// specification that a reader checks against the architecture; a test walks every combination of
// the inputs and compares the decision with it. Rows that are never needed are an error too. Thread
// rule: one test, one thread.
//
//   Table table({column<Seen>("here"), yes_no("tried")}, R"(
//     let OFF = absent/defined
//     here     tried
//     OFF      *       -> finish       ; R1: proven inactive
//     !unknown no      -> bring-down   ; anything but unknown
//     *        *       -> wait         ; R2
//   )");
//   table.row({0, 1}).verdict == "wait"
//
// A cell is *, a word, words joined by "/", or either with a leading "!" (none of these).
#pragma once

#include "model/vocabulary/enum_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace xvm::oracle {

struct Column {
  std::string name;
  std::vector<std::string> words;
};

// Words of a table hold no blanks: "migrate -live" is written "migrate_-live".
inline std::string one_word(std::string_view text) {
  std::string word(text);
  std::replace(word.begin(), word.end(), ' ', '_');
  return word;
}

template <class E>
Column column(std::string name) {
  Column made{std::move(name), {}};
  for (const std::string_view text : EnumText<E>::text) made.words.push_back(one_word(text));
  return made;
}

inline Column yes_no(std::string name) { return {std::move(name), {"no", "yes"}}; }

// One combination: for each column the number of its word.
using Combination = std::vector<std::size_t>;

struct Row {
  std::vector<std::uint32_t> masks;  // per column, a bit for each word that matches
  std::string verdict;
  std::string text;
  mutable bool used = false;
};

class Table {
 public:
  Table(std::vector<Column> columns, const std::string& text) : columns_(std::move(columns)) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) read_line(line);
  }

  const std::vector<Column>& columns() const { return columns_; }

  const Row& row(const Combination& c) const { return rows_[row_number(c)]; }

  std::size_t row_number(const Combination& c) const {
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (!matches(rows_[r], c)) continue;
      rows_[r].used = true;
      return r;
    }
    throw std::runtime_error("no row for " + describe(c));
  }

  const std::vector<Row>& rows() const { return rows_; }

  std::string describe(const Combination& c) const {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      text += columns_[i].name + "=" + columns_[i].words.at(c[i]) + " ";
    }
    return text;
  }

  // A row that no combination needs says something that the other rows already say, or cannot be.
  std::string unused_rows() const {
    std::string text;
    for (const Row& row : rows_) {
      if (!row.used) text += row.text + "\n";
    }
    return text;
  }

 private:
  static bool matches(const Row& row, const Combination& c) {
    for (std::size_t i = 0; i < c.size(); ++i) {
      if (!(row.masks[i] >> c[i] & 1u)) return false;
    }
    return true;
  }

  void read_line(const std::string& line) {
    std::istringstream words(line.substr(0, line.find(';')));
    std::vector<std::string> cells;
    std::string verdict;
    bool after_arrow = false;
    for (std::string word; words >> word;) {
      if (word == "->") {
        after_arrow = true;
      } else if (after_arrow) {
        verdict += (verdict.empty() ? "" : " ") + word;
      } else {
        cells.push_back(word);
      }
    }
    if (!after_arrow) return read_heading(cells);
    if (cells.size() != columns_.size()) throw std::runtime_error("cells missing in: " + line);
    Row row{{}, verdict, line};
    for (std::size_t i = 0; i < cells.size(); ++i) row.masks.push_back(mask(columns_[i], cells[i]));
    rows_.push_back(row);
  }

  void read_heading(const std::vector<std::string>& cells) {
    if (cells.empty()) return;
    if (cells[0] == "let") {
      lets_[cells.at(1)] = cells.at(3);
      return;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (cells.at(i) != columns_[i].name) throw std::runtime_error("heading: " + cells[i]);
    }
  }

  std::uint32_t mask(const Column& column, std::string cell) const {
    const bool inverted = cell.starts_with('!');
    if (inverted) cell.erase(0, 1);
    std::uint32_t bits = 0;
    const auto all = static_cast<std::uint32_t>((std::uint64_t{1} << column.words.size()) - 1);
    if (cell == "*") return all;
    if (const auto found = lets_.find(cell); found != lets_.end()) cell = found->second;
    std::istringstream words(cell);
    for (std::string word; std::getline(words, word, '/');) {
      const auto at = std::find(column.words.begin(), column.words.end(), word);
      if (at == column.words.end()) {
        throw std::runtime_error("column " + column.name + " has no word " + word);
      }
      bits |= 1u << (at - column.words.begin());
    }
    return inverted ? all & ~bits : bits;
  }

  std::vector<Column> columns_;
  std::vector<Row> rows_;
  std::map<std::string, std::string> lets_;
};

// The first few disagreements, in full; all of them, as a number.
class Disagreements {
 public:
  // `text` is asked only for those that are shown: a wrong decision may disagree a million times.
  template <class Text>
  void add(Text text) {
    if (++count_ <= 5) first_ += "\n  " + text();
  }
  ~Disagreements() {
    if (count_ != 0) ADD_FAILURE() << count_ << " disagreements, the first are:" << first_;
  }
  Disagreements() = default;
  Disagreements(const Disagreements&) = delete;
  Disagreements& operator=(const Disagreements&) = delete;

 private:
  std::size_t count_ = 0;
  std::string first_;
};

// Walks every combination of the table's columns; `decide` answers in the words of the verdicts.
template <class Decide>
void expect_agreement(const Table& table, Decide decide) {
  Disagreements wrong;
  Combination c(table.columns().size(), 0);
  for (bool more = true; more;) {
    const Row& row = table.row(c);
    const std::string said = decide(c);
    if (said != row.verdict) {
      wrong.add([&] { return table.describe(c) + "said " + said + ", row: " + row.text; });
    }
    more = false;
    for (std::size_t i = 0; i < c.size() && !more; ++i) {
      more = ++c[i] < table.columns()[i].words.size();
      if (!more) c[i] = 0;
    }
  }
  EXPECT_EQ(table.unused_rows(), "") << "rows that no combination needs";
}

// The enumerator whose text is this word.
template <class E>
E value_of(std::string_view word) {
  const auto value = from_text<E>(word);
  if (!value) throw std::runtime_error("no such word: " + std::string(word));
  return *value;
}

// The words of a verdict.
inline std::vector<std::string> split(const std::string& text) {
  std::istringstream words(text);
  std::vector<std::string> parts;
  for (std::string word; words >> word;) parts.push_back(word);
  return parts;
}

// Rows whose verdict is "move reason WHO", made into values once; WHO differs from case to case.
template <class Verdict>
class RowVerdicts {
 public:
  explicit RowVerdicts(const Table& table) {
    for (const Row& row : table.rows()) {
      const std::vector<std::string> words = split(row.verdict);
      Verdict verdict;
      verdict.move = value_of<decltype(verdict.move)>(words.at(0));
      verdict.reason = value_of<decltype(verdict.reason)>(words.at(1));
      verdicts_.push_back(verdict);
      who_.push_back(words.at(2));
    }
  }

  // `node_of` turns WHO into a node.
  template <class NodeOf>
  Verdict at(std::size_t row_number, NodeOf node_of) const {
    Verdict verdict = verdicts_[row_number];
    verdict.node = node_of(who_[row_number]);
    return verdict;
  }

 private:
  std::vector<Verdict> verdicts_;
  std::vector<std::string> who_;
};

}  // namespace xvm::oracle
