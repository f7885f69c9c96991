// sim/replay/cluster.hpp
//
// Purpose: the cluster on which a scenario is performed, whatever its size and its cluster manager:
// what can be asked of it, and how something happens to it. Conditions, deeds and timelines know
// nothing else.
// Thread rule: one owner.
//
//   while (cluster.advance(end_us)) look(cluster);
//   cluster.happen({.kind = Kind::freeze_host, .node = NodeId{0}});
#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/world/choice.hpp"
#include "sim/world/judge.hpp"
#include "sim/world/recovery.hpp"

#include <span>

namespace xvm::sim {

// Of a domain on a node, as the cluster manager says.
enum class GroupWord : std::uint8_t { offline, starting, online, stopping, stop_failed, faulted };

// A method of a domain on a node.
struct Doing {
  Life life = Life::none;
  Work work = Work::start;
  bool killed = false;
  std::span<const Call> calls;
};

// Who is told of every event, right after it.
class EventWatch {
 public:
  virtual ~EventWatch() = default;
  virtual void event(const Choice& choice, const Deeds& deeds) = 0;
};

class Cluster {
 public:
  virtual ~Cluster() = default;

  // One event; false when none is due until then, or an invariant is broken.
  virtual bool advance(std::int64_t end_us) = 0;
  virtual void pass_to(std::int64_t at_us) = 0;
  virtual void happen(const Choice& choice) = 0;
  virtual void watch(EventWatch* watch) = 0;
  // The last entry of the trace, if one is written: what failed, or nothing.
  virtual void end_trace(const std::string& failed) = 0;

  virtual std::int64_t now_us() const = 0;
  virtual std::uint64_t events() const = 0;
  virtual const Verdict& verdict() const = 0;
  // What must hold when all is quiet (S2, S8, S9).
  virtual Verdict verdict_at_rest() = 0;

  virtual unsigned node_count() const = 0;
  virtual unsigned domain_count() const = 0;
  virtual const fakes::DomainCell& cell(unsigned domain, NodeId n) const = 0;
  virtual const fakes::Host& host(NodeId n) const = 0;
  virtual bool stands_still(NodeId n) const = 0;
  virtual bool is_member(NodeId n) const = 0;
  virtual bool is_cut(NodeId from, NodeId to) const = 0;
  virtual Admin admin() const = 0;
  virtual bool lost_admin(NodeId n) const = 0;
  virtual const Claim& claim(unsigned domain) const = 0;
  virtual const Journey& journey(unsigned domain) const = 0;
  virtual unsigned boots(unsigned domain) const = 0;
  virtual Doing doing(unsigned domain, NodeId n, unsigned probe) const = 0;
  virtual bool has_late_call(unsigned domain) const = 0;
  virtual GroupWord group(unsigned domain, NodeId n) const = 0;
  virtual bool group_moves(unsigned domain) const = 0;
  // A node is about to be fenced, or to join.
  virtual bool membership_changes() const = 0;
  virtual NoRecovery why_not_running(unsigned domain) = 0;
  // Everything that is broken, as what repairs it.
  virtual std::vector<Choice> repairs() = 0;
};

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::GroupWord> {
  static constexpr std::array text{"offline"sv,  "starting"sv,    "online"sv,
                                   "stopping"sv, "stop-failed"sv, "faulted"sv};
};
}  // namespace xvm
