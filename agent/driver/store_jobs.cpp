// The administrative store's requests as calls of agent/store, with the texts of model/records.
#include "agent/driver/production_jobs.hpp"

#include "agent/driver/definitions.hpp"
#include "model/records/claim_record.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

StoreOutcome outcome_of(const FileStatus& status) {
  return status ? StoreOutcome::ok : StoreOutcome::unreadable;
}

Answer read_claim(const Tools& t) {
  const NewestClaimFile newest = t.admin->read_newest_claim();
  if (!newest.status) return {ClaimRead{outcome_of(newest.status), {}}, newest.status.text};
  if (newest.epoch == 0) return {ClaimRead{StoreOutcome::ok, {}}};
  const auto record = records::parse_claim(newest.text, newest.epoch, t.names);
  if (!record) {
    return {ClaimRead{StoreOutcome::unreadable, {}},
            fmt::format("{}/{}: {}", t.admin->path(), newest.name, record.error().text)};
  }
  // A claim for another domain under this resource's name: somebody changed DOMAIN.
  if (!t.resource->key.uuid.empty() && record->uuid != t.resource->key.uuid) {
    return {ClaimRead{StoreOutcome::unreadable, {}},
            fmt::format("{}/{} is for domain {}, this resource is for {}: use another resource or "
                        "ADMIN for another domain",
                        t.admin->path(), newest.name, record->uuid, t.resource->key.uuid)};
  }
  return {ClaimRead{StoreOutcome::ok, record->claim}, t.state->remember_claim(record->claim)};
}

Answer link_claim(const Tools& t, const Claim& next) {
  const records::ClaimRecord record{.claim = next,
                                    .nonce = random_nonce(),
                                    .writer = t.resource->node_name(t.resource->self),
                                    .resource = t.resource->name,
                                    .uuid = t.resource->key.uuid,
                                    .written = wall_time_text()};
  const auto text = records::print_claim(record, t.names);
  if (!text) return {ClaimLinked{LinkOutcome::failed, next}, text.error().text};
  const Linking linking = t.admin->link_claim(next.epoch, *text);
  switch (linking.end) {
    case LinkEnd::linked:
      return {ClaimLinked{LinkOutcome::won, next}, t.state->remember_claim(next)};
    case LinkEnd::taken: return {ClaimLinked{LinkOutcome::lost, next}, linking.status.text};
    case LinkEnd::failed: return {ClaimLinked{LinkOutcome::failed, next}, linking.status.text};
    case LinkEnd::unknown: break;
  }
  return {ClaimLinked{LinkOutcome::unknown, next}, linking.status.text};
}

}  // namespace

Job ProductionJobs::make(const ReadClaim&) {
  return {"read claim", [t = tools_] { return read_claim(t); },
          ClaimRead{StoreOutcome::unreadable, {}}, tools_.call_bound_ms};
}

Job ProductionJobs::make(const LinkClaim& a) {
  return {fmt::format("link claim {}", a.next.epoch),
          [t = tools_, next = a.next] { return link_claim(t, next); },
          ClaimLinked{LinkOutcome::unknown, a.next}, tools_.call_bound_ms};
}

Job ProductionJobs::make(const Export& a) {
  auto h = hypervisors_.at(a.node);
  return {fmt::format("export from {}", tools_.resource->node_name(a.node)),
          [h, t = tools_, node = a.node] { return export_definition(h.get(), t, node); },
          Exported{a.node, ExportOutcome::failed}, 2 * tools_.call_bound_ms};
}

Job ProductionJobs::make(const Quarantine& a) {
  auto h = hypervisors_.at(a.node);
  return {fmt::format("quarantine from {}", tools_.resource->node_name(a.node)),
          [h, t = tools_, node = a.node] { return quarantine_definition(h.get(), t, node); },
          Quarantined{a.node, ExportOutcome::failed}, 2 * tools_.call_bound_ms};
}

Job ProductionJobs::make(const RecordDebt& a) {
  return {fmt::format("record debt {}", to_text(a.debt)),
          [t = tools_, a]() -> Answer {
            return {std::nullopt, t.state->add_debt(a.debt, t.resource->node_name(a.node),
                                               t.state->last_seen().epoch)};
          },
          std::nullopt, tools_.call_bound_ms};
}

Job ProductionJobs::make(const SettleDebts&) {
  return {"forget debts",
          [t = tools_]() -> Answer { return {std::nullopt, t.state->forget_debts()}; }, std::nullopt,
          tools_.call_bound_ms};
}

}  // namespace xvm::agent
