// model/vocabulary/enum_text.hpp
//
// Purpose: one spelling for each enumerator, used by logs, traces, scenarios, records and diagrams.
// Thread rule: constant data only; safe everywhere.
//
//   enum class Colour : std::uint8_t { red, green };
//   template <> struct EnumText<Colour> { static constexpr std::array text{"red"sv, "green"sv}; };
//   to_text(Colour::green) == "green";  from_text<Colour>("red") == Colour::red;
//
// An enumeration with a text table must start at 0 and have no gaps.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace xvm {

using namespace std::string_view_literals;

template <class E>
struct EnumText;  // specialised beside every enumeration of the vocabulary

// How many enumerators E has; enumeration tests walk 0 .. enum_count<E>-1.
template <class E>
inline constexpr std::size_t enum_count = EnumText<E>::text.size();

template <class E>
constexpr std::string_view to_text(E value) {
  const auto index = static_cast<std::size_t>(value);
  return index < enum_count<E> ? EnumText<E>::text[index] : "?"sv;
}

template <class E>
constexpr std::optional<E> from_text(std::string_view text) {
  for (std::size_t i = 0; i < enum_count<E>; ++i) {
    if (EnumText<E>::text[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace xvm
