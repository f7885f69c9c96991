// The administrative store's requests as calls of agent/store, with the texts of model/records.
#include "agent/driver/production_jobs.hpp"

#include "agent/driver/definitions.hpp"
#include "agent/store/claim_store.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

ClaimStore claims_of(const Tools& t) {
  return {*t.admin,
          t.names,
          {.resource = t.resource->name,
           .uuid = t.resource->key.uuid,
           .self = t.resource->node_name(t.resource->self)}};
}

std::string both(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() ? one + other : one + "; " + other;
}

Answer read_claim(const Tools& t) {
  auto [read, note] = claims_of(t).read();
  if (read.outcome == StoreOutcome::ok) note = both(note, t.state->remember_claim(read.newest));
  return {read, std::move(note)};
}

Answer link_claim(const Tools& t, const Claim& next) {
  auto [linked, note] = claims_of(t).link(next, wall_time_text());
  if (linked.outcome == LinkOutcome::won) note = both(note, t.state->remember_claim(next));
  return {linked, std::move(note)};
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
            return {std::nullopt, t.state->add_debt({.debt = a.debt,
                                                     .node = t.resource->node_name(a.node),
                                                     .uuid = t.resource->key.uuid,
                                                     .epoch = t.state->last_seen().epoch})};
          },
          std::nullopt, tools_.call_bound_ms};
}

Job ProductionJobs::make(const SettleDebts&) {
  return {"forget debts",
          [t = tools_, silent = silent_]() -> Answer {
            std::vector<std::string> unheard;
            for (const NodeId n : t.resource->node_set()) {
              if ((*silent)[index(n)]) unheard.push_back(t.resource->node_name(n));
            }
            return {std::nullopt, t.state->forget_debts(unheard)};
          },
          std::nullopt, tools_.call_bound_ms};
}

}  // namespace xvm::agent
