// model/machine/event.hpp
//
// Purpose: everything that can be told to a machine. Events are the outcomes of the ports, timer
// expiries and the begin of the method; nothing else reaches a table.
// Thread rule: plain values.
//
//   Event e = Observed{self, {.activity = Activity::running, .defined = true}};
#pragma once

#include "model/ports/admin_store.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/ports/inspection.hpp"
#include "model/vocabulary/timer.hpp"

#include <type_traits>
#include <variant>

namespace xvm {

struct Begin {
  friend constexpr bool operator==(const Begin&, const Begin&) = default;
};
struct Expired {
  Timer timer;
  friend constexpr bool operator==(const Expired&, const Expired&) = default;
};

using Event =
    std::variant<Begin, FactsRead, ProcessMonitorSilenced, ClaimRead, ClaimLinked, Exported,
                 Quarantined, Observed, Witnessed, Defined, ShutdownSent, Acted, Migrated,
                 JobAborted, JobIdle, TargetChecked, PluginReturned, Inspected, Expired>;
static_assert(std::is_trivially_copyable_v<Event>);

}  // namespace xvm
