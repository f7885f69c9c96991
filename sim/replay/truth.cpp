#include "sim/replay/truth.hpp"

#include "sim/replay/requests.hpp"

#include <algorithm>

namespace xvm::sim {
namespace {

using enum ConditionWord;

bool asks_anywhere(ConditionWord w) { return w == method_asks || w == method_did; }

// Whose requests ADMIN, the cluster manager and the own host get: the node is who asks.
NodeId asked_node(const Call& call, const CallAt& at) {
  const bool at_a_hypervisor =
      !is_for_store(call.asked) && !is_for_cluster(call.asked) && call.node != NodeId::none;
  if (!at_a_hypervisor) return at.node;
  return call.asked == Asked::check_target ? call.other : call.node;
}

bool always_counts(Work w) {
  return w == Work::start || w == Work::stop || w == Work::migrate_to || w == Work::migrate_from;
}

bool names(const std::vector<SequenceStep>& steps, Work w) {
  return std::any_of(steps.begin(), steps.end(),
                     [w](const SequenceStep& step) { return step.work == w; });
}

bool same(const Begun& b, const SequenceStep& step) {
  return b.work == step.work && b.node == step.node;
}

}  // namespace

bool Truth::holds(const Conditions& all) const {
  return std::all_of(all.begin(), all.end(), [this](const Condition& c) { return holds(c); });
}

bool Truth::executes(unsigned domain, NodeId n) const {
  return fakes::executing(cluster_.cell(domain, n));
}

unsigned Truth::executing(unsigned domain) const {
  unsigned count = 0;
  for (unsigned n = 0; n < cluster_.node_count(); ++n) count += executes(domain, node_at(n));
  return count;
}

bool Truth::is_defined_only(unsigned domain, NodeId n) const {
  for (unsigned i = 0; i < cluster_.node_count(); ++i) {
    const NodeId other = node_at(i);
    if (other != n && cluster_.is_member(other) && cluster_.cell(domain, other).defined) {
      return false;
    }
  }
  return cluster_.cell(domain, n).defined;
}

bool Truth::is_at(const Condition& c) const {
  const unsigned domain = c.with.domain;
  if (c.word == runs) return executing(domain) == 1;
  if (c.word == runs_nowhere) return executing(domain) == 0;
  const fakes::DomainCell& cell = cluster_.cell(domain, c.with.node);
  switch (c.word) {
    case runs_on: return fakes::executing(cell);
    case is_off: return !fakes::active(cell);
    case is_paused: return copy_of(cell) == Copy::paused;
    case is_incomplete: return copy_of(cell) == Copy::incomplete;
    case is_crashed: return cell.activity == Activity::crashed;
    case is_defined: return cell.defined;
    case is_undefined: return !cell.defined;
    default: return is_defined_only(domain, c.with.node);
  }
}

bool Truth::is_memory(const Condition& c) const {
  const unsigned domain = c.with.domain;
  if (c.word == booted_times) return cluster_.boots(domain) == c.with.number;
  const unsigned before = diary_.boots_before_deed(domain);
  bool alive = false;
  bool goes_on = false;
  for (unsigned n = 0; n < cluster_.node_count(); ++n) {
    const fakes::DomainCell& cell = cluster_.cell(domain, node_at(n));
    if (!fakes::active(cell) || cell.guest.memory.incarnation != before) continue;
    alive = true;
    goes_on = goes_on || fakes::executing(cell);
  }
  return c.word == kept_memory ? goes_on : !alive;
}

bool Truth::is_node(const Condition& c) const {
  const NodeId n = c.with.node;
  const bool up = cluster_.host(n).up;
  switch (c.word) {
    case node_up: return up && !cluster_.stands_still(n);
    case node_down: return !up;
    case node_member: return cluster_.is_member(n);
    default: return !cluster_.is_member(n);
  }
}

bool Truth::is_group(const Condition& c) const {
  const GroupWord now = cluster_.group(c.with.domain, c.with.node);
  switch (c.word) {
    case group_online: return now == GroupWord::online;
    case group_offline: return now == GroupWord::offline;
    case group_starting: return now == GroupWord::starting;
    case group_stopping: return now == GroupWord::stopping;
    case group_stop_failed: return now == GroupWord::stop_failed;
    default: return now == GroupWord::faulted;
  }
}

bool Truth::is_claim(const Condition& c) const {
  const Claim& claim = cluster_.claim(c.with.domain);
  switch (c.word) {
    case claim_none: return claim.state == ClaimState::none;
    case claim_held: return claim.held_by(c.with.node) && !claim.resume_owed;
    case claim_released: return claim.state == ClaimState::released;
    case claim_moving: return claim.moving_from(c.with.node) && claim.other == c.with.other;
    default: return claim.state == ClaimState::condemned && claim.owner == c.with.node;
  }
}

// --- methods -------------------------------------------------------------------------------------

bool Truth::occurred(const Condition& c, bool begins, bool anywhere) const {
  for (const Occurrence& o : diary_.occurrences()) {
    const bool here = anywhere || o.node == c.with.node;
    if (o.begins == begins && o.work == c.with.method && o.domain == c.with.domain && here) {
      return true;
    }
  }
  return false;
}

bool Truth::matches(const Condition& c, const CallAt& at) const {
  const Call& open = call(at);
  const bool asks = c.word == method_asks || c.word == method_asks_on;
  const bool there =
      asks ? open.stage == Stage::asked : open.stage == Stage::landed || open.stage == Stage::lost;
  if (!is_open(open) || open.by_watch || !there) return false;
  if (request_of(open) != static_cast<Request>(c.with.word)) return false;
  return asks_anywhere(c.word) || asked_node(open, at) == c.with.node;
}

std::optional<CallAt> Truth::find_call(const Condition& c) const {
  for (unsigned n = 0; n < cluster_.node_count(); ++n) {
    for (std::uint8_t probe = 0; probe < 2; ++probe) {
      const Doing doing = cluster_.doing(c.with.domain, node_at(n), probe);
      if (doing.life != Life::running || doing.work != c.with.method) continue;
      for (std::size_t i = 0; i < doing.calls.size(); ++i) {
        const CallAt at{c.with.domain, node_at(n), probe, static_cast<std::uint8_t>(i)};
        if (matches(c, at)) return at;
      }
    }
  }
  return std::nullopt;
}

std::optional<CallAt> Truth::call_of(const Conditions& all) const {
  for (const Condition& c : all) {
    const bool speaks = c.word == method_asks || c.word == method_asks_on || c.word == method_did ||
                        c.word == method_did_on;
    if (speaks) return find_call(c);
  }
  return std::nullopt;
}

bool Truth::has_ended(const Condition& c, bool because) const {
  const Ended* end = diary_.last_end(c.with.method, c.with.domain, c.with.node);
  return end != nullptr && end->result == c.with.result &&
         (!because || end->reason == c.with.reason);
}

std::size_t Truth::times_run(const Condition& c, bool anywhere) const {
  const auto& all = diary_.begun();
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const Begun& b) {
    return b.work == c.with.method && b.domain == c.with.domain &&
           (anywhere || b.node == c.with.node);
  }));
}

