// agent/toolstack/s_expression.hpp
//
// Purpose: the S-expressions that xm prints: "(domain (domid 3) (name web) (uuid ...))".
// Thread rule: pure functions.
//
//   SReading r = read_s_expressions("(a (b c))");
//   r.items[0].value_of("b") == "c"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct SExpression {
  std::string atom;  // a word or a quoted text; empty for a list
  bool is_list = false;
  std::vector<SExpression> items;  // of a list

  // The second item of the list in this list that begins with `key`; empty when there is none.
  std::string value_of(std::string_view key) const;
  bool begins_with(std::string_view word) const {
    return is_list && !items.empty() && items.front().atom == word;
  }
};

struct SReading {
  std::vector<SExpression> items;
  std::string error;  // one line; empty when the whole text was understood
};

SReading read_s_expressions(std::string_view text);

}  // namespace xvm::agent
