#include "sim/timed/options.hpp"

#include "model/machine/dice.hpp"
#include "sim/world/swarm.hpp"

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

Policy draw_policy(Dice& dice) {
  Policy p;
  p.failover = dice.any<FailoverType>();
  if (dice.percent(25)) p.on_migrate_fail = OnMigrateFail::stay;
  p.strict_peers = dice.percent(15);
  if (dice.percent(15)) p.on_poweroff = OnPoweroff::stay;
  p.has_plugin = dice.percent(25);
  p.allow_201 = dice.coin();
  return p;
}

rgm::GroupConfig draw_group(Dice& dice) {
  rgm::GroupConfig c;
  c.failover_mode = dice.percent(70)   ? rgm::FailoverMode::soft
                    : dice.percent(50) ? rgm::FailoverMode::hard
                                       : rgm::FailoverMode::none;
  c.failback = dice.percent(20);
  c.pre_evict = dice.coin();
  if (dice.percent(25)) c.form = rgm::Form::sunw_gds;
  c.stop_timeout_s = dice.pick(std::array<std::uint16_t, 6>{600, 600, 600, 300, 120, 60});
  c.start_timeout_s = dice.pick(std::array<std::uint16_t, 4>{300, 300, 120, 60});
  c.retry_count = dice.pick(std::array<std::uint8_t, 4>{2, 2, 0, 5});
  c.pingpong_interval_s = dice.pick(std::array<std::uint16_t, 3>{3600, 3600, 360});
  return c;
}

DomainForm draw_domain(Dice& dice) {
  DomainForm f;
  f.policy = draw_policy(dice);
  f.temper = dice.percent(60) ? fakes::Temper::graceful : dice.any<fakes::Temper>();
  if (dice.percent(25)) f.on_crash = fakes::OnCrash::destroy;
  f.locks_image = dice.coin();
  f.group = draw_group(dice);
  return f;
}

// Each domain keeps away from the one before it, or follows it.
void set_affinities(Formation& f, rgm::Affinity kind) {
  for (std::size_t d = 1; d < f.domains.size(); ++d) {
    rgm::GroupConfig& c = f.domains[d].group;
    c.affinities[0] = {kind, static_cast<rgm::GroupId>(d - 1)};
    c.affinity_count = 1;
  }
}

Formation draw_formation(Dice& dice, ClusterSize size) {
  Formation f = alike(size, draw_domain(dice));
  const bool all_alike = dice.percent(40);
  for (DomainForm& d : f.domains) {
    if (!all_alike) d = draw_domain(dice);
  }
  if (dice.percent(25)) {
    set_affinities(f, rgm::Affinity::strong_negative);
  } else if (dice.percent(15)) {
    set_affinities(f, rgm::Affinity::strong_positive);
  }
  f.faults_of_a_kind = 255;
  return f;
}

RunOptions draw_shape(Dice& dice, std::uint64_t seed, ClusterSize size) {
  RunOptions o;
  o.seed = seed;
  o.formation = draw_formation(dice, size);
  o.eager = dice.percent(60);
  o.slow_calls = factor(dice);
  o.slow_guests = factor(dice);
  o.slow_copies = factor(dice);
  o.slow_repairs = factor(dice);
  return o;
}

std::string affinities_text(const rgm::GroupConfig& c) {
  std::string text;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    text += fmt::format(" affinity={}{}", to_text(c.affinities[i].kind),
                        rgm::index(c.affinities[i].target));
  }
  return text;
}

std::string domain_text(const DomainForm& f) {
  const rgm::GroupConfig& g = f.group;
  return fmt::format(
      "failover={} on-migrate-fail={} strict-peers={} on-poweroff={} plugin={} allow-201={} "
      "temper={} on-crash={} locks-image={} form={} "
      "failover-mode={} failback={} pre-evict={} stop-timeout={} start-timeout={} retry-count={}{}",
      to_text(f.policy.failover), to_text(f.policy.on_migrate_fail), f.policy.strict_peers,
      to_text(f.policy.on_poweroff), f.policy.has_plugin, f.policy.allow_201, to_text(f.temper),
      to_text(f.on_crash), f.locks_image, to_text(g.form), to_text(g.failover_mode), g.failback,
      g.pre_evict, g.stop_timeout_s, g.start_timeout_s, g.retry_count, affinities_text(g));
}

std::uint32_t& mean_of(RunOptions& o, Fault f) { return o.mean_s[static_cast<std::size_t>(f)]; }

}  // namespace

RunOptions draw_quiet(std::uint64_t seed, ClusterSize size) {
  Dice dice(seed);
  return draw_shape(dice, seed, size);
}

RunOptions draw_options(std::uint64_t seed, ClusterSize size) {
  Dice dice(seed);
  RunOptions o = draw_shape(dice, seed, size);
  o.stragglers = dice.percent(10);
  for (std::size_t f = 0; f < fault_kinds; ++f) {
    const bool strikes = dice.percent(swarm_percent(static_cast<Fault>(f)));
    const std::uint32_t drawn = mean_between_faults_s(dice);
    o.mean_s[f] = strikes ? drawn : 0;
  }
  if (dice.percent(80)) mean_of(o, Fault::command) = 120;
  return o;
}

RunOptions draw_one_fault(std::uint64_t seed, Fault fault, ClusterSize size) {
  Dice dice(seed);
  RunOptions o = draw_shape(dice, seed, size);
  mean_of(o, Fault::command) = 200;
  mean_of(o, fault) = mean_between_faults_s(dice);
  if (fault == Fault::plugin) {
    for (DomainForm& d : o.formation.domains) d.policy.has_plugin = true;
  }
  return o;
}

std::string text_of(const RunOptions& o) {
  std::string text = fmt::format(
      "nodes={} domains={} slow-calls={} slow-guests={} slow-copies={} slow-repairs={} eager={} "
      "stragglers={} storm-s={} calm-s={} faults:",
      o.formation.node_count, o.formation.domains.size(), o.slow_calls, o.slow_guests,
      o.slow_copies, o.slow_repairs, o.eager, o.stragglers, o.storm_s, o.calm_s);
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    if (o.mean_s[i] == 0) continue;
    text += fmt::format(" {}/{}s", to_text(static_cast<Fault>(i)), o.mean_s[i]);
  }
  std::string before;
  for (std::size_t d = 0; d < o.formation.domains.size(); ++d) {
    const std::string domain = domain_text(o.formation.domains[d]);
    if (domain != before) text += fmt::format("\n  domain {}: {}", d, domain);
    before = domain;
  }
  return text;
}

}  // namespace xvm::sim
