// model/machine/step.hpp
//
// Purpose: the one entry to the tables: step(machine, event) -> actions. Production, simulator and
// explorer call nothing else.
// Thread rule: pure: no clock, no I/O, no globals; two threads may step two machines.
//
//   Machine m = begin_method(setting);
//   Outbox out;
//   step(m, Begin{}, out);                       // out: [ReadFacts]
//   step(m, FactsRead{facts}, out);              // the caller clears out between steps
//   if (m.finished()) ...                        // the last action was Finish
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/context.hpp"
#include "model/machine/event.hpp"

#include <string_view>

namespace xvm {

enum class Taken : std::uint8_t {
  taken,       // a row fired
  rejected,    // rows for this event exist in this state, but every guard said no
  noted,       // a timer ran out that nobody waits for now: remembered
  impossible,  // no row: the executor answered something that was not asked
};
template <>
struct EnumText<Taken> {
  static constexpr std::array text{"taken"sv, "rejected"sv, "noted"sv, "impossible"sv};
};

// A machine in the initial state of the setting's method; Begin is its first event.
Machine begin_method(const Setting& setting);

// Appends the actions of this step to out. Events after the end are impossible and change nothing.
Taken step(Machine& machine, const Event& event, Outbox& out);

// The name of a state of a table as written in the table, for traces and diagrams.
std::string_view state_name(Frame frame);

}  // namespace xvm
