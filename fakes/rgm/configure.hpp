// fakes/rgm/configure.hpp
//
// Purpose: puts a group into the state (clrg create, clrs create) or changes its properties
// (clrg set, clrs set). The group must be at rest; VALIDATE is the caller's affair
// (Verb::validate). Thread rule: re-entrant; touches its arguments only.
//
//   if (ConfigError e = configure(state, GroupId{0}, config); e != ConfigError::none) refuse(e);
#pragma once

#include "fakes/rgm/view.hpp"

namespace xvm::fakes::rgm {

enum class ConfigError : std::uint8_t {
  none,
  no_such_position,
  empty_node_list,
  unknown_node,
  node_twice,
  unknown_affinity_target,
  affinity_to_itself,
  circular_affinities,  // strong ones
  retry_count_above_10,
  duration_of_0_s,
  group_busy,
};

ConfigError configure_view(View view, GroupId group, const GroupConfig& config);

template <unsigned Nodes, unsigned Groups>
ConfigError configure(StateOf<Nodes, Groups>& state, GroupId group, const GroupConfig& config) {
  return configure_view(view_of(state), group, config);
}

}  // namespace xvm::fakes::rgm

namespace xvm {
template <>
struct EnumText<fakes::rgm::ConfigError> {
  static constexpr std::array text{
      "none"sv,
      "there is no room for another resource group"sv,
      "Nodelist is empty"sv,
      "Nodelist names a node that the cluster has not"sv,
      "Nodelist names a node twice"sv,
      "RG_affinities names a group that does not exist; create that one first"sv,
      "RG_affinities names the group itself"sv,
      "RG_affinities would make a circle of strong affinities"sv,
      "Retry_count is above 10"sv,
      "a timeout or interval is 0 seconds; the least is 1"sv,
      "the resource group is busy; wait, or quiesce it first"sv};
};
}  // namespace xvm
