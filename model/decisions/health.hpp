// model/decisions/health.hpp
//
// Purpose: what a probe says of an observation, and why (2008 design, section 6: acceptable and
// restartable run states; architecture, section 3; R2, R13).
// Thread rule: pure functions.
//
//   judge_health(setting, {.activity = Activity::crashed}) -> {finish, unhealthy, guest_crashed}
#pragma once

#include "model/ports/hypervisor.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

enum class ProbeMove : std::uint8_t { finish, ask_witness, run_plugin, look_again };
template <>
struct EnumText<ProbeMove> {
  static constexpr std::array text{"finish"sv, "ask-witness"sv, "run-plugin"sv, "look-again"sv};
};

struct ProbeVerdict {
  ProbeMove move = ProbeMove::finish;
  Result result = Result::degraded;
  Reason reason = Reason::none;
  std::uint8_t plugin = 0;
  friend constexpr bool operator==(const ProbeVerdict&, const ProbeVerdict&) = default;
};

// A Xen guest that reboots is no domain for a moment: the first look at a node without it is
// followed by a second one.
enum class ProbeLook : std::uint8_t { first, second };

ProbeVerdict judge_health(const Setting& setting, const Observation& here,
                          ProbeLook look = ProbeLook::first);

// The hypervisor was silent and the second witness has spoken (R1, R2).
ProbeVerdict judge_witness(const Setting& setting, Witness witness);

// The plugin's exit status, passed through as GDS understands it: 0 healthy, 1..100 severity, 201
// immediate failover only where allowed, everything else complete failure (facts: GDS, 4.4).
ProbeVerdict judge_plugin(const Setting& setting, const PluginReturned& plugin);

}  // namespace xvm
