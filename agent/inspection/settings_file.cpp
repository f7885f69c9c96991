#include "agent/inspection/settings_file.hpp"

namespace xvm::agent {
namespace {

constexpr std::string_view blanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string value_of(std::string_view raw) {
  const std::string_view value = trimmed(raw);
  if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
    const std::size_t end = value.find(value.front(), 1);
    return std::string(end == std::string_view::npos ? value : value.substr(1, end - 1));
  }
  return std::string(trimmed(value.substr(0, value.find('#'))));
}

}  // namespace

std::optional<std::string> setting_in(std::string_view text, std::string_view key) {
  std::optional<std::string> found;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != key) continue;
    found = value_of(line.substr(equals + 1));
  }
  return found;
}

}  // namespace xvm::agent
