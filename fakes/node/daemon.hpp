// fakes/node/daemon.hpp
//
// Purpose: the host and the daemon between a caller and the domain, and the calls that a frozen
// daemon has accepted and not yet carried out: the late effects of R14.
// Thread rule: plain values.
//
//   Host host;                         // up, daemon up
//   LateCalls late;  late.keep(Ask::create);
#pragma once

#include "fakes/node/request.hpp"

#include <array>

namespace xvm::fakes {

enum class Daemon : std::uint8_t { up, down, frozen };

// Reachability is not here: the caller does not deliver what the network would not.
struct Host {
  bool up = true;
  Daemon daemon = Daemon::up;  // down whenever the host is
  constexpr bool answers() const { return up && daemon == Daemon::up; }
  friend constexpr bool operator==(const Host&, const Host&) = default;
};

// Calls for one domain in the socket buffer of a frozen daemon, oldest first. Real buffers are
// larger, but a caller makes one call at a time and gives up after the first silence.
struct LateCalls {
  static constexpr std::size_t capacity = 3;
  std::array<Ask, capacity> asks{};
  std::uint8_t count = 0;

  // A call beyond the capacity is never carried out, as if its connection had not been accepted.
  constexpr void keep(Ask ask) {
    if (count < capacity) asks[count++] = ask;
  }
  friend constexpr bool operator==(const LateCalls&, const LateCalls&) = default;
};

}  // namespace xvm::fakes

namespace xvm {
template <>
struct EnumText<fakes::Daemon> {
  static constexpr std::array text{"up"sv, "down"sv, "frozen"sv};
};
}  // namespace xvm
