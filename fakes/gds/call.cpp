#include "fakes/gds/call.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cctype>

namespace xvm::fakes::gds {

int Call::refuse(int code, std::string_view text) {
  err += fmt::format("{}: {}\n", name, text);
  return code;
}

int Call::refuse(SchaError error, std::string_view text) {
  err += fmt::format("{}: SCHA_ERR_{}: {}\n", name, to_text(error), text);
  return exit_code(error);
}

std::optional<int> parse_words(CLI::App& app, Call& call) {
  try {
    // CLI11 takes the words from the end.
    app.parse(std::vector<std::string>(call.words.rbegin(), call.words.rend()));
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    call.out += app.help(call.name);
    return 0;
  } catch (const CLI::ParseError& e) {
    return call.refuse(SchaError::inval, e.what());
  }
}

std::string upper(std::string_view word) {
  std::string text(word);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

bool same_word(std::string_view a, std::string_view b) { return upper(a) == upper(b); }

}  // namespace xvm::fakes::gds
