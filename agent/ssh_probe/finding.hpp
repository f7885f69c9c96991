// agent/ssh_probe/finding.hpp
//
// Purpose: what one probe found out, and what that weighs. Thread rule: plain values.
//
//   Finding found{Outcome::down, "nginx.service is failed"};
//   exit_status_of(found.outcome, order.weights) == 100
#pragma once

#include "agent/ssh_probe/probe_order.hpp"

namespace xvm::agent {

enum class Outcome : std::uint8_t {
  up,
  down,         // the guest itself says that the service is not up
  changing,     // on its way up or down: half of down, so that only lasting change restarts
  unreachable,  // no answer from the guest, or one that shows it in distress
  set_up,       // keys, names, files, arguments: says nothing about the guest
};
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::Outcome> {
  static constexpr std::array text{"up"sv, "down"sv, "changing"sv, "unreachable"sv, "set-up"sv};
};
}  // namespace xvm
namespace xvm::agent {

struct Finding {
  Outcome outcome = Outcome::set_up;
  std::string text = {};  // one line without the host: what was found, and what to do
};

constexpr int exit_status_of(Outcome outcome, const Weights& weights) {
  switch (outcome) {
    case Outcome::up: return 0;
    case Outcome::down: return weights.down;
    case Outcome::changing: return weights.down / 2;
    case Outcome::unreachable: return weights.unreachable;
    case Outcome::set_up: break;
  }
  return weights.set_up;
}

}  // namespace xvm::agent
