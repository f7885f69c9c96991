// model/tables/introspection.hpp
//
// Purpose: what a table consists of, read from its rows at compile time: states in the order of
// their numbers, events, and the names of everything, for traces, diagrams and enumeration tests.
// Thread rule: constants only.
//
//   state_names<StopTable>[0] == "Idle"
#pragma once

#include "model/tables/row.hpp"

#include <boost/mp11/algorithm.hpp>

#include <array>
#include <string_view>

namespace xvm {

template <class Row>
using SourceOf = typename Row::Source;
template <class Row>
using EventOf = typename Row::Evt;
template <class Row>
using TargetOf = typename Row::Target;

template <class Table>
using RowsOf = typename Table::transition_table;
template <class Table>
using EventsOf = boost::mp11::mp_unique<boost::mp11::mp_transform<EventOf, RowsOf<Table>>>;

// Boost.MSM numbers the states by the source column from top to bottom, then by the target column.
// The enumeration tests hold this against the back-end itself.
template <class Table>
using StatesOf = boost::mp11::mp_remove<boost::mp11::mp_unique<boost::mp11::mp_append<
                                            boost::mp11::mp_transform<SourceOf, RowsOf<Table>>,
                                            boost::mp11::mp_transform<TargetOf, RowsOf<Table>>>>,
                                        Stay>;

template <class Table, class State>
inline constexpr std::size_t state_number = boost::mp11::mp_find<StatesOf<Table>, State>::value;

// A type's own name, without the scopes around it.
template <class T>
constexpr std::string_view type_name() {
  const std::string_view text = __PRETTY_FUNCTION__;
  const std::size_t begin = text.find("T = ") + 4;
  const std::string_view full = text.substr(begin, text.find_first_of(";]", begin) - begin);
  const std::size_t scope = full.rfind("::");
  return scope == std::string_view::npos ? full : full.substr(scope + 2);
}

template <class List>
struct NamesOf;
template <class... Types>
struct NamesOf<boost::mp11::mp_list<Types...>> {
  static constexpr std::array<std::string_view, sizeof...(Types)> value{type_name<Types>()...};
};

template <class Table>
inline constexpr auto state_names = NamesOf<StatesOf<Table>>::value;

}  // namespace xvm
