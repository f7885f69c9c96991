// sim/timed/latency.hpp
//
// Purpose: how long each thing takes on the virtual clock, drawn from the run's dice.
// Thread rule: one owner.
//
//   Latency latency(options, ~seed);
//   const std::int64_t at_us = now_us + latency.of_turn(turn, phase);
#pragma once

#include "model/machine/dice.hpp"
#include "sim/timed/method_clock.hpp"
#include "sim/timed/options.hpp"
#include "sim/world/choice.hpp"

namespace xvm::sim {

inline constexpr std::int64_t ms = 1'000;
inline constexpr std::int64_t second = 1'000'000;

class Latency {
 public:
  Latency(const Pace& pace, std::uint64_t seed) : o_(pace), dice_(seed) {}

  Dice& dice() { return dice_; }
  // Short ones are more frequent than long ones.
  std::int64_t between(std::int64_t low_us, std::int64_t high_us) {
    const auto span = static_cast<std::uint64_t>(high_us - low_us) + 1;
    const std::uint64_t one = dice_.roll() % span;
    const std::uint64_t other = dice_.roll() % span;
    return low_us + static_cast<std::int64_t>(std::min(one, other));
  }

  std::int64_t of_call(Asked asked, std::uint8_t detail, bool far);
  std::int64_t of_answer(bool far) { return between(200, far ? 20 * ms : 2 * ms) * o_.slow_calls; }
  std::int64_t of_guest(fakes::Ask ask);
  std::int64_t of_turn(fakes::Turn turn, fakes::Phase phase);
  std::int64_t of_late();
  std::int64_t of_repair(Kind kind);
  static std::int64_t bound_ms(Asked asked, bool member);

 private:
  Pace o_;
  Dice dice_;
};

}  // namespace xvm::sim
