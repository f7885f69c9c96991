// The two requests that move a domain: is the target fit, and the copy itself.
#include "agent/driver/production_jobs.hpp"
#include "agent/migration/slots.hpp"
#include "agent/migration/time_needed.hpp"
#include "agent/migration/watched_migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace xvm::agent {
namespace {

std::int64_t ms_until(std::chrono::steady_clock::time_point when) {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(when - std::chrono::steady_clock::now()).count();
}

MigrationOrder order_for(const Resource& resource, const StartMigration& a) {
  const Config& config = resource.config;
  const std::string target = resource.node_name(a.target);
  MigrationOrder order{.live = a.live,
                       .auto_converge = config.migration.auto_converge,
                       .tls = config.migration.tls,
                       .parallel = config.migration.parallel,
                       .bandwidth_mib_s = config.migration.bandwidth_mib_s,
                       .downtime_ms = config.migration.downtime_ms};
  if (!config.peer_uri.empty()) order.target_uri = uri_for_node(config.peer_uri, target);
  if (!config.migrate_uri.empty()) order.migrate_uri = uri_for_node(config.migrate_uri, target);
  return order;
}

// The memory is asked only where it matters: without a limited bandwidth no pass can be foretold.
MigrationTime time_for(Hypervisor& h, const Tools& t) {
  MigrationNeeds needs{.bandwidth_mib_s = t.resource->config.migration.bandwidth_mib_s,
                       .until_abort_ms = ms_until(t.migrate_until)};
  if (needs.bandwidth_mib_s != 0) {
    needs.memory_mib = h.describe_needs(t.resource->key).needs.definition.memory_kib / 1024;
  }
  return migration_time(needs);
}

// A slot first, so that guests which leave together do not starve each other; the wait for it must
// leave the copy some of the time.
Called copy_domain(const std::shared_ptr<Hypervisor>& h, const Tools& t,
                   const MigrationOrder& order) {
  const MigrationSettings& m = t.resource->config.migration;
  const std::int64_t left_ms = std::max<std::int64_t>(ms_until(t.migrate_until), 0);
  const MigrationSlot slot = MigrationSlots(t.node_folder, m.slots).take(left_ms / 2);
  if (!slot.may_go) return {CallOutcome::refused, slot.remark};
  if (!slot.remark.empty()) t.say(slot.remark);
  const DomainKey key = t.resource->key;
  const MigrationTime time = time_for(*h, t);
  if (!time.fits) {
    return {CallOutcome::refused, fmt::format("one pass over the memory takes {} ms at {} MiB/s, "
                                              "and only {} ms are left",
                                              time.pass_ms, m.bandwidth_mib_s, time.limit_ms)};
  }
  const WatchedMigration migration{.migrate = [h, key, order] { return h->migrate(key, order); },
                                   .look = [h, key] { return h->progress(key); },
                                   .abort = [h, key] { return h->abort_job(key); },
                                   .say = t.say};
  const WatchSettings settings{.stall = {.stall_ms = std::int64_t{m.stall_s} * 1000},
                               .limit_ms = time.limit_ms};
  return run_watched(migration, settings);
}

}  // namespace

Job ProductionJobs::make(const StartMigration& a) {
  auto h = hypervisors_.at(a.source);
  const MigrationOrder order = order_for(*tools_.resource, a);
  // The machine aborts the copy at migrate_until; then the call has some time to come back.
  const std::int64_t bound_ms = std::max<std::int64_t>(ms_until(tools_.migrate_until), 0);
  return {fmt::format("migrate {} to {}", tools_.resource->node_name(a.source),
                      tools_.resource->node_name(a.target)),
          [h, order, t = tools_]() -> Answer {
            if (!h || order.target_uri.empty())
              return {Migrated{CallOutcome::refused}, "no PEER_URI"};
            Called end = copy_domain(h, t, order);
            return {Migrated{end.outcome}, std::move(end.detail)};
          },
          Migrated{CallOutcome::unknown}, bound_ms + tools_.migration_return_ms};
}

Job ProductionJobs::make(const CheckTarget& a) {
  auto source = hypervisors_.at(a.source);
  auto target = hypervisors_.at(a.target);
  const bool member = !last_facts_->readable || last_facts_->members.contains(a.target);
  const bool left = abandoned_.contains(a.target);
  return {fmt::format("check target {}", tools_.resource->node_name(a.target)),
          [source, target, member, left, key = tools_.resource->key, node = a.target]() -> Answer {
            TargetReport report;
            if (!member) report = report.with(TargetFault::not_a_member);
            if (left) report = report.with(TargetFault::abandoned_call);
            if (!source || !target) {
              return {TargetChecked{node, report.with(TargetFault::no_answer)}, "no PEER_URI"};
            }
            const NeedsAnswer needs = source->describe_needs(key);
            if (needs.outcome != CallOutcome::ok) {
              return {TargetChecked{node, report.with(TargetFault::no_answer)}, needs.detail};
            }
            TargetAnswer found = target->check_target(needs.needs);
            report.faults = static_cast<std::uint16_t>(report.faults | found.report.faults);
            return {TargetChecked{node, report}, std::move(found.detail)};
          },
          TargetChecked{a.target, TargetReport{}.with(TargetFault::no_answer)},
          2 * tools_.call_bound_ms};
}

}  // namespace xvm::agent
