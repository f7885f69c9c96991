#include "sim/scenario/options.hpp"

namespace xvm::sim {
namespace {

using enum OptionWord;
using enum ValueKind;

// clang-format off
constexpr std::array rows{
    OptionRow{prefer, "prefer", Place::domain, nodes, "", "these first, then the others in the order of `nodes:` (Nodelist, location scores)"},
    OptionRow{only_on, "only-on", Place::domain, nodes, "", "these alone, most preferred first"},
    OptionRow{apart_from, "apart-from", Place::domain, domains, "", "never on the same node as these (`--`, colocation -INFINITY)"},
    OptionRow{with, "with", Place::domain, domains, "", "always on the same node as these (`++`, colocation INFINITY)"},
    OptionRow{affinity, "affinity", Place::domain, affinities, "", "others, as RG_affinities spells them: `+web`, `-web`, `+++web`"},
    OptionRow{failover, "failover", Place::domain, choice, "migrate-live|migrate|normal", "FAILOVER"},
    OptionRow{on_migrate_fail, "on-migrate-fail", Place::domain, choice, "shutdown|stay", "ON_MIGRATE_FAIL"},
    OptionRow{on_poweroff, "on-poweroff", Place::domain, choice, "restart|stay", "ON_POWEROFF"},
    OptionRow{strict_peers, "strict-peers", Place::domain, choice, "no|yes", "STRICT_PEERS: a silent member refuses a start"},
    OptionRow{plugin, "plugin", Place::domain, choice, "no|yes", "PLUGIN_PROBE is set; it says 0 until a deed changes it"},
    OptionRow{allow_201, "allow-201", Place::domain, choice, "no|yes", "the plugin may ask for an immediate failover"},
    OptionRow{guest, "guest", Place::domain, choice, "graceful|slow|hung|crashing|rebooting", "what it makes of a shutdown request"},
    OptionRow{on_crash, "on-crash", Place::domain, choice, "preserve|destroy", "`<on_crash>` of its definition"},
    OptionRow{image_lock, "image-lock", Place::domain, choice, "no|yes", "QEMU locks its disk: no second copy can run"},
    OptionRow{defined_on, "defined-on", Place::domain, nodes, "", "where it is defined before the cluster forms; default: the most preferred node"},
    OptionRow{exported, "exported", Place::domain, choice, "yes|no", "an intact export is on ADMIN before the cluster forms"},
    OptionRow{running_on, "running-on", Place::domain, nodes, "", "started by hand there before the cluster forms"},
    OptionRow{resource_type, "type", Place::domain, choice, "orcl|sunw", "ORCL.gds, or SUNW.gds as under `engine: gds-80`"},
    OptionRow{failover_mode, "failover-mode", Place::group, choice, "soft|hard|none|restart-only|log-only", "Failover_mode; Pacemaker: on-fail of stop"},
    OptionRow{failback, "failback", Place::group, choice, "no|yes", "Failback"},
    OptionRow{pre_evict, "pre-evict", Place::group, choice, "yes|no", "Pre_evict"},
    OptionRow{retry_count, "retry-count", Place::group, count, "", "Retry_count; default 2"},
    OptionRow{retry_interval, "retry-interval", Place::group, duration, "", "Retry_interval; default 370s"},
    OptionRow{probe_interval, "probe-interval", Place::group, duration, "", "Thorough_probe_interval, interval of monitor; default 60s"},
    OptionRow{pingpong_interval, "pingpong-interval", Place::group, duration, "", "Pingpong_interval; default 3600s"},
    OptionRow{start_timeout, "start-timeout", Place::group, duration, "", "default 300s"},
    OptionRow{stop_timeout, "stop-timeout", Place::group, duration, "", "default 600s"},
    OptionRow{probe_timeout, "probe-timeout", Place::group, duration, "", "default 30s"},
    OptionRow{boot_timeout, "boot-timeout", Place::group, duration, "", "default 300s"},
    OptionRow{validate_timeout, "validate-timeout", Place::group, duration, "", "default 300s"},
    OptionRow{target_nodes, "target-nodes", Place::cluster, choice, "yes|no", "no: a cluster of 2008 without TARGET_NODES"},
    OptionRow{stickiness, "stickiness", Place::cluster, count, "", "Pacemaker: resource-stickiness"},
    OptionRow{migration_limit, "migration-limit", Place::cluster, count, "", "Pacemaker: how many migrations a node takes part in at once"},
    OptionRow{no_quorum_policy, "no-quorum-policy", Place::cluster, choice, "stop|freeze|ignore", "Pacemaker"},
    OptionRow{token, "token", Place::cluster, duration, "", "Corosync: how long a silent node is waited for"},
};

constexpr std::array keys{
    KeyRow{Key::name, "name", "TEXT", "required: what it is about, in a few words"},
    KeyRow{Key::description, "description", "TEXT", "required: what happens and what must hold, in a sentence or two"},
    KeyRow{Key::origin, "origin", "TEXT", "required: section of the 2008 design, table row, recorded sequence or thread"},
    KeyRow{Key::engine, "engine", "gds, gds-80, pacemaker", "required: one or more cluster managers; the file is performed once for each"},
    KeyRow{Key::nodes, "nodes", "NODE NODE ...", "required: 1 to 16 names"},
    KeyRow{Key::domain, "domain", "DOMAIN [option=value ...]", "required, once for each of 1 to 64 domains"},
    KeyRow{Key::group, "group", "option=value ...", "for the groups of all domains that do not say otherwise"},
    KeyRow{Key::cluster, "cluster", "option=value ...", "of the cluster manager"},
    KeyRow{Key::seed, "seed", "NUMBER", "all latencies are drawn from it; default 1"},
    KeyRow{Key::begins, "begins", "running or cold", "where the statements begin: all domains run (default), or nothing is started yet"},
    KeyRow{Key::slow_calls, "slow-calls", "NUMBER", "factor 1 to 100 on the latency of calls"},
    KeyRow{Key::slow_guests, "slow-guests", "NUMBER", "... of guests that boot and shut down"},
    KeyRow{Key::slow_copies, "slow-copies", "NUMBER", "... of migrations"},
    KeyRow{Key::stragglers, "stragglers", "yes or no", "abandoned calls (R14) may land many seconds later; default no"},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].word) != i) return false;
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (static_cast<std::size_t>(keys[i].key) != i) return false;
  }
  return rows.size() == static_cast<std::size_t>(token) + 1;
}
static_assert(in_order());

}  // namespace

std::span<const OptionRow> option_rows() { return rows; }
std::span<const KeyRow> key_rows() { return keys; }

}  // namespace xvm::sim