bool Truth::is_method(const Condition& c) const {
  switch (c.word) {
    case method_begins_on:
    case method_begins: return occurred(c, true, c.word == method_begins);
    case method_ends_on:
    case method_ends: return occurred(c, false, c.word == method_ends);
    case method_asks_on:
    case method_asks:
    case method_did_on:
    case method_did: return find_call(c).has_value();
    case method_ended_because:
    case method_ended: return has_ended(c, c.word == method_ended_because);
    default: return times_run(c, c.word == method_ran) == c.with.number;
  }
}

std::vector<Begun> Truth::counted(const Condition& c) const {
  std::vector<Begun> counted;
  for (std::size_t i = diary_.begun_before_deed(); i < diary_.begun().size(); ++i) {
    const Begun& b = diary_.begun()[i];
    const bool of_it = c.word == sequence || b.domain == c.with.domain;
    if (of_it && (always_counts(b.work) || names(c.with.steps, b.work))) counted.push_back(b);
  }
  return counted;
}

// Steps joined by '+' may have begun in any order.
bool Truth::is_sequence(const Condition& c) const {
  const std::vector<Begun> begun = counted(c);
  const std::vector<SequenceStep>& steps = c.with.steps;
  if (begun.size() != steps.size()) return false;
  std::vector<bool> used(begun.size());
  for (std::size_t first = 0; first < steps.size();) {
    std::size_t end = first + 1;
    while (end < steps.size() && steps[end].with_before) ++end;
    for (std::size_t i = first; i < end; ++i) {
      std::size_t k = first;
      while (k < end && (used[k] || !same(begun[k], steps[i]))) ++k;
      if (k == end) return false;
      used[k] = true;
    }
    first = end;
  }
  return true;
}

bool Truth::holds(const Condition& c) const {
  if (c.word <= defined_only_on) return is_at(c);
  if (c.word <= lost_memory) return is_memory(c);
  switch (c.word) {
    case migrates:
    case migrates_phase: {
      const Journey& j = cluster_.journey(c.with.domain);
      const auto wanted =
          c.word == migrates ? fakes::Phase::perform : static_cast<fakes::Phase>(c.with.word);
      return j.source != NodeId::none && j.migration.phase == wanted;
    }
    case sequence_of:
    case sequence: return is_sequence(c);
    case all_quiet: return under_way().empty();
    case no_recovery: return executing(c.with.domain) == 0;
    default: break;
  }
  if (c.word <= node_gone) return is_node(c);
  if (c.word <= group_faulted) return is_group(c);
  return c.word <= method_ran ? is_method(c) : is_claim(c);
}

}  // namespace xvm::sim
