// agent/registration/registration_times.hpp
//
// Purpose: the times that a resource is registered with, and what follows from them for its
// restarts (facts: GDS, 5.2 to 5.4). All in seconds.
// Thread rule: pure functions.
//
//   RegistrationTimes t = registration_times(order, config, GdsForm::sunw);
//   t.stop_timeout_s == 750;     // a stop through SUNW.gds has 80 % of it: 600
#pragma once

#include "agent/config/config.hpp"
#include "agent/registration/register_order.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

// Which of the two generic data services runs the commands.
enum class GdsForm : std::uint8_t { orcl, sunw };

struct RegistrationTimes {
  std::int64_t stop_timeout_s = 0;
  std::int64_t start_timeout_s = 0;
  std::int64_t probe_timeout_s = 0;
  std::int64_t probe_interval_s = 0;
  std::int64_t retry_count = 0;
  std::int64_t retry_interval_s = 0;
  std::int64_t retry_interval_needed_s = 0;  // above retry_interval_s: it was cut at 3600

  bool capped() const { return retry_interval_needed_s > retry_interval_s; }
};

// A probe that runs a plugin must outlast it (R11: every deadline inside the next one): this much.
inline constexpr std::int64_t probe_after_plugin_s = 5;

RegistrationTimes registration_times(const RegisterOrder& order, const Config& config,
                                     GdsForm form);

// How many results of `severity` (1..100) within Retry_interval add up to a restart.
std::int64_t results_until_restart(int severity);

// For the administrator, one line each: the budget, what Retry_interval means now, and what
// follows when it was capped.
std::vector<std::string> explain_times(const RegistrationTimes& times, GdsForm form);

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::GdsForm> {
  static constexpr std::array text{"ORCL.gds"sv, "SUNW.gds"sv};
};
}  // namespace xvm
