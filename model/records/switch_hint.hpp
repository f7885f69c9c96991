// model/records/switch_hint.hpp
//
// Purpose: the target that `xvm switch` leaves for the stop it causes, where the cluster manager
// does not tell (before Solaris Cluster 4.2 a stop is not told its target node). Thread rule: pure
// functions.
//
//   Checked<SwitchHint> hint = parse_record<SwitchHint>(text);
//   std::optional<NodeId> target = target_of(*hint, newest_claim, names);
#pragma once

#include <optional>
#include <string>

#include "model/records/node_names.hpp"
#include "model/records/record_text.hpp"
#include "model/vocabulary/claim.hpp"

namespace xvm::records {

struct SwitchHint {
  std::string resource{};
  std::string target{};     // node name
  std::string writer{};     // node on which `xvm switch` ran
  std::uint32_t epoch = 0;  // of the newest claim then; 0: none
  std::string written{};    // wall time as text; for people only

  friend bool operator==(const SwitchHint&, const SwitchHint&) = default;
};

// A hint counts for the claim that it was written for and no other: one that was left behind (the
// switch was refused, the node crashed) must not steer a later stop. Clocks of different nodes
// cannot say how old it is; the epoch can.
std::optional<NodeId> target_of(const SwitchHint& hint, const Claim& newest,
                                const NodeNames& names);

template <>
struct RecordKind<SwitchHint> {
  static constexpr Schema schema{"switch-hint", 1, {}};
  static std::string fault_of(const SwitchHint& hint);
};

}  // namespace xvm::records

template <>
struct xvm::json::Shape<xvm::records::SwitchHint> {
  using T = records::SwitchHint;
  static constexpr std::tuple fields{Field{"resource"sv, &T::resource},
                                     Field{"target"sv, &T::target}, Field{"writer"sv, &T::writer},
                                     Field{"epoch"sv, &T::epoch}, Field{"written"sv, &T::written}};
};
