// fakes/rgm/eligibility.hpp
//
// Purpose: where a group may run: node list, membership, affinities, ping-pong and evacuation
// (facts: GDS, sections 7.5, 7.6, 7.8).
// Thread rule: pure functions of the state.
//
//   NodeId n = best_node(v, g, every_node.without(source));   // NodeId::none: nowhere
#pragma once

#include "fakes/rgm/view.hpp"

namespace xvm::fakes::rgm {

inline constexpr unsigned not_in_list = 0xff;
// Position in the node list: 0 is the most preferred node.
unsigned rank(const GroupConfig& config, NodeId node);

// An operational member; none of its BOOT methods runs.
bool node_takes_groups(const View& v, NodeId node);

// The group's strong affinities allow the node now, and no group that had to leave it hangs there.
bool affinities_allow(const View& v, GroupId g, NodeId node);

// An administrator may send the group there.
bool may_run(const View& v, GroupId g, NodeId node);

// RGM by itself would: no failed START here of late, not evacuated a moment ago.
bool eligible(const View& v, GroupId g, NodeId node);

// The best eligible node of `among`: most weak affinities kept, then the order of the node list.
inline constexpr NodeSet every_node = NodeSet::first(max_nodes);
NodeId best_node(const View& v, GroupId g, NodeSet among = every_node);

// The node that the group is bound for (heading) can still take it.
bool heading_holds(const View& v, GroupId g);

// `g` declares `kind` (strong positive: of either sort) to `target`.
bool declares(const View& v, GroupId g, Affinity kind, GroupId target);
bool declares_strong_positive(const View& v, GroupId g, GroupId target);

// The group is on the node, as far as those who need its company are concerned.
bool keeps_company(const View& v, GroupId g, NodeId node);
// The group is on the node or bound for it: those who may not meet it must go or stay away.
bool claims_node(const View& v, GroupId g, NodeId node);
// ... so that those on the node must go now. (Without Pre_evict not before the group has stopped.)
bool presses(const View& v, GroupId g, NodeId node);

// A group with a strong negative affinity to `g` is still on the node.
bool must_make_room(const View& v, GroupId g, NodeId node);

}  // namespace xvm::fakes::rgm
