#include "model/machine/conduct.hpp"

#include "model/decisions/start_judgement.hpp"

#include <algorithm>
#include <variant>

namespace xvm {
namespace {

template <class... Kinds>
bool is_one_of(const Action& action) {
  return (std::holds_alternative<Kinds>(action) || ...);
}

// The claim that the event brought, if the event is a claim that could be read.
const Claim* claim_in(const Event& event) {
  const auto* read = std::get_if<ClaimRead>(&event);
  return read != nullptr && read->outcome == StoreOutcome::ok ? &read->newest : nullptr;
}

bool runs(const Machine& m, Table table) {
  return std::any_of(m.frames.begin(), m.frames.begin() + m.depth,
                     [table](const Frame& f) { return f.table == table; });
}

// The node that a request is about; nothing for requests about no node.
std::optional<NodeId> node_of(const Action& action) {
  return std::visit(
      [](const auto& a) -> std::optional<NodeId> {
        if constexpr (requires {
                        a.source;
                        a.target;
                      }) {
          return a.source;
        } else if constexpr (
            requires { a.node; } && !requires { a.reason; }) {
          return a.node;
        } else {
          return std::nullopt;  // Finish and Report may be about no node at all
        }
      },
      action);
}

}  // namespace

void Conduct::check(ConductRule rule, bool holds) {
  ++exercised[static_cast<std::size_t>(rule)];
  if (!holds && !broken_) broken_ = rule;
}

void Conduct::learn(const Event& event) {
  if (const auto* e = std::get_if<FactsRead>(&event)) facts_ = e->facts;
  if (const auto* e = std::get_if<Observed>(&event)) known_[index(e->node)] = classify(e->seen);
  if (const auto* e = std::get_if<Witnessed>(&event)) {
    if (e->witness == Witness::gone) known_[index(e->node)] = Seen::defined;
  }
  if (const auto* e = std::get_if<Exported>(&event)) {
    saved_ = e->outcome == ExportOutcome::failed ? saved_.without(e->node) : saved_.with(e->node);
  }
  if (const auto* e = std::get_if<Quarantined>(&event)) {
    saved_ = e->outcome == ExportOutcome::failed ? saved_.without(e->node) : saved_.with(e->node);
  }
}

// What was known of a node is no proof any more once something was done there.
void Conduct::forget(const Action& action) {
  if (const auto* a = std::get_if<Act>(&action)) known_[index(a->node)] = Seen::unknown;
  if (const auto* a = std::get_if<SendShutdown>(&action)) known_[index(a->node)] = Seen::unknown;
  if (const auto* a = std::get_if<StartMigration>(&action)) {
    known_[index(a->source)] = Seen::unknown;
    known_[index(a->target)] = Seen::unknown;
  }
}

void Conduct::check_act(const Machine& before, const Event& event, const Act& act,
                        const Machine& after) {
  using enum ConductRule;
  const Claim& believed = before.context.claim;
  const Claim* read = claim_in(event);
  const bool own = act.node == setting_.self;
  if (read != nullptr) {
    check(r4_act_follows_reread, *read == believed);
  } else {
    check(r4_act_follows_reread, std::holds_alternative<ClaimRead>(event));
    const bool takes_down = act.verb == Verb::destroy || act.verb == Verb::undefine;
    check(r4_blind_is_a_stop_here, setting_.method == Method::stop && own && takes_down);
  }
  const bool unsettled_there = believed.unsettled() && believed.involves(act.node);
  switch (act.verb) {
    case Verb::create: check(r4_create_is_held, own && believed.held_by(act.node)); break;
    case Verb::resume:
      check(r4_resume_is_owed, believed.held_by(act.node) && believed.resume_owed);
      break;
    case Verb::undefine:
      check(r8_undefine_is_saved, saved_.contains(act.node));
      check(s6_evidence_is_kept, !unsettled_there);
      break;
    case Verb::destroy: check_destroy(believed, act.node, after); break;
  }
}

void Conduct::check_destroy(const Claim& believed, NodeId node, const Machine& after) {
  using enum ConductRule;
  if (node == setting_.self) {
    const bool hand_over = setting_.method == Method::hand_over;
    if (hand_over) check(s8_hand_over_never_stops, runs(after, Table::settling));
    return;
  }
  const bool condemned = believed.state == ClaimState::condemned && believed.owner == node;
  const bool rest_of_migration =
      believed.state == ClaimState::held && believed.other == node && believed.resume_owed;
  // R15: what the last stop here migrated away is taken down when the resource is disabled.
  const bool follows = setting_.method == Method::stop && setting_.engine == Engine::gds &&
                       believed.migrated_away_from(setting_.self) && believed.owner == node;
  // R13: the paused copy of a failed migration, while its owner executes here.
  const Seen copy = known(node);
  const bool is_debt = setting_.method == Method::reconcile && believed.held_by(setting_.self) &&
                       believed.other == node && known(setting_.self) == Seen::executing &&
                       is_active(copy) && copy != Seen::executing;
  check(r4_peer_destroy_is_named, condemned || rest_of_migration || follows || is_debt);
}

void Conduct::check_migration(const Machine& before, const StartMigration& r) {
  const Facts& f = facts_;
  bool allowed = setting_.failover != FailoverType::normal && r.source != r.target &&
                 setting_.nodes.contains(r.target) &&
                 r.live == (setting_.failover == FailoverType::migrate_live) &&
                 known(r.source) == Seen::executing && before.context.claim.moving_from(r.source) &&
                 before.context.claim.other == r.target;
  if (setting_.method == Method::stop) {
    allowed = allowed && setting_.engine == Engine::gds && f.readable &&
              f.on_off == OnOffSwitch::enabled && f.rg_state == RgState::pending_offline &&
              f.targets == TargetNodes::one && f.target == r.target && f.status_ok &&
              f.last_plugin_ok && !f.giveover && r.source == setting_.self;
  } else if (setting_.method == Method::hand_over) {
    allowed = allowed && r.source == setting_.self && r.target == setting_.hand_over_to &&
              f.status_ok && f.last_plugin_ok;
  } else if (setting_.method == Method::start) {
    allowed = allowed && r.target == setting_.self && f.readable && !f.online.contains(r.source);
  } else {
    allowed = false;
  }
  check(ConductRule::r10_migration_is_allowed, allowed);
}

void Conduct::check_link(const Machine& before, const LinkClaim& link) {
  const Claim& believed = before.context.claim;
  check(ConductRule::r4_links_next_epoch, link.next.epoch == believed.epoch + 1);
  const bool starts = setting_.method == Method::start || setting_.method == Method::take_over;
  const bool takes = link.next.held_by(setting_.self) && link.next.other == NodeId::none &&
                     !believed.held_by(setting_.self);
  if (!starts || !takes) return;
  const NodeSet named = believed.named().without(setting_.self) & members_of(setting_, facts_);
  for (NodeId n : named) check(ConductRule::r3_named_are_proven, is_known_inactive(n));
}

void Conduct::check_finish(const Finish& finish) {
  using enum ConductRule;
  if (finish.result != Result::success) return;
  switch (setting_.method) {
    case Method::stop:
      check(s4_stop_is_proven,
            is_known_inactive(setting_.self) &&
                (finish.reason != Reason::stopped || is_known_inactive(finish.node)));
      break;
    case Method::start:
    case Method::take_over:
      check(s4_start_is_proven,
            known(setting_.self) ==
                (finish.reason == Reason::paused_tolerated ? Seen::paused : Seen::executing));
      break;
    case Method::hand_over: {
      // A copy that crashed once it ran at the target was handed over all the same: the take-over
      // tells. A NO-OP hand-over rests on the claim and on nothing being active here.
      const Seen there = known(setting_.hand_over_to);
      check(s4_hand_over_is_proven,
            there == Seen::executing || there == Seen::dead || is_known_inactive(setting_.self));
      break;
    }
    case Method::validate:
    case Method::probe:
    case Method::reconcile: break;
  }
}

void Conduct::check_scope(const Action& action) {
  using enum ConductRule;
  switch (setting_.method) {
    case Method::probe:
      check(r13_probe_only_looks,
            is_one_of<Observe, AskWitness, RunPlugin, ArmTimer, Finish>(action));
      break;
    case Method::validate: check(validate_only_inspects, is_one_of<Inspect, Finish>(action)); break;
    case Method::reconcile: {
      const auto* act = std::get_if<Act>(&action);
      const bool creates = act != nullptr && act->verb == Verb::create;
      check(r13_janitor_never_starts,
            !creates && !is_one_of<Define, StartMigration, SendShutdown>(action));
      break;
    }
    case Method::hand_over:
      check(s8_hand_over_never_stops, !is_one_of<SendShutdown, Define>(action));
      break;
    case Method::start:
    case Method::stop:
    case Method::take_over: break;
  }
}

void Conduct::check_action(const Machine& before, const Event& event, const Action& action,
                           const Machine& after) {
  check_scope(action);
  if (const auto node = node_of(action)) {
    check(ConductRule::node_of_the_list, setting_.nodes.contains(*node));
  }
  if (const auto* a = std::get_if<Act>(&action)) check_act(before, event, *a, after);
  if (const auto* a = std::get_if<LinkClaim>(&action)) check_link(before, *a);
  if (const auto* a = std::get_if<Finish>(&action)) check_finish(*a);
  if (const auto* a = std::get_if<StartMigration>(&action)) {
    const Claim* read = claim_in(event);
    check(ConductRule::r4_act_follows_reread, read != nullptr && *read == before.context.claim);
    check_migration(before, *a);
  }
  forget(action);
}

std::optional<ConductRule> Conduct::see(const Machine& before, const Event& event,
                                        const Outbox& out, const Machine& after) {
  learn(event);
  for (const Action& action : out) check_action(before, event, action, after);
  const auto ends =
      std::count_if(out.begin(), out.end(), [](const Action& a) { return is_one_of<Finish>(a); });
  const bool is_last = !out.empty() && is_one_of<Finish>(*(out.end() - 1));
  check(ConductRule::ends_with_finish, after.finished() ? ends == 1 && is_last : ends == 0);
  return broken_;
}

}  // namespace xvm
