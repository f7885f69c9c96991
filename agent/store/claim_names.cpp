#include "agent/store/claim_names.hpp"

#include <fmt/format.h>

#include <charconv>

namespace xvm::agent {

std::string claim_file_name(std::uint32_t epoch) { return fmt::format("claim.{:010}", epoch); }

std::optional<std::uint32_t> claim_epoch_of(std::string_view name) {
  constexpr std::string_view prefix = "claim.";
  if (!name.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = name.substr(prefix.size());
  std::uint32_t epoch = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, epoch);
  const bool whole = error == std::errc{} && stop == end && epoch != 0;
  if (!whole || claim_file_name(epoch) != name) return std::nullopt;
  return epoch;
}

}  // namespace xvm::agent
