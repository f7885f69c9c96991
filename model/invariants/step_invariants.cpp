#include "model/invariants/step_invariants.hpp"

namespace xvm {
namespace {

Seen seen_at(const MethodEnded& ended, NodeId n) {
  return index(n) < max_nodes ? ended.seen[index(n)] : Seen::unknown;
}

bool starts(Method method) { return method == Method::start || method == Method::take_over; }

bool is_good_migrated_copy(const ClusterView& view, NodeId n) {
  return view.claim.held_by(n) && view.claim.other != NodeId::none && !view.claim.resume_owed &&
         view.at(n).is_executing();
}

// The first violation of several answers.
template <class... Rest>
Broken first_of(const Broken& broken, const Rest&... rest) {
  if constexpr (sizeof...(Rest) == 0) {
    return broken;
  } else {
    return broken ? broken : first_of(rest...);
  }
}

}  // namespace

Broken unproven_stop(const MethodEnded& ended) {
  if (ended.setting.method != Method::stop || ended.result != Result::success) return {};
  const NodeId self = ended.setting.self;
  if (!proves_inactive(seen_at(ended, self))) return {Violation::unproven_stop, self};
  const bool names_another = ended.reason == Reason::stopped && ended.node != NodeId::none;
  if (names_another && !proves_inactive(seen_at(ended, ended.node))) {
    return {Violation::unproven_stop, ended.node};
  }
  return {};
}

Broken unproven_start(const MethodEnded& ended) {
  if (!starts(ended.setting.method) || ended.result != Result::success) return {};
  const Seen here = seen_at(ended, ended.setting.self);
  const bool waits = ended.reason == Reason::paused_tolerated && here == Seen::paused;
  if (here == Seen::executing || waits) return {};
  return {Violation::unproven_start, ended.setting.self};
}

Broken forbidden_migration(const MigrationBegun& begun) {
  const Setting& s = begun.setting;
  const NodeId source = begun.request.source;
  const Broken broken{Violation::forbidden_migration, source};
  if (s.failover == FailoverType::normal || begun.source_seen != Seen::executing) return broken;
  if (s.method == Method::start) return begun.request.target == s.self ? Broken{} : broken;
  if (s.method != Method::stop && s.method != Method::hand_over) return broken;
  if (source != s.self || !begun.facts.status_ok || !begun.facts.last_plugin_ok) return broken;
  const bool asked = s.method == Method::stop ? begun.intent == StopIntent::switch_over &&
                                                    begun.facts.target == begun.request.target
                                              : s.hand_over_to == begun.request.target;
  return asked ? Broken{} : broken;
}

Broken act_of_old_epoch(const ClusterView& before, const ActDone& done) {
  if (done.blind) {
    const bool allowed = done.method == Method::stop && done.act.node == done.actor &&
                         (done.act.verb == Verb::destroy || done.act.verb == Verb::undefine);
    return allowed ? Broken{} : Broken{Violation::act_of_old_epoch, done.act.node};
  }
  if (done.epoch_of_actor == before.claim.epoch) return {};
  return {Violation::act_of_old_epoch, done.act.node};
}

Broken destroyed_unheld(const ClusterView& before, const ActDone& done) {
  if (done.act.verb != Verb::destroy || done.act.node == done.actor) return {};
  const NodeId n = done.act.node;
  const Claim& claim = before.claim;
  const bool condemned = claim.state == ClaimState::condemned && claim.owner == n;
  const bool held_elsewhere = claim.state == ClaimState::held && claim.owner != n;
  const bool settles = claim.unsettled() && claim.other == n;
  // R15: the stop of the source takes down what it migrated away.
  const bool follows =
      done.method == Method::stop && claim.migrated_away_from(done.actor) && claim.owner == n;
  if (condemned || settles || follows || (held_elsewhere && done.owner_executes)) return {};
  return {Violation::destroyed_unheld, n};
}

Broken claim_skips(const ClusterView& before, const ClusterView& after) {
  const std::uint32_t was = before.claim.epoch;
  const std::uint32_t is = after.claim.epoch;
  if (is == was || is == was + 1) return {};
  return {Violation::claim_skips, after.claim.owner};
}

Broken claim_changed(const ClusterView& before, const ClusterView& after) {
  if (before.claim.epoch != after.claim.epoch || before.claim == after.claim) return {};
  return {Violation::claim_changed, after.claim.owner};
}

Broken good_copy_destroyed(const ClusterView& before, const ActDone& done) {
  const NodeId n = done.act.node;
  const bool kills = starts(done.method) && done.act.verb == Verb::destroy;
  if (!kills || index(n) >= before.node_count || !is_good_migrated_copy(before, n)) return {};
  return {Violation::good_copy_destroyed, n};
}

Broken good_copy_refused(const ClusterView& after, const MethodEnded& ended) {
  const NodeId self = ended.setting.self;
  const bool refuses = starts(ended.setting.method) && ended.result == Result::failed;
  // What it was told: a start that could not ask, or was told otherwise, had reason to refuse.
  const bool knew = after.admin_readable && seen_at(ended, self) == Seen::executing;
  if (!refuses || !knew || index(self) >= after.node_count) return {};
  return is_good_migrated_copy(after, self) ? Broken{Violation::good_copy_refused, self} : Broken{};
}

Broken find_violation(const ClusterView& before, const ClusterView& after) {
  return first_of(claim_skips(before, after), claim_changed(before, after));
}

Broken find_violation(const ClusterView& before, const ActDone& done, const ClusterView& after) {
  return first_of(act_of_old_epoch(before, done), destroyed_unheld(before, done),
                  good_copy_destroyed(before, done), find_violation(before, after));
}

Broken find_violation(const ClusterView& before, const MigrationBegun& begun,
                      const ClusterView& after) {
  return first_of(forbidden_migration(begun), find_violation(before, after));
}

Broken find_violation(const ClusterView& before, const MethodEnded& ended,
                      const ClusterView& after) {
  return first_of(unproven_stop(ended), unproven_start(ended), good_copy_refused(after, ended),
                  find_violation(before, after));
}

}  // namespace xvm
