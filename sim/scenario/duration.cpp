#include "sim/scenario/duration.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

std::optional<std::int64_t> unit_us(std::string_view unit) {
  if (unit == "us") return 1;
  if (unit == "ms") return 1'000;
  if (unit == "s") return 1'000'000;
  if (unit == "min") return 60'000'000;
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1.5" as 1'500'000 millionths. At most seven digits stand before the point.
std::optional<std::int64_t> read_millionths(std::string_view digits) {
  const std::size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const std::string_view rest =
      point == std::string_view::npos ? std::string_view{} : digits.substr(point + 1);
  if (whole.empty() || whole.size() > 9 || rest.size() > 6) return std::nullopt;
  if (point != std::string_view::npos && rest.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  for (std::size_t i = 0; i < 6; ++i) {
    if (i < rest.size() && !is_digit(rest[i])) return std::nullopt;
    value = value * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  }
  return value;
}

}  // namespace

std::optional<std::int64_t> read_duration(std::string_view digits, std::string_view unit) {
  const auto millionths = read_millionths(digits);
  const auto unit_length_us = unit_us(unit);
  if (!millionths || !unit_length_us) return std::nullopt;
  constexpr std::int64_t million = 1'000'000;
  if (*millionths / million > longest_us / *unit_length_us) return std::nullopt;
  const std::int64_t scaled =
      *millionths / million * *unit_length_us + *millionths % million * *unit_length_us / million;
  return scaled > longest_us ? std::nullopt : std::optional(scaled);
}

std::optional<std::int64_t> read_duration(std::string_view both) {
  std::size_t end = 0;
  while (end < both.size() && (is_digit(both[end]) || both[end] == '.')) ++end;
  return read_duration(both.substr(0, end), both.substr(end));
}

std::string print_duration(std::int64_t us) {
  if (us % 1'000'000 == 0) return fmt::format("{} s", us / 1'000'000);
  if (us % 1'000 == 0) return fmt::format("{} ms", us / 1'000);
  if (us < 1'000'000) return fmt::format("{} us", us);
  return fmt::format("{}.{:06} s", us / 1'000'000, us % 1'000'000);
}

}  // namespace xvm::sim
