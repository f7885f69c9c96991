#include "agent/toolstack/s_expression.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_atom(char c) { return is_gap(c) || c == '(' || c == ')'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  SReading run() {
    SReading reading;
    for (skip(); error_.empty() && at_ < text_.size(); skip()) reading.items.push_back(item(0));
    reading.error = error_;
    return reading;
  }

 private:
  void skip() {
    while (at_ < text_.size() && is_gap(text_[at_])) ++at_;
  }
  void fail(std::string_view what) {
    if (error_.empty()) error_ = fmt::format("no S-expression: {} at byte {}", what, at_);
    at_ = text_.size();
  }

  SExpression item(unsigned depth) {
    const char c = text_[at_];
    if (c == '(') return list(depth);
    if (c == ')') return fail("a ')' too many"), SExpression{};
    if (c == '\'' || c == '"') return quoted(c);
    SExpression word;
    while (at_ < text_.size() && !ends_atom(text_[at_])) word.atom += text_[at_++];
    return word;
  }

  SExpression list(unsigned depth) {
    SExpression list;
    list.is_list = true;
    constexpr unsigned deepest = 32;
    if (depth == deepest) return fail("too deep"), list;
    ++at_;
    for (skip(); error_.empty(); skip()) {
      if (at_ >= text_.size()) return fail("a list is not closed"), list;
      if (text_[at_] == ')') return ++at_, list;
      list.items.push_back(item(depth + 1));
    }
    return list;
  }

  SExpression quoted(char quote) {
    SExpression text;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      text.atom += text_[at_];
    }
    if (at_ >= text_.size()) return fail("a text is not closed"), text;
    ++at_;
    return text;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string error_;
};

}  // namespace

std::string SExpression::value_of(std::string_view key) const {
  for (const SExpression& item : items) {
    if (item.begins_with(key) && item.items.size() > 1) return item.items[1].atom;
  }
  return {};
}

SReading read_s_expressions(std::string_view text) { return Reader(text).run(); }

}  // namespace xvm::agent
