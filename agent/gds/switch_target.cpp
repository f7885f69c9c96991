#include "agent/gds/switch_target.hpp"

#include <fmt/format.h>

#include "agent/store/claim_store.hpp"
#include "model/records/switch_hint.hpp"

namespace xvm::agent {

SwitchTarget hinted_target(const AdminFolder& admin, const records::NodeNames& names,
                           const std::string& resource) {
  const auto without = [](const std::string& why) {
    return SwitchTarget{std::nullopt, "the hint of xvm switch does not count: " + why};
  };
  const FileContent content = admin.read_hint();
  if (content.status.fault == FileFault::missing) return {};
  if (!content.status) return without(content.status.text);
  const auto hint = records::parse_record<records::SwitchHint>(content.text);
  if (!hint) return without(hint.error().text);
  if (hint->resource != resource) {
    return without(fmt::format("it is for the resource '{}'", hint->resource));
  }
  const auto [claim, note] = ClaimStore(admin, names, {resource, {}, {}}).read();
  if (claim.outcome != StoreOutcome::ok) return without(note);
  if (const auto target = records::target_of(*hint, claim.newest, names)) return {target, {}};
  if (hint->epoch == claim.newest.epoch) {
    return without(fmt::format("'{}' is no node of {}", hint->target, names.text()));
  }
  return without(fmt::format("it was written for claim {}, the newest is {}", hint->epoch,
                             claim.newest.epoch));
}

}  // namespace xvm::agent
