// Where every resource shall run: one resource after the other takes its best node.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Assigner {
  const Machine& m;
  Assignment& a;
  bool quorate;

  bool by_capacity() const { return m.v.cluster->placement != PlacementStrategy::by_count; }
  Scores& scores(ResourceId r) const { return a.scores[index(r)]; }
  Score score(ResourceId r, NodeId n) const { return a.scores[index(r)][xvm::index(n)]; }
  std::int32_t memory(NodeId n) const { return a.memory_left[xvm::index(n)]; }

  Score effective(ResourceId r, NodeId n) const {
    if (!a.available.contains(n)) return -infinity;
    return r == ResourceId::none ? 0 : score(r, n);
  }
  // Is x better than y for r? Without r: as good nodes as such.
  bool before(ResourceId r, NodeId x, NodeId y, NodeId current) const {
    if (effective(r, x) != effective(r, y)) return effective(r, x) > effective(r, y);
    if (m.v.cluster->placement == PlacementStrategy::minimal) return x < y;
    const bool balanced = m.v.cluster->placement == PlacementStrategy::balanced;
    if (balanced && memory(x) != memory(y)) return memory(x) > memory(y);
    const auto count = [this](NodeId n) { return a.count[xvm::index(n)]; };
    if (count(x) != count(y)) return count(x) < count(y);
    if (x == current || y == current) return x == current;
    return x < y;
  }
  NodeId best_of_all(ResourceId r, NodeId current) const {
    NodeId best = node_at(0);
    for (unsigned i = 1; i < m.v.cluster->node_count; ++i) {
      if (before(r, node_at(i), best, current)) best = node_at(i);
    }
    return best;
  }

  // Those that must be where r is need their memory there too.
  std::int32_t memory_with_company(ResourceId r) const {
    std::int32_t sum = m.v.config(r).memory;
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const ResourceId other = resource_at(i);
      if (!a.assigned[i] && is_company(r, other)) sum += m.v.config(other).memory;
    }
    return sum;
  }
  bool is_company(ResourceId r, ResourceId other) const {
    if (!m.v.has(other) || other == r) return false;
    return must_be_with(other, r) || must_be_with(r, other);
  }
  bool must_be_with(ResourceId dependent, ResourceId primary) const {
    const ResourceConfig& c = m.v.config(dependent);
    for (unsigned k = 0; k < c.colocation_count; ++k) {
      if (c.colocations[k].with == primary && c.colocations[k].score >= infinity) return true;
    }
    return false;
  }
  bool fits(NodeId n, std::int32_t need) const { return need == 0 || need <= memory(n); }
  // Bans nodes without room for all of the company; if none has, those without room for r.
  void ban_full_nodes(ResourceId r) const {
    if (!by_capacity()) return;
    const std::int32_t together = memory_with_company(r);
    bool any = false;
    for (const NodeId n : a.available) any = any || (score(r, n) >= 0 && fits(n, together));
    const std::int32_t need = any ? together : m.v.config(r).memory;
    for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
      if (!fits(node_at(i), need)) scores(r)[i] = -infinity;
    }
  }

  void take(ResourceId r, NodeId n) const {
    a.assigned[index(r)] = true;
    a.chosen[index(r)] = n;
    if (n == NodeId::none) return;
    ++a.count[xvm::index(n)];
    a.memory_left[xvm::index(n)] -= m.v.config(r).memory;
  }
  bool allowed(ResourceId r, NodeId n) const {
    return n != NodeId::none && a.available.contains(n) && score(r, n) >= 0;
  }
  void take_best(ResourceId r) const {
    ban_full_nodes(r);
    const NodeId current = current_node(a.status[index(r)], a.clean);
    const NodeId best = best_of_all(r, current);
    NodeId chosen = best;
    if (score(r, best) > 0 && a.available.contains(best) && allowed(r, current) &&
        score(r, current) == score(r, best)) {
      chosen = current;  // as good as any: it stays
    }
    take(r, allowed(r, chosen) ? chosen : NodeId::none);
  }

  void be_with(ResourceId r, const Colocation& x) const {
    if (!m.v.has(x.with)) return;
    const Scores before_it = scores(r);
    assign(x.with);
    if (!a.assigned[index(x.with)]) return;  // a circle
    Scores work = scores(r);
    const NodeId there = a.chosen[index(x.with)];
    if (there == NodeId::none && x.score < 0) return;
    for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
      if (there == NodeId::none) {
        work[i] = add_scores(-x.score, work[i]);
      } else if (node_at(i) == there) {
        if (x.score < infinity) work[i] = add_scores(x.score, work[i]);
      } else if (x.score >= infinity) {
        work[i] = -infinity;
      }
    }
    const bool mandatory = x.score >= infinity || x.score <= -infinity;
    if (mandatory || any_available(a, work)) scores(r) = work;
    if (!mandatory && x.score < 0 && !any_available(a, scores(r))) scores(r) = before_it;
  }
  // Which of two constraints counts first: that to or of the more important resource.
  void colocations(ResourceId r) const {
    const ResourceConfig& c = m.v.config(r);
    std::uint8_t done = 0;
    for (unsigned round = 0; round < c.colocation_count; ++round) {
      unsigned next = max_colocations;
      for (unsigned k = 0; k < c.colocation_count; ++k) {
        if ((done >> k & 1) == 0 && (next == max_colocations || sooner(c, k, next))) next = k;
      }
      done = static_cast<std::uint8_t>(done | (1u << next));
      be_with(r, c.colocations[next]);
    }
    wishes_of_dependents(r);
  }
  bool sooner(const ResourceConfig& c, unsigned k, unsigned than) const {
    return more_important(c.colocations[k].with, c.colocations[than].with);
  }
  bool more_important(ResourceId x, ResourceId y) const {
    const Score px = m.v.has(x) ? m.v.config(x).priority : 0;
    const Score py = m.v.has(y) ? m.v.config(y).priority : 0;
    return px != py ? px > py : x < y;
  }
  void wishes_of_dependents(ResourceId r) const {
    std::uint64_t done = 0;
    for (;;) {
      ResourceId next = ResourceId::none;
      const Colocation* wish = nullptr;
      for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
        const ResourceId d = resource_at(i);
        if (!m.v.has(d) || (done >> i & 1) != 0) continue;
        const Colocation* x = wish_of(d, r);
        if (x == nullptr || (next != ResourceId::none && !more_important(d, next))) continue;
        next = d;
        wish = x;
      }
      if (next == ResourceId::none) return;
      done |= std::uint64_t{1} << index(next);
      add_wishes(m, a, next, scores(r),
                 static_cast<float>(wish->score) / static_cast<float>(infinity));
    }
  }
  const Colocation* wish_of(ResourceId dependent, ResourceId primary) const {
    const ResourceConfig& c = m.v.config(dependent);
    for (unsigned k = 0; k < c.colocation_count; ++k) {
      if (c.colocations[k].with == primary) return &c.colocations[k];
    }
    return nullptr;
  }

  void assign(ResourceId r) const {
    if (a.assigned[index(r)] || a.under_way[index(r)]) return;
    a.under_way[index(r)] = true;
    colocations(r);
    a.under_way[index(r)] = false;
    const Resource& resource = m.v.resource(r);
    const Status& s = a.status[index(r)];
    const NoQuorumPolicy policy = m.v.cluster->no_quorum_policy;
    if (!resource.managed || s.blocked) return take(r, current_node(s, a.clean));
    const bool stop = !resource.enabled || (!quorate && policy == NoQuorumPolicy::stop);
    const bool frozen = !quorate && policy == NoQuorumPolicy::freeze && s.active.empty();
    if (stop || frozen) return take(r, NodeId::none);
    take_best(r);
  }

  bool goes_first(ResourceId x, ResourceId y) const {
    const Score px = m.v.config(x).priority, py = m.v.config(y).priority;
    if (px != py) return px > py;
    if (!by_capacity()) return false;
    return compare_wishes(x, y) < 0;
  }
  // -1: x is placed before y: it wants more to stay, or to be on the better nodes.
  int compare_wishes(ResourceId x, ResourceId y) const {
    Scores sx = scores(x), sy = scores(y);
    add_wishes(m, a, x, sx, 1.0f, /*with_others=*/true);
    add_wishes(m, a, y, sy, 1.0f, /*with_others=*/true);
    const auto at_home = [this](ResourceId r, const Scores& s) {
      const NodeId n = current_node(a.status[index(r)], a.clean);
      return n == NodeId::none ? -infinity : s[xvm::index(n)];
    };
    if (at_home(x, sx) != at_home(y, sy)) return at_home(x, sx) > at_home(y, sy) ? -1 : 1;
    NodeSet rest = NodeSet::first(m.v.cluster->node_count);
    while (!rest.empty()) {
      NodeId best = NodeId::none;
      for (const NodeId n : rest) {
        if (best == NodeId::none || before(ResourceId::none, n, best, NodeId::none)) best = n;
      }
      rest = rest.without(best);
      const Score wx = sx[xvm::index(best)], wy = sy[xvm::index(best)];
      if (wx != wy) return wx > wy ? -1 : 1;
    }
    return 0;
  }
  // A stable insertion sort: the order of the CIB decides between equals.
  unsigned sort(std::array<ResourceId, max_resources>& order) const {
    unsigned size = 0;
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      if (!m.v.has(resource_at(i))) continue;
      unsigned at = size++;
      for (; at > 0 && goes_first(resource_at(i), order[at - 1]); --at) order[at] = order[at - 1];
      order[at] = resource_at(i);
    }
    return size;
  }
};

}  // namespace

void assign_all(const Machine& m, unsigned side, Assignment& a) {
  const NodeSet online = online_members(m, side);
  a.clean = online.without(nodes_to_fence(m, side));
  for (const NodeId n : a.clean) {
    if (!m.v.node(n).standby) a.available = a.available.with(n);
  }
  a.chosen.fill(NodeId::none);
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
    a.memory_left[i] = m.v.node(node_at(i)).memory;
  }
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    const ResourceId r = resource_at(i);
    if (!m.v.has(r)) continue;
    a.status[i] = assess(m, side, r);
    a.scores[i] = own_scores(m, a, r);
  }
  const bool quorate =
      m.v.parts[side].quorate || m.v.cluster->no_quorum_policy == NoQuorumPolicy::ignore;
  const Assigner assigner{m, a, quorate};
  std::array<ResourceId, max_resources> order{};
  const unsigned size = assigner.sort(order);
  for (unsigned i = 0; i < size; ++i) assigner.assign(order[i]);
}

}  // namespace xvm::fakes::pacemaker
