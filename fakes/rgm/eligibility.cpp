#include "fakes/rgm/eligibility.hpp"

namespace xvm::fakes::rgm {
namespace {

template <class F>
bool any_group(const View& v, F&& test) {
  for (unsigned i = 0; i < v.group_capacity; ++i) {
    const GroupId g = static_cast<GroupId>(i);
    if (v.has(g) && test(g)) return true;
  }
  return false;
}

bool is_strong_positive(Affinity a) {
  return a == Affinity::strong_positive || a == Affinity::strong_positive_delegating;
}

// Weak affinities kept at the node, minus those broken there.
int weak_score(const View& v, GroupId g, NodeId node) {
  const GroupConfig& c = v.group(g).config;
  int score = 0;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    const AffinityTo& a = c.affinities[i];
    if (!claims_node(v, a.target, node)) continue;
    if (a.kind == Affinity::weak_positive) ++score;
    if (a.kind == Affinity::weak_negative) --score;
  }
  return score;
}

bool strong_ones_allow(const View& v, GroupId g, NodeId node) {
  const GroupConfig& c = v.group(g).config;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    const AffinityTo& a = c.affinities[i];
    if (is_strong_positive(a.kind) && !keeps_company(v, a.target, node)) return false;
    if (a.kind == Affinity::strong_negative && claims_node(v, a.target, node)) return false;
  }
  return true;
}

}  // namespace

unsigned rank(const GroupConfig& config, NodeId node) {
  for (unsigned i = 0; i < config.node_count; ++i) {
    if (config.node_list[i] == node) return i;
  }
  return not_in_list;
}

bool node_takes_groups(const View& v, NodeId node) {
  return v.has(node) && v.node(node).state == NodeState::up && !v.node(node).rebooting;
}

bool declares(const View& v, GroupId g, Affinity kind, GroupId target) {
  const GroupConfig& c = v.group(g).config;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    if (c.affinities[i].target == target && c.affinities[i].kind == kind) return true;
  }
  return false;
}

bool declares_strong_positive(const View& v, GroupId g, GroupId target) {
  return declares(v, g, Affinity::strong_positive, target) ||
         declares(v, g, Affinity::strong_positive_delegating, target);
}

bool keeps_company(const View& v, GroupId g, NodeId node) {
  const Group& group = v.group(g);
  if (group.cause == Cause::restart) return group.master == node || group.heading == node;
  if (group.master != node) return false;
  return v.cell(g, node).rg != RgState::pending_offline || group.phase == Phase::evicting;
}

bool claims_node(const View& v, GroupId g, NodeId node) {
  return v.group(g).master == node || v.group(g).heading == node;
}

bool presses(const View& v, GroupId g, NodeId node) {
  const Group& group = v.group(g);
  if (group.master == node) return true;
  return group.heading == node &&
         (group.phase == Phase::evicting || group.phase == Phase::making_room);
}

bool must_make_room(const View& v, GroupId g, NodeId node) {
  return any_group(v, [&](GroupId other) {
    return v.group(other).master == node && declares(v, other, Affinity::strong_negative, g);
  });
}

bool affinities_allow(const View& v, GroupId g, NodeId node) {
  const bool hangs = any_group(v, [&](GroupId other) {
    return v.cell(other, node).rg == RgState::error_stop_failed &&
           declares(v, other, Affinity::strong_negative, g);
  });
  return !hangs && strong_ones_allow(v, g, node);
}

bool may_run(const View& v, GroupId g, NodeId node) {
  return rank(v.group(g).config, node) != not_in_list && node_takes_groups(v, node) &&
         affinities_allow(v, g, node);
}

bool eligible(const View& v, GroupId g, NodeId node) {
  return may_run(v, g, node) && !v.node(node).evacuated && !v.cell(g, node).pingpong;
}

// An administrator's wish and a restart in place overrule ping-pong and evacuation.
bool heading_holds(const View& v, GroupId g) {
  const Group& group = v.group(g);
  switch (group.cause) {
    case Cause::switch_to:
    case Cause::restart: return may_run(v, g, group.heading);
    default: return eligible(v, g, group.heading);
  }
}

NodeId best_node(const View& v, GroupId g, NodeSet among) {
  const GroupConfig& c = v.group(g).config;
  NodeId best = NodeId::none;
  int best_score = 0;
  for (unsigned i = 0; i < c.node_count; ++i) {
    const NodeId node = c.node_list[i];
    if (!among.contains(node) || !eligible(v, g, node)) continue;
    const int score = weak_score(v, g, node);
    if (best != NodeId::none && score <= best_score) continue;
    best = node;
    best_score = score;
  }
  return best;
}

}  // namespace xvm::fakes::rgm
