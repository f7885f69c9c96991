// model/tables/row.hpp
//
// Purpose: how a row of a table is written. Guards and actions are plain named functions, so that a
// row reads like the specification and the diagrams can name them:
//
//   Row<ReadingClaim, ClaimRead, Surveying, Do<note_claim, survey_all>, When<is_readable>>
//
// Guards:  bool f(const Context&)            or  bool f(const Context&, const EventType&)
//          a Return, or a move of the table's verdict: When<Return::stopped, StopMove::settle>
// Actions: void f(Context&, Outbox&)         or  void f(Context&, Outbox&, const EventType&)
// Thread rule: constant types only.
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/context.hpp"

#include <boost/mp11/list.hpp>
#include <boost/mp11/mpl.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include <type_traits>

namespace xvm {

// Raised by the stepper, never by an executor.
struct Called {};    // the table was called, or its method begins
struct Judged {};    // a verdict lies in context.move
struct Returned {};  // the called table is through; context.returned says how

template <auto... Functions>
struct Do {
  template <class Event, class Fsm, class Source, class Target>
  void operator()(const Event& event, Fsm& fsm, Source&, Target&) const {
    (run<Functions>(*fsm.context, *fsm.out, event), ...);
  }

 private:
  template <auto Function, class Event>
  static void run(Context& context, Outbox& out, const Event& event) {
    if constexpr (std::is_invocable_v<decltype(Function), Context&, Outbox&, const Event&>) {
      Function(context, out, event);
    } else {
      Function(context, out);
    }
  }
};

template <auto... Functions>
struct When {
  template <class Event, class Fsm, class Source, class Target>
  bool operator()(const Event& event, Fsm& fsm, Source&, Target&) const {
    return (holds<Functions>(*fsm.context, event) && ...);
  }

 private:
  template <auto Function, class Event>
  static bool holds(const Context& context, const Event& event) {
    using Kind = std::remove_const_t<decltype(Function)>;
    if constexpr (std::is_same_v<Kind, Return>) {
      return context.returned == Function;
    } else if constexpr (std::is_enum_v<Kind>) {
      return context.move == static_cast<std::uint8_t>(Function);
    } else if constexpr (std::is_invocable_v<Kind, const Context&, const Event&>) {
      return Function(context, event);
    } else {
      return Function(context);
    }
  }
};

using boost::msm::front::none;
using Stay = none;  // target of an internal row: the state does not change

template <class Source, class Event, class Target, class Action = none, class Guard = none>
using Row = boost::msm::front::Row<Source, Event, Target, Action, Guard>;

// A list of rows; unlike mpl::vector it has no limit of length.
template <class... List>
using Rows = boost::mp11::mp_list<List...>;

using State = boost::msm::front::state<>;

// Base of every table. The two pointers are set when the table is loaded; they are no part of the
// machine's memory. The switches keep Boost.MSM lean and honest: without no_exception_thrown it
// swallows exceptions, without no_message_queue copies of a machine talk to the original.
template <class Derived>
struct TableOf : boost::msm::front::state_machine_def<Derived> {
  using no_exception_thrown = int;
  using no_message_queue = int;

  Context* context = nullptr;
  Outbox* out = nullptr;

  template <class Fsm, class Event>
  void no_transition(const Event&, Fsm&, int) {}  // the stepper reports it as impossible
};

}  // namespace xvm
