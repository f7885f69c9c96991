// model/vocabulary/timer.hpp
//
// Purpose: the named timers. The machines never know milliseconds; the driver and the timed world
// turn names into deadlines (decisions/stop_budget.hpp), the explorer into choices.
// Thread rule: constant data only; safe everywhere.
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

enum class Timer : std::uint8_t {
  graceful,         // end of the graceful phase of a shutdown (R11: 70 %)
  repeat,           // send the graceful request again, or look again
  immediate,        // end of the immediate phase (R11: 25 %)
  migration_limit,  // abort the copy (R11: 45 % of B)
  settle_poll,      // look at both sides again
  settle_limit,     // settled or given up (R11: 50 % of B)
  reboot_gap,       // probe on Xen: a guest that reboots is back by then, as a new domain
};
template <>
struct EnumText<Timer> {
  static constexpr std::array text{"graceful"sv,        "repeat"sv,      "immediate"sv,
                                   "migration-limit"sv, "settle-poll"sv, "settle-limit"sv,
                                   "reboot-gap"sv};
};

}  // namespace xvm
