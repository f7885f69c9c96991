#include "model/records/text_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::records {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string fault(std::string_view key, std::string_view expected) {
  return fmt::format("{}: expected {}", key, expected);
}

}  // namespace

std::string uuid_fault(std::string_view key, std::string_view text) {
  constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  const auto fits = [](char c, char p) { return p == '-' ? c == '-' : is_hex(c); };
  const bool good = std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), fits);
  return good ? "" : fault(key, "a UUID in lower case with hyphens");
}

std::string hex_fault(std::string_view key, std::string_view text, std::size_t digits) {
  const bool good = text.size() == digits && std::all_of(text.begin(), text.end(), is_hex);
  return good ? "" : fault(key, fmt::format("{} lower-case hex digits", digits));
}

std::string word_fault(std::string_view key, std::string_view text) {
  const auto fits = [](char c) { return c > ' ' && c < '\x7f' && c != '/'; };
  const bool good =
      !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), fits);
  return good ? "" : fault(key, "a word of 1..255 characters without blanks and '/'");
}

}  // namespace xvm::records
