#include "model/tables/row_view.hpp"

#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <optional>

namespace xvm {
namespace {

bool is_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// The spelling of the enumerator with that number, fit for a name: "claim_lost".
template <class E>
std::string enumerator(std::size_t number) {
  std::string text(to_text(static_cast<E>(number)));
  std::replace(text.begin(), text.end(), '-', '_');
  return text;
}

struct EnumSpelling {
  std::string_view type;
  std::string (*of)(std::size_t);
};

// Every enumeration whose values rows give to a function template. One that is missing here leaves
// its number in the diagrams: the test of the tables' names finds it.
constexpr std::array spellings{EnumSpelling{"CallOutcome", enumerator<CallOutcome>},
                               EnumSpelling{"LinkOutcome", enumerator<LinkOutcome>},
                               EnumSpelling{"Reason", enumerator<Reason>},
                               EnumSpelling{"Result", enumerator<Result>},
                               EnumSpelling{"Return", enumerator<Return>},
                               EnumSpelling{"Subject", enumerator<Subject>},
                               EnumSpelling{"Table", enumerator<Table>},
                               EnumSpelling{"Timer", enumerator<Timer>},
                               EnumSpelling{"Verb", enumerator<Verb>}};

std::optional<std::string> spelling(std::string_view type, std::size_t number) {
  for (const EnumSpelling& s : spellings) {
    if (s.type == type) return s.of(number);
  }
  return std::nullopt;
}

// "give<(xvm::Return)4>" -> "give<blind>": a demangled name has numbers for enumerators.
std::string with_enumerators(std::string text) {
  constexpr std::string_view opening = "(xvm::";
  for (std::size_t at = 0; (at = text.find(opening, at)) != std::string::npos; ++at) {
    const std::size_t type = at + opening.size();
    const std::size_t close = text.find(')', type);
    if (close == std::string::npos) break;
    std::size_t end = close + 1;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end == close + 1) continue;
    const auto spelt = spelling(text.substr(type, close - type),
                                std::stoul(text.substr(close + 1, end - close - 1)));
    if (spelt) text.replace(at, end - at, *spelt);
  }
  return text;
}

}  // namespace

std::string name_of_written(const std::type_info& written) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> text(
      abi::__cxa_demangle(written.name(), nullptr, nullptr, &status), &std::free);
  if (status != 0) return written.name();
  const std::string_view whole(text.get());  // xvm::Written<...>
  const std::size_t open = whole.find('<') + 1;
  return readable_name(whole.substr(open, whole.rfind('>') - open));
}

// A function given as a template argument is written in several ways:
//   &xvm::StopTable::judge      (xvm::StopTable::judge)      bool (xvm::is_seen_inactive(...))
// What is common: scopes end in "::", arguments of a template stand in "<...>", parameters of a
// function begin with "(xvm::Context" or "(const".
std::string readable_name(std::string_view pretty) {
  std::string text = with_enumerators(std::string(pretty));
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
