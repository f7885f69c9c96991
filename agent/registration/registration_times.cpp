#include "agent/registration/registration_times.hpp"

#include "model/decisions/stop_budget.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

constexpr std::int64_t usual_probe_timeout_s = 30;    // GDS's own
constexpr std::int64_t least_retry_interval_s = 370;  // GDS's own
constexpr std::int64_t most_retry_interval_s = 3'600;

std::int64_t stop_timeout_s(std::int64_t budget_s, GdsForm form) {
  // ceil(budget / 0.8)
  return form == GdsForm::orcl ? budget_s : (budget_s * 5 + 3) / 4;
}

// Retry_count rounds of the slowest kind, and one round of probing more: the sum is compared after
// the last of them (facts: GDS, 5.4).
std::int64_t needed_retry_interval_s(const RegistrationTimes& t) {
  const std::int64_t probing_s = t.probe_interval_s + t.probe_timeout_s;
  return t.retry_count * (probing_s + t.stop_timeout_s + t.start_timeout_s) + probing_s;
}

}  // namespace

RegistrationTimes registration_times(const RegisterOrder& order, const Config& config,
                                     GdsForm form) {
  RegistrationTimes t;
  t.stop_timeout_s = stop_timeout_s(order.stop_budget_s, form);
  t.start_timeout_s = order.start_timeout_s;
  const std::int64_t longer_than_plugin_s =
      std::int64_t{config.plugin_timeout_s} + probe_after_plugin_s + 1;
  t.probe_timeout_s =
      order.probe_timeout_s.value_or(std::max(usual_probe_timeout_s, longer_than_plugin_s));
  t.probe_interval_s = order.probe_interval_s;
  t.retry_count = order.retry_count;
  t.retry_interval_needed_s = std::max(needed_retry_interval_s(t), least_retry_interval_s);
  t.retry_interval_s = std::min(t.retry_interval_needed_s, most_retry_interval_s);
  return t;
}

std::int64_t results_until_restart(int severity) {
  constexpr int complete_failure = 100;
  return (complete_failure + severity - 1) / severity;
}

std::vector<std::string> explain_times(const RegistrationTimes& t, GdsForm form) {
  const std::int64_t budget_ms = stop_budget_ms(t.stop_timeout_s * 1000, form == GdsForm::sunw);
  std::vector<std::string> lines{
      fmt::format("a stop may use {} s (Stop_timeout {} s{})", budget_ms / 1000, t.stop_timeout_s,
                  form == GdsForm::sunw ? ", 80 % of it through SUNW.gds" : ""),
      fmt::format("probe results are summed over Retry_interval {} s: {} results of 50 (a plugin "
                  "that times out counts 50), {} of 25 or {} of 10 within it now restart the guest",
                  t.retry_interval_s, results_until_restart(50), results_until_restart(25),
                  results_until_restart(10))};
  if (t.capped()) {
    lines.push_back(fmt::format(
        "Retry_interval would have to be {} s and cannot be above {}: when each stop and start "
        "takes as long as it may, {} restarts do not fit into it, and a guest that always fails is "
        "restarted on its node for ever; lower --retry-count, --stop-budget or --start-timeout",
        t.retry_interval_needed_s, most_retry_interval_s, t.retry_count));
  }
  return lines;
}

}  // namespace xvm::agent
