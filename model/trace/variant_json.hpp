// model/trace/variant_json.hpp
//
// Purpose: a std::variant of shaped structs as one JSON object: "kind" names the alternative, its
// fields stand beside it.
// Thread rule: pure functions.
//
//   encode_variant(Event{Expired{Timer::repeat}})  ->  {"kind":"expired","timer":"repeat"}
#pragma once

#include <type_traits>
#include <variant>

#include "model/json/codec.hpp"

namespace xvm::json {

template <class Variant>
void add_variant(Out& object, const Variant& value) {
  std::visit(
      [&](const auto& alternative) {
        using T = std::decay_t<decltype(alternative)>;
        object["kind"] = std::string(Shape<T>::kind);
        Codec<T>::add_fields(object, alternative);
      },
      value);
}

template <class Variant>
Out encode_variant(const Variant& value) {
  Out object = Out::object();
  add_variant(object, value);
  return object;
}

namespace detail {

template <class... T>
constexpr bool kinds_are_distinct(std::type_identity<std::variant<T...>>) {
  const auto uses = [](std::string_view kind) { return (0 + ... + int{Shape<T>::kind == kind}); };
  return ((uses(Shape<T>::kind) == 1) && ...);
}

template <class T, class Variant>
bool decode_alternative(const In& in, Variant& value, Decoding& how) {
  T alternative{};
  if (!json::decode(in, alternative, how)) return false;
  value = std::move(alternative);
  return true;
}

template <class... T>
bool decode_kind(std::string_view kind, const In& in, std::variant<T...>& value, Decoding& how,
                 bool& known) {
  bool read = false;
  known =
      ((Shape<T>::kind == kind && ((read = decode_alternative<T>(in, value, how)), true)) || ...);
  return read;
}

}  // namespace detail

// `what` names the variant in errors: "event".
template <class Variant>
bool decode_variant(const In& in, Variant& value, std::string_view what, Decoding& how) {
  static_assert(detail::kinds_are_distinct(std::type_identity<Variant>{}));
  const In* kind = member(in, "kind", how);
  if (kind == nullptr) return false;
  bool known = false;
  const bool read = kind->is_string() &&
                    detail::decode_kind(kind->get_ref<const std::string&>(), in, value, how, known);
  if (read || known) return read;
  refuse(how, *kind, fmt::format("a known kind of {}", what));
  return at_key(how, "kind");
}

}  // namespace xvm::json
