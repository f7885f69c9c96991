#include "agent/store/claim_store.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

LinkOutcome outcome_of(LinkEnd end) {
  switch (end) {
    case LinkEnd::linked: return LinkOutcome::won;
    case LinkEnd::taken: return LinkOutcome::lost;
    case LinkEnd::failed: return LinkOutcome::failed;
    case LinkEnd::unknown: return LinkOutcome::unknown;
  }
  return LinkOutcome::unknown;
}

}  // namespace

ClaimStore::ClaimStore(AdminFolder folder, records::NodeNames names, ClaimIdentity identity)
    : folder_(std::move(folder)), names_(std::move(names)), identity_(std::move(identity)) {}

// A folder that was copied or mounted from elsewhere must not decide where this domain runs.
std::string ClaimStore::strangeness_of(const records::ClaimRecord& record) const {
  if (record.resource != identity_.resource) {
    return fmt::format("is a claim of resource '{}', not '{}'", record.resource,
                       identity_.resource);
  }
  if (!identity_.uuid.empty() && record.uuid != identity_.uuid) {
    return fmt::format("is a claim for domain {}, not {}", record.uuid, identity_.uuid);
  }
  return "";
}

ClaimStore::Read ClaimStore::read() const {
  const Read unreadable{{StoreOutcome::unreadable, Claim{}}, ""};
  const auto because = [&](std::string note) {
    Read out = unreadable;
    out.note = std::move(note);
    return out;
  };
  const NewestClaimFile file = folder_.read_newest_claim();
  if (!file.status) return because(file.status.text);
  if (file.epoch == 0) return {{StoreOutcome::ok, Claim{}}, ""};
  const auto record = records::parse_claim(file.text, file.epoch, names_);
  const std::string where = fmt::format("{}/{}", folder_.path(), file.name);
  if (!record) return because(fmt::format("{}: {}", where, record.error().text));
  if (const std::string strange = strangeness_of(*record); !strange.empty()) {
    return because(fmt::format("{} {}", where, strange));
  }
  return {{StoreOutcome::ok, record->claim}, ""};
}

ClaimStore::Link ClaimStore::link(const Claim& next, const std::string& written) const {
  const records::ClaimRecord record{
      next, random_nonce(), identity_.self, identity_.resource, identity_.uuid, written};
  const auto text = records::print_claim(record, names_);
  if (!text) {
    return {{LinkOutcome::failed, next},
            fmt::format("claim {} not linked: {}", next.epoch, text.error().text)};
  }
  Linking linking = folder_.link_claim(next.epoch, *text);
  return {{outcome_of(linking.end), next}, std::move(linking.status.text)};
}

}  // namespace xvm::agent
