// Scores of one resource, and how wishes of others are merged into them (Pacemaker Explained,
// "Colocation Properties"; order and rounding as Pacemaker 2.1.5 does it).
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

bool banned_by_failures(const Machine& m, ResourceId r, NodeId n) {
  const Cell& cell = m.v.cell(r, n);
  const std::uint16_t threshold = m.v.config(r).migration_threshold;
  return cell.start_failed || (threshold != 0 && cell.failures >= threshold);
}

// A small factor must not swallow a wish.
Score attenuated(Score score, float factor) {
  const float exact = factor * static_cast<float>(score);
  const auto rounded = static_cast<Score>(exact < 0 ? exact - 0.5f : exact + 0.5f);
  if (rounded != 0 || score == 0) return rounded;
  return factor > 0 ? 1 : (factor < 0 ? -1 : 0);
}

struct Merge {
  const Machine& m;
  Assignment& a;

  Score wish_for(ResourceId other, NodeId n) const {
    const Score score = a.scores[index(other)][xvm::index(n)];
    return a.available.contains(n) && score > -infinity ? score : -infinity;
  }
  void add_one(ResourceId other, Scores& scores, float factor) const {
    for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
      const Score score = wish_for(other, node_at(i));
      if (factor < 0 && score < 0) continue;  // no wish to be where the other cannot be
      scores[i] = add_scores(attenuated(score, factor), scores[i]);
    }
  }
  // `others` = those that `other` wants to be with; else those that want to be with it.
  void of_others(ResourceId other, Scores& scores, float factor, bool with_others) const {
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const ResourceId dependent = resource_at(i);
      if (!m.v.has(dependent)) continue;
      if (with_others != (dependent == other)) continue;
      const ResourceConfig& c = m.v.config(dependent);
      for (unsigned k = 0; k < c.colocation_count; ++k) {
        const Colocation& x = c.colocations[k];
        if (!with_others && x.with != other) continue;
        const ResourceId next = with_others ? x.with : dependent;
        const float sign = factor < 0 ? -1.0f : 1.0f;  // a chain does not grow weaker
        add(next, scores, sign * static_cast<float>(x.score) / static_cast<float>(infinity),
            with_others, false);
      }
    }
  }
  void add(ResourceId other, Scores& scores, float factor, bool with_others, bool first) const {
    if (!m.v.has(other) || a.merging[index(other)]) return;
    a.merging[index(other)] = true;
    Scores work = scores;
    if (!first) add_one(other, work, factor);
    if (any_available(a, work)) {
      of_others(other, work, factor, with_others);
      scores = work;
    } else if (first) {
      scores = work;
    }
    a.merging[index(other)] = false;
  }
};

}  // namespace

Scores own_scores(const Machine& m, const Assignment& a, ResourceId r) {
  const Resource& resource = m.v.resource(r);
  const Status& s = a.status[index(r)];
  Scores scores{};
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
    const NodeId n = node_at(i);
    Score score = resource.config.location[i];
    if (resource.preferred == n) score = add_scores(score, infinity);
    if (resource.bans.contains(n)) score = -infinity;
    if (!resource.managed) {
      if (s.active.contains(n)) score = add_scores(score, infinity);
    } else if (s.active == NodeSet::of(n)) {
      score = add_scores(score, resource.config.stickiness);
    }
    if (banned_by_failures(m, r, n)) score = -infinity;
    scores[i] = score;
  }
  return scores;
}

bool any_available(const Assignment& a, const Scores& scores) {
  for (const NodeId n : a.available) {
    if (scores[xvm::index(n)] >= 0) return true;
  }
  return false;
}

void add_wishes(const Machine& m, Assignment& a, ResourceId other, Scores& scores, float factor,
                bool with_others) {
  const Merge merge{m, a};
  merge.add(other, scores, factor, with_others, /*first=*/with_others);
}

}  // namespace xvm::fakes::pacemaker
