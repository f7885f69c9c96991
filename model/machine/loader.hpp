// model/machine/loader.hpp
//
// Purpose: loads a table into Boost.MSM's back-end, feeds it one event and unloads it again. The
// back-end lives for one event on the stack: it is never copied or moved, which would reset it
// (Boost.MSM, forwarding constructor), and it owns no memory of its own.
// Thread rule: pure. Included by the *_rows.cpp files only: the back-end is dear to compile.
//
//   Taken t = feed<StopTable>(frame.state, context, out, Observed{...});
#pragma once

#include "model/machine/step.hpp"
#include "model/tables/introspection.hpp"

#include <boost/msm/back/state_machine.hpp>

#include <string_view>
#include <type_traits>

namespace xvm {

// Writes or reads the active state through the back-end's own serialize(): its public door.
template <bool Loads>
class StateDoor {
 public:
  explicit StateDoor(int state = 0) : state_(state) {}
  int state() const { return state_; }

  template <class Part>
  StateDoor& operator&(Part& part) {
    if constexpr (std::is_same_v<Part, int[1]>) {  // the active states, one per region
      if constexpr (Loads) {
        part[0] = state_;
      } else {
        state_ = part[0];
      }
    }
    return *this;
  }

 private:
  int state_;
};

// Boost.MSM is not asked about events that stand in no row: each would cost a dispatch table.
template <class Table, class Event>
inline constexpr bool has_row_for = boost::mp11::mp_contains<EventsOf<Table>, Event>::value;

template <class Table, class Event>
Taken feed(std::uint8_t& state, Context& context, Outbox& out, const Event& event) {
  boost::msm::back::state_machine<Table> machine;
  machine.context = &context;
  machine.out = &out;
  StateDoor<true> load(state);
  machine.serialize(load, 0u);
  const auto handled = machine.process_event(event);
  state = static_cast<std::uint8_t>(machine.current_state()[0]);
  if ((handled & boost::msm::back::HANDLED_TRUE) != 0) return Taken::taken;
  return (handled & boost::msm::back::HANDLED_GUARD_REJECT) != 0 ? Taken::rejected
                                                                 : Taken::impossible;
}

template <class Table>
std::string_view state_name_in(std::uint8_t state) {
  static constexpr auto names = state_names<Table>;
  return state < names.size() ? names[state] : std::string_view("?");
}

}  // namespace xvm
