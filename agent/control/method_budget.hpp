// agent/control/method_budget.hpp
//
// Purpose: B, what a method may use (architecture, R11): Start_timeout or Stop_timeout, the latter
// times 0.80 through SUNW.gds, asked of the cluster by every start and stop. What the command line
// gives is not asked. A cluster that does not answer costs 2 s; then what it told last counts, and
// without that GDS's own default (300 s, 80 % of it to a stop): a budget that is too long would end
// in a kill in the middle of the shutdown, one that is too short only shortens the graceful phase.
// Thread rule: main thread, first thing in a method.
//
//   MethodBudget b = method_budget(options);
//   log.info(b.line);   // "budget 480 s (Stop_timeout 600 s, 80 % through SUNW.gds)"
#pragma once

#include "agent/control/known_timeouts.hpp"
#include "agent/control/options.hpp"
#include "agent/gds/method_timeout.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

struct MethodBudget {
  std::int64_t ms = 0;
  std::string line;      // for the log; empty for methods that ask nobody
  bool assumed = false;  // the cluster was asked and did not tell all of it
  KnownTimeouts known;   // what was known, and what was told now: to be kept
  bool is_news = false;  // told now, and not known so far
};

MethodBudget method_budget(const Options& options);

// The same from what was told. Pure.
MethodBudget judge_budget(const Options& options, bool has_cluster, const TimeoutAnswer& told,
                          const KnownTimeouts& known);

}  // namespace xvm::agent
