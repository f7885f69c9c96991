#include "agent/administration/switch_over.hpp"

#include "agent/control/bounded.hpp"
#include "agent/control/resource_setup.hpp"
#include "agent/driver/definitions.hpp"
#include "agent/process/command_run.hpp"
#include "agent/store/claim_store.hpp"
#include "model/records/switch_hint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

constexpr std::int64_t admin_patience_ms = 5'000;

// Empty: the hint lies in ADMIN.
std::string write_hint(const Prepared& p, const std::string& target) {
  const auto written = bounded(
      admin_patience_ms, [resource = p.resource, names = *p.names, target]() -> std::string {
        const AdminFolder admin(resource->config.admin, resource->name);
        const auto [claim, note] = ClaimStore(admin, names, {resource->name, {}, {}}).read();
        if (claim.outcome != StoreOutcome::ok) return note;
        const auto text =
            records::print_record(records::SwitchHint{.resource = resource->name,
                                                      .target = target,
                                                      .writer = resource->node_name(resource->self),
                                                      .epoch = claim.newest.epoch,
                                                      .written = wall_time_text()});
        if (!text) return text.error().text;
        const FileStatus status = admin.write_hint(*text);
        return status ? std::string() : status.text;
      });
  return written.value_or(p.resource->config.admin + " does not answer");
}

void remove_hint(const Prepared& p) {
  (void)bounded(admin_patience_ms, [resource = p.resource] {
    return AdminFolder(resource->config.admin, resource->name).remove_hint().ok();
  });
}

}  // namespace

SwitchEnd switch_over(const SwitchOrder& order) {
  const Prepared p = prepare_resource(order.common);
  if (!p.errors.empty()) return {.error = p.errors.front()};
  const std::vector<std::string>& nodes = p.resource->nodes;
  if (std::find(nodes.begin(), nodes.end(), order.target) == nodes.end()) {
    return {.error = fmt::format("--to '{}' is no node of this resource; it has {}", order.target,
                                 fmt::join(nodes, ", "))};
  }
  if (const std::string why = write_hint(p, order.target); !why.empty()) {
    return {.error = "the hint for the stop cannot be written, nothing was switched: " + why};
  }
  const CommandRun run =
      run_command({.program = order.common.cluster_commands + "/clrg",
                   .words = {"switch", "-n", order.target, order.common.group},
                   .timeout_ms = static_cast<std::uint32_t>(order.timeout_s * 1000),
                   .environment = own_environment()});
  remove_hint(p);
  if (run.end != CommandEnd::exited) return {.error = run.note};
  return {.exit_code = run.number, .output = run.output + run.errors};
}

}  // namespace xvm::agent
