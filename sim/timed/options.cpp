#include "sim/timed/options.hpp"

#include "model/machine/dice.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

std::uint8_t factor(Dice& dice) {
  constexpr std::array<std::uint8_t, 6> factors{1, 1, 1, 2, 5, 20};
  return dice.pick(factors);
}

std::uint32_t mean_between_faults_s(Dice& dice) {
  constexpr std::array<std::uint32_t, 5> means{60, 200, 600, 1200, 2400};
  return dice.pick(means);
}

Formation draw_formation(Dice& dice) {
  Formation f;
  f.policy.failover = dice.any<FailoverType>();
  if (dice.percent(25)) f.policy.on_migrate_fail = OnMigrateFail::stay;
  f.policy.strict_peers = dice.percent(15);
  f.temper = dice.percent(60) ? fakes::Temper::graceful : dice.any<fakes::Temper>();
  f.locks_image = dice.coin();
  f.apart = dice.percent(25);
  f.group.failover_mode = dice.percent(70)   ? rgm::FailoverMode::soft
                          : dice.percent(50) ? rgm::FailoverMode::hard
                                             : rgm::FailoverMode::none;
  f.group.failback = dice.percent(20);
  f.group.pre_evict = dice.coin();
  f.faults_of_a_kind = 255;
  return f;
}

RunOptions draw_shape(Dice& dice, std::uint64_t seed) {
  RunOptions o;
  o.seed = seed;
  o.formation = draw_formation(dice);
  o.eager = dice.percent(60);
  o.slow_calls = factor(dice);
  o.slow_guests = factor(dice);
  o.slow_copies = factor(dice);
  o.slow_repairs = factor(dice);
  return o;
}

std::uint32_t& mean_of(RunOptions& o, Fault f) { return o.mean_s[static_cast<std::size_t>(f)]; }

}  // namespace

RunOptions draw_quiet(std::uint64_t seed) {
  Dice dice(seed);
  return draw_shape(dice, seed);
}

RunOptions draw_options(std::uint64_t seed) {
  Dice dice(seed);
  RunOptions o = draw_shape(dice, seed);
  o.stragglers = dice.percent(10);
  for (std::uint32_t& mean_s : o.mean_s) {
    const bool strikes = dice.percent(30);
    const std::uint32_t drawn = mean_between_faults_s(dice);
    mean_s = strikes ? drawn : 0;
  }
  if (dice.percent(80)) mean_of(o, Fault::command) = 120;
  return o;
}

RunOptions draw_one_fault(std::uint64_t seed, Fault fault) {
  Dice dice(seed);
  RunOptions o = draw_shape(dice, seed);
  mean_of(o, Fault::command) = 200;
  mean_of(o, fault) = mean_between_faults_s(dice);
  return o;
}

std::string to_line(const RunOptions& o) {
  const Formation& f = o.formation;
  std::string text = fmt::format(
      "failover={} on-migrate-fail={} strict-peers={} temper={} locks-image={} apart={} "
      "failover-mode={} failback={} pre-evict={} slow-calls={} slow-guests={} slow-copies={} "
      "slow-repairs={} eager={} stragglers={} storm-s={} calm-s={} faults:",
      to_text(f.policy.failover), to_text(f.policy.on_migrate_fail), f.policy.strict_peers,
      to_text(f.temper), f.locks_image, f.apart, to_text(f.group.failover_mode), f.group.failback,
      f.group.pre_evict, o.slow_calls, o.slow_guests, o.slow_copies, o.slow_repairs, o.eager,
      o.stragglers, o.storm_s, o.calm_s);
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    if (o.mean_s[i] == 0) continue;
    text += fmt::format(" {}/{}s", to_text(static_cast<Fault>(i)), o.mean_s[i]);
  }
  return text;
}

}  // namespace xvm::sim
