// model/json/shape.hpp
//
// Purpose: a struct's fields listed once, for both directions of its JSON text and for tests that
// enumerate its values. A field that is forgotten, listed twice or named twice does not compile.
// Thread rule: constant data only.
//
//   struct Point { int x; int y; };
//   template <> struct Shape<Point> {
//     static constexpr std::tuple fields{Field{"x"sv, &Point::x}, Field{"y"sv, &Point::y}};
//   };
//
// A Shape of an alternative of a std::variant also has `kind`, its name in the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace xvm::json {

template <class T, class M>
struct Field {
  using Value = M;
  constexpr Field(std::string_view field_name, M T::*field_member)
      : name(field_name), member(field_member) {}
  std::string_view name;
  M T::*member;
};

template <class T>
struct Shape;  // specialised for each struct that is written as a JSON object

template <class T>
concept Shaped = requires {
  Shape<T>::fields;
};

namespace detail {

// Converts to the type of any member: T{AnyValue{}, AnyValue{}} is well-formed exactly as long as T
// has that many members.
struct AnyValue {
  template <class T>
  operator T() const;  // never defined, never called
};

template <class T, class... Given>
consteval std::size_t count_members() {
  if constexpr (requires { T{Given{}..., AnyValue{}}; }) {
    return count_members<T, Given..., AnyValue>();
  } else {
    return sizeof...(Given);
  }
}

template <class A, class B>
constexpr bool same_field(const A& a, const B& b) {
  if (a.name == b.name) return true;
  if constexpr (std::is_same_v<A, B>) {
    return a.member == b.member;
  } else {
    return false;
  }
}

template <class Fields>
constexpr bool all_distinct(const Fields& fields) {
  return std::apply(
      [](const auto&... field) {
        // Every field equals itself and no other one.
        [[maybe_unused]] const auto equals = [&]([[maybe_unused]] const auto& one) {
          return (0 + ... + same_field(one, field));
        };
        return ((equals(field) == 1) && ...);
      },
      fields);
}

}  // namespace detail

template <class T>
inline constexpr std::size_t member_count = detail::count_members<T>();

// Calls visit(name, member pointer) for each field; stops at the first that returns false.
template <Shaped T, class Visit>
constexpr bool for_each_field(Visit&& visit) {
  using Fields = std::remove_const_t<decltype(Shape<T>::fields)>;
  static_assert(std::tuple_size_v<Fields> == member_count<T>,
                "the Shape of this struct does not list all of its members");
  static_assert(detail::all_distinct(Shape<T>::fields),
                "the Shape of this struct lists a member or a name twice");
  return std::apply([&](const auto&... field) { return (visit(field.name, field.member) && ...); },
                    Shape<T>::fields);
}

}  // namespace xvm::json
