#include "model/tables/row_view.hpp"

#include <algorithm>

namespace xvm {
namespace {

bool is_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

}  // namespace

// Compilers differ in how they print a function given as a template argument:
//   &xvm::StopTable::judge      (xvm::StopTable::judge)      bool (xvm::is_seen_inactive(...))
// What is common: scopes end in "::", arguments of a template stand in "<...>", parameters of a
// function begin with "(xvm::Context" or "(const".
std::string readable_name(std::string_view pretty) {
  std::string text(pretty);
  for (std::string_view cut : {"(xvm::Context", "(const ", "(Context"}) {
    if (const std::size_t at = text.find(cut); at != std::string::npos) text.erase(at);
  }
  std::string name;
  std::string word;
  const auto flush = [&] {
    const bool noise = word.empty() || word == "void" || word == "bool" || word == "auto";
    if (!noise) name += (name.empty() ? "" : " ") + word;
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_word(text[i])) {
      word += text[i];
    } else if (text.compare(i, 2, "::") == 0) {
      word.clear();  // a scope, not a name
      ++i;
    } else {
      flush();
    }
  }
  flush();
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace xvm
