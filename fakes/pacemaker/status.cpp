// What the histories mean: where a resource may run, and what a migration left behind. Follows what
// Pacemaker 2.1.5 does with its history of migrate_to and migrate_from (recorded: S2, S2fresh, S3,
// S4, S5, S32, S33).
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Reader {
  const Machine& m;
  ResourceId r;
  NodeSet online;
  Status s{};

  const Cell& cell(NodeId n) const { return m.v.cell(r, n); }

  // Asked for by a controller that is gone.
  static bool under_way(const Cell& c, Op op) {
    return c.running == op || c.waiting[0] == op || c.waiting[1] == op;
  }
  void role_on(NodeId n) {
    const Cell& c = cell(n);
    const bool here = online.contains(n);
    const bool comes_up = here && (under_way(c, Op::start) || under_way(c, Op::migrate_from));
    if ((here ? c.role : c.seen) != Role::started && !comes_up) return;
    s.active = s.active.with(n);
    if (!here) return;
    if (c.failure != Failure::none || (c.found && m.v.cluster->respawn_restarts)) {
      s.failed = s.failed.with(n);
    }
    if (c.failure == Failure::block) s.blocked = true;
  }

  bool started_since(std::uint32_t order) const {
    for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
      const Record& start = cell(node_at(i)).start;
      if (start.result == Result::ok && start.order > order) return true;
    }
    return false;
  }
  // Something on the target tells more than the migration does. Actions of two nodes are compared
  // by their second, those of one node by their order.
  bool target_knows_more(NodeId source, NodeId target, bool old_arrival_counts) const {
    const Cell& t = cell(target);
    const Record& from = t.migrate_from;
    const std::uint32_t at_s = cell(source).migrate_to.at_s;
    const bool same_node = old_arrival_counts && from.result != Result::none && from.peer == source;
    const auto newer = [&](const Record& x) {
      if (x.result == Result::none && x.order == 0) return false;
      return same_node ? x.order > from.order : x.at_s > at_s;
    };
    return newer(t.stop) || newer(t.start) || newer(t.not_running);
  }

  void failed_migration(NodeId n, NodeId target) {
    if (!online.contains(target) || cell(target).role == Role::unknown) return;
    if (!target_knows_more(n, target, true)) s.active = s.active.with(target);
  }
  void sent(NodeId n, NodeId target) {
    const Cell& c = cell(n);
    const Record& from = cell(target).migrate_from;
    const std::uint32_t order = c.migrate_to.order;
    if (c.stop.order > order || c.migrate_from.order > order) return;  // the source knows more
    const bool received = from.peer == n && from.order > order;
    if (received && from.result == Result::ok) {
      s.dangling = s.dangling.with(n);
      s.active = s.active.without(n);
      s.failed = s.failed.without(n);
    } else if (received) {
      return;  // migrate_from failed: active on both, by their own histories
    } else if (online.contains(target) && !target_knows_more(n, target, false)) {
      s.active = s.active.with(target);
      if (online.contains(n)) s.partial_source = n, s.partial_target = target;
    } else {
      s.failed = s.failed.with(n);  // its memory went where nobody is
    }
  }
  void migration_from(NodeId n) {
    const Record& to = cell(n).migrate_to;
    if (to.result == Result::none || started_since(to.order)) return;
    if (!online.contains(n) && !m.v.node(n).unclean) return;
    switch (to.result) {
      case Result::pending:
        if (!online.contains(n) && online.contains(to.peer)) s.forced = s.forced.with(to.peer);
        return;
      case Result::failed: return failed_migration(n, to.peer);
      case Result::ok: return sent(n, to.peer);
      case Result::none: return;
    }
  }
};

}  // namespace

Status assess(const Machine& m, unsigned side, ResourceId r) {
  Reader reader{m, r, online_members(m, side)};
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) reader.role_on(node_at(i));
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) reader.migration_from(node_at(i));
  Status& s = reader.s;
  const bool many = s.active.size() > 1 && s.partial_source == NodeId::none;
  if (many && m.v.config(r).multiple_active == MultipleActive::block) s.blocked = true;
  return s;
}

NodeId current_node(const Status& s, NodeSet clean) {
  if (s.partial_source != NodeId::none) return s.partial_source;
  const NodeSet here = s.active & clean;
  for (const NodeId n : here.empty() ? s.active : here) return n;
  return NodeId::none;
}

NodeSet nodes_to_fence(const Machine& m, unsigned side) {
  const NodeSet online = online_members(m, side);
  NodeSet fence;
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
    const NodeId n = node_at(i);
    if (m.v.node(n).unclean && !m.v.parts[side].members.contains(n)) fence = fence.with(n);
    if (!online.contains(n)) continue;
    for (unsigned k = 0; k < m.v.resource_capacity; ++k) {
      const ResourceId r = resource_at(k);
      if (m.v.has(r) && m.v.cell(r, n).failure == Failure::fence) fence = fence.with(n);
    }
  }
  return fence;
}

}  // namespace xvm::fakes::pacemaker
