#include "model/records/claim_name.hpp"

#include <fmt/format.h>

#include <charconv>

namespace xvm::records {

std::string claim_name(std::uint32_t epoch) { return fmt::format("claim.{:010}", epoch); }

std::optional<std::uint32_t> epoch_of_claim_name(std::string_view name) {
  constexpr std::string_view prefix = "claim.";
  if (!name.starts_with(prefix)) return std::nullopt;
  std::uint32_t epoch = 0;
  const auto read = std::from_chars(name.data() + prefix.size(), name.data() + name.size(), epoch);
  const bool canonical = read.ec == std::errc() && epoch != 0 && name == claim_name(epoch);
  return canonical ? std::optional(epoch) : std::nullopt;
}

}  // namespace xvm::records
