// model/tables/row_view.hpp
//
// Purpose: the rows of a table as plain values: for diagrams, enumeration tests and coverage. Made
// from the types of the table by rows_of<Table>(), one small instantiation a row.
// Thread rule: constants once made.
//
//   for (const RowView& row : rows_of<StopTable>()) print(row.source_name, row.event_name);
#pragma once

#include "model/machine/feeds.hpp"
#include "model/tables/introspection.hpp"

#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

namespace xvm {

// Every event a table can be fed: those of executors, then those the stepper raises.
using OutsideEvents = boost::mp11::mp_rename<Event, boost::mp11::mp_list>;
using AllEvents =
    boost::mp11::mp_append<OutsideEvents, boost::mp11::mp_list<Called, Judged, Returned>>;

struct RowView {
  static constexpr std::size_t stays = static_cast<std::size_t>(-1);

  std::size_t source = 0;  // number of the state
  std::size_t event = 0;   // position in AllEvents
  std::size_t target = 0;  // number of the state, or `stays`
  std::string_view source_name;
  std::string_view event_name;
  std::string_view target_name;
  std::vector<std::string> guards;  // names as written in the row
  std::vector<std::string> actions;
  bool has_guard = false;
  int moves = 0;  // how many values the verdict has that the guard tests; 0: it tests none
  bool (*holds)(const Context&, const Fed&) = nullptr;
};

// A function's or enumerator's name as written, without scopes: "give<Return::blind>" -> "give
// blind".
std::string readable_name(std::string_view pretty);

// Carries a function in its type. The type's name is mangled in the same way by every compiler,
// while __PRETTY_FUNCTION__ is not: clang 14 leaves the template arguments of a function out.
template <auto>
struct Written {};

// The readable name of what a Written carries.
std::string name_of_written(const std::type_info& written);

template <auto Value>
std::string value_name() {
  if constexpr (std::is_enum_v<decltype(Value)>) {
    return std::string(to_text(Value));
  } else {
    return name_of_written(typeid(Written<Value>));
  }
}

template <class List>
struct FunctionNames {
  static std::vector<std::string> list() { return {}; }
};
template <auto... Functions>
struct FunctionNames<Do<Functions...>> {
  static std::vector<std::string> list() { return {value_name<Functions>()...}; }
};
template <auto... Functions>
struct FunctionNames<When<Functions...>> {
  static std::vector<std::string> list() { return {value_name<Functions>()...}; }
};

template <class Guard>
struct MovesTested {
  static constexpr int count = 0;
};
template <auto First, auto... Rest>
struct MovesTested<When<First, Rest...>> {
  using Kind = std::remove_const_t<decltype(First)>;
  static constexpr int count = [] {
    if constexpr (std::is_enum_v<Kind> && !std::is_same_v<Kind, Return>) {
      return static_cast<int>(enum_count<Kind>);
    } else {
      return 0;
    }
  }();
};

template <class RowType>
bool row_guard_holds(const Context& context, const Fed& fed) {
  using E = EventOf<RowType>;
  struct {
    const Context* context;
  } fsm{&context};
  if constexpr (std::is_same_v<typename RowType::Guard, none>) {
    return true;
  } else if constexpr (boost::mp11::mp_contains<OutsideEvents, E>::value) {
    return typename RowType::Guard{}(std::get<E>(*std::get<const Event*>(fed)), fsm, fsm, fsm);
  } else {
    return typename RowType::Guard{}(std::get<E>(fed), fsm, fsm, fsm);
  }
}

template <class Table, class RowType>
RowView view_of() {
  RowView view;
  view.source = state_number<Table, SourceOf<RowType>>;
  view.event = boost::mp11::mp_find<AllEvents, EventOf<RowType>>::value;
  view.source_name = type_name<SourceOf<RowType>>();
  view.event_name = type_name<EventOf<RowType>>();
  // Boost.MSM writes the source as the target of a row that stays.
  if constexpr (std::is_same_v<TargetOf<RowType>, SourceOf<RowType>>) {
    view.target = RowView::stays;
    view.target_name = view.source_name;
  } else {
    view.target = state_number<Table, TargetOf<RowType>>;
    view.target_name = type_name<TargetOf<RowType>>();
  }
  view.guards = FunctionNames<typename RowType::Guard>::list();
  view.actions = FunctionNames<typename RowType::Action>::list();
  view.has_guard = !view.guards.empty();
  view.moves = MovesTested<typename RowType::Guard>::count;
  view.holds = &row_guard_holds<RowType>;
  return view;
}

template <class Table, class List>
struct ViewsOf;
template <class Table, class... RowTypes>
struct ViewsOf<Table, boost::mp11::mp_list<RowTypes...>> {
  static std::vector<RowView> list() { return {view_of<Table, RowTypes>()...}; }
};

template <class Table>
std::vector<RowView> rows_of() {
  return ViewsOf<Table, RowsOf<Table>>::list();
}

}  // namespace xvm
