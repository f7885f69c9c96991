// model/json/checked.hpp
//
// Purpose: what reading foreign text ends in: a value, or one line that says what is wrong. Nothing
// that parses text throws.
// Thread rule: plain values.
//
//   Checked<std::uint32_t> epoch = claim_epoch("claim.0000000007");
//   if (!epoch) return report(epoch.error().text);
//   use(*epoch);
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

enum class Fault : std::uint8_t {
  malformed,     // not what this version writes: torn, edited by hand, or of another kind
  newer_format,  // written by a newer version: only an upgrade of this node helps
  unknown_node,  // names a node that is not in the resource's node list
};
template <>
struct EnumText<Fault> {
  static constexpr std::array text{"malformed"sv, "newer-format"sv, "unknown-node"sv};
};

struct Problem {
  Fault fault = Fault::malformed;
  std::string text;        // one line, no line end
  std::size_t column = 0;  // 1-based byte of the text where reading stopped; 0: not known

  friend bool operator==(const Problem&, const Problem&) = default;
};

template <class T>
class [[nodiscard]] Checked {
 public:
  Checked(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Checked(Problem problem) : held_(std::in_place_index<1>, std::move(problem)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Only when ok(): anything else is a mistake of the caller and ends the program.
  const T& operator*() const { return *std::get_if<0>(&held_); }
  T& operator*() { return *std::get_if<0>(&held_); }
  const T* operator->() const { return std::get_if<0>(&held_); }

  // Only when !ok().
  const Problem& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Problem> held_;
};

}  // namespace xvm
