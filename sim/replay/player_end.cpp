// The end of a scenario: all comes to rest, what is broken is repaired, and every domain must
// execute on exactly one node, unless the file says why not.
#include "sim/replay/player.hpp"

#include "sim/scenario/print.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

constexpr std::int64_t s_us = 1'000'000;
constexpr std::int64_t hour_us = 3600 * s_us;

// Nothing: as far as the cluster manager goes, it should run.
std::optional<Excuse> excuse_for(NoRecovery why) {
  switch (why) {
    case NoRecovery::none: return std::nullopt;
    case NoRecovery::disabled: return Excuse::disabled;
    case NoRecovery::kept_offline: return Excuse::offline;
    case NoRecovery::suspended: return Excuse::suspended;
    case NoRecovery::unmanaged: return Excuse::unmanaged;
    case NoRecovery::stop_failed: return Excuse::stop_failed;
    case NoRecovery::start_failed: return Excuse::start_failed;
    case NoRecovery::starts_failed_about:
    case NoRecovery::no_member:
    case NoRecovery::affinity_forbids: return Excuse::no_eligible_node;
    case NoRecovery::not_monitored: return Excuse::not_monitored;
    case NoRecovery::restarts_used_up: return Excuse::restarts_used_up;
    case NoRecovery::stays_off: return Excuse::powered_off;
    case NoRecovery::paused: return Excuse::paused;
    case NoRecovery::managed_save: return Excuse::managed_save;
    case NoRecovery::name_taken: return Excuse::name_taken;
    case NoRecovery::claim_torn: return Excuse::claim_torn;
    case NoRecovery::claims_lost: return Excuse::admin_lost;
    case NoRecovery::definition_lost: return Excuse::definition_lost;
  }
  return std::nullopt;
}

}  // namespace

// What has begun ends; a guest that was found dead is restarted, and so on.
bool Player::settle() {
  const Reached reached =
      go(cluster_.now_us() + 2 * hour_us, [this] { return truth_.under_way().empty(); });
  return reached != Reached::failure;
}

// Time passes between the repairs: a node must be gone before it boots.
bool Player::repair() {
  for (unsigned round = 0; round < 20; ++round) {
    const std::vector<Choice> repairs = cluster_.repairs();
    if (repairs.empty()) return true;
    for (const Choice& choice : repairs) {
      const std::vector<Choice> still = cluster_.repairs();
      if (std::find(still.begin(), still.end(), choice) == still.end()) continue;
      cluster_.happen(choice);
      if (!is_sound()) return false;
    }
    if (!pass(cluster_.now_us() + 30 * s_us)) return false;
  }
  return true;
}

bool Player::judge_rest() {
  const Verdict v = cluster_.verdict_at_rest();
  if (!v) return true;
  return fail(fmt::format("expected every invariant to hold at rest, found {} of {}",
                          to_text(v.broken.violation), scenario_.domains[v.domain].name));
}

bool Player::judge_executes(unsigned domain) {
  const unsigned executing = truth_.executing(domain);
  if (executing == 1) return true;
  Condition runs;
  runs.word = ConditionWord::runs;
  runs.with.domain = static_cast<DomainPlace>(domain);
  const NoRecovery why = executing == 0 ? cluster_.why_not_running(domain) : NoRecovery::none;
  const std::string hint = why == NoRecovery::none ? "" : fmt::format(" ({})", to_text(why));
  return fail(fmt::format("expected {} at the end (L1), found {}{}", print(scenario_, runs),
                          truth_.found(runs), hint));
}

bool Player::judge_recovery() {
  const auto all_run = [this] {
    for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
      if (truth_.executing(d) != 1) return false;
    }
    return truth_.under_way().empty();
  };
  if (go(cluster_.now_us() + 3 * hour_us, all_run) == Reached::failure) return false;
  if (!pass(cluster_.now_us() + 300 * s_us)) return false;  // and it stays so
  if (go(cluster_.now_us() + hour_us, all_run) == Reached::failure) return false;
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
    if (!judge_executes(d)) return false;
  }
  return judge_rest();
}

// A node that the cluster manager counts in although it cannot be heard.
bool Player::is_lost_member(NodeId n) const {
  if (!cluster_.is_member(n)) return false;
  if (!cluster_.host(n).up || cluster_.stands_still(n)) return true;
  for (unsigned i = 0; i < cluster_.node_count(); ++i) {
    const NodeId other = node_at(i);
    if (other == n || !cluster_.is_member(other)) continue;
    if (cluster_.is_cut(n, other) || cluster_.is_cut(other, n)) return true;
  }
  return false;
}

// The excuse must be true of the cluster.
bool Player::is_excused(const Condition& c) {
  const auto excuse = static_cast<Excuse>(c.with.word);
  const NoRecovery why = cluster_.why_not_running(c.with.domain);
  const auto some_node = [this](auto&& is) {
    for (unsigned n = 0; n < cluster_.node_count(); ++n) {
      if (is(node_at(n))) return true;
    }
    return false;
  };
  switch (excuse) {
    case Excuse::fencing_failed: return some_node([this](NodeId n) { return is_lost_member(n); });
    case Excuse::admin_lost:
      return cluster_.admin() != Admin::served ||
             some_node([this](NodeId n) { return cluster_.lost_admin(n); });
    case Excuse::silent_peer:
      return some_node([this](NodeId n) {
        return is_lost_member(n) || (cluster_.is_member(n) && !cluster_.host(n).answers());
      });
    case Excuse::quiesced: return why == NoRecovery::kept_offline;
    default: return excuse_for(why) == excuse;
  }
}

bool Player::judge_no_recovery(const Condition& c) {
  const auto excuse = static_cast<Excuse>(c.with.word);
  if (truth_.executing(c.with.domain) != 0) {
    return fail(fmt::format("expected {}, found {}", print(scenario_, c), truth_.found(c)));
  }
  if (is_excused(c)) return true;
  return fail(fmt::format("expected that {} need not run because {}, found another reason: {}",
                          scenario_.domains[c.with.domain].name, to_text(excuse),
                          to_text(cluster_.why_not_running(c.with.domain))));
}

bool Player::finish() {
  if (!settle()) return false;
  lasting_.clear();
  if (left_.empty()) return repair() && settle() && judge_recovery();
  if (!pass(cluster_.now_us() + 1800 * s_us)) return false;  // they had the time
  std::vector<bool> named(cluster_.domain_count());
  for (const Statement* statement : left_) {
    line_ = statement->line.number;
    const Condition& c = std::get<Expectation>(statement->what).conditions[0];
    named[c.with.domain] = true;
    if (!judge_no_recovery(c)) return false;
  }
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
    if (!named[d] && !judge_executes(d)) return false;
  }
  return true;
}

}  // namespace xvm::sim
