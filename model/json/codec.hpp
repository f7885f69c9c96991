// model/json/codec.hpp
//
// Purpose: values to JSON and back, type by type: numbers with their range, texts, enumerations by
// their one spelling, lists, and every struct that has a Shape.
// Thread rule: pure functions.
//
//   nlohmann::ordered_json out = encode(point);
//   Point back; Decoding how; bool ok = decode(in, back, how);   // else how.path, how.expected
//
// Another type joins by specialising Codec<T>.
#pragma once

#include <fmt/format.h>

#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "model/json/shape.hpp"
#include "model/vocabulary/enum_text.hpp"

namespace xvm::json {

using Out = nlohmann::ordered_json;  // keys stay in the order in which a person reads them
using In = nlohmann::json;

enum class UnknownKeys : std::uint8_t { tolerated, refused };

// How to read, and after a failure what was wrong where.
struct Decoding {
  UnknownKeys unknown_keys = UnknownKeys::tolerated;
  std::string path;      // "event.seen.activity"
  std::string expected;  // "expected true or false, found 7"

  std::string text() const { return path.empty() ? expected : path + ": " + expected; }
};

template <class T>
struct Codec;

template <class T>
Out encode(const T& value) {
  return Codec<T>::encode(value);
}
template <class T>
bool decode(const In& in, T& value, Decoding& how) {
  return Codec<T>::decode(in, value, how);
}

// A few characters of what stands there instead.
std::string found(const In& in);

inline bool refuse(Decoding& how, const In& in, std::string_view expected) {
  how.expected = fmt::format("expected {}, found {}", expected, found(in));
  return false;
}
// Call while returning from a failed part, innermost first.
inline bool at_key(Decoding& how, std::string_view key) {
  how.path = how.path.empty() ? std::string(key) : fmt::format("{}.{}", key, how.path);
  return false;
}

// The member `key` of the object `in`; null when it is missing (and `how` says so).
const In* member(const In& in, std::string_view key, Decoding& how);

template <class T>
bool decode_member(const In& in, std::string_view key, T& value, Decoding& how) {
  const In* part = member(in, key, how);
  return part != nullptr && (decode(*part, value, how) || at_key(how, key));
}

template <>
struct Codec<bool> {
  static Out encode(bool value) { return value; }
  static bool decode(const In& in, bool& value, Decoding& how) {
    if (!in.is_boolean()) return refuse(how, in, "true or false");
    value = in.get<bool>();
    return true;
  }
};

template <std::unsigned_integral T>
struct Codec<T> {
  static Out encode(T value) { return value; }
  static bool decode(const In& in, T& value, Decoding& how) {
    constexpr std::uint64_t most = std::numeric_limits<T>::max();
    if (!in.is_number_unsigned() || in.get<std::uint64_t>() > most) {
      return refuse(how, in, fmt::format("a whole number 0..{}", most));
    }
    value = static_cast<T>(in.get<std::uint64_t>());
    return true;
  }
};

template <>
struct Codec<std::string> {
  static Out encode(const std::string& value) { return value; }
  static bool decode(const In& in, std::string& value, Decoding& how) {
    if (!in.is_string()) return refuse(how, in, "a text");
    value = in.get_ref<const std::string&>();
    return true;
  }
};

template <class E>
requires requires { EnumText<E>::text; }
struct Codec<E> {
  static Out encode(E value) { return std::string(to_text(value)); }
  static bool decode(const In& in, E& value, Decoding& how) {
    const auto read =
        in.is_string() ? from_text<E>(in.get_ref<const std::string&>()) : std::nullopt;
    if (!read) return refuse(how, in, fmt::format("one of {}", fmt::join(EnumText<E>::text, "|")));
    value = *read;
    return true;
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static Out encode(const std::vector<T>& values) {
    Out list = Out::array();
    for (const T& value : values) list.push_back(json::encode(value));
    return list;
  }
  static bool decode(const In& in, std::vector<T>& values, Decoding& how) {
    if (!in.is_array()) return refuse(how, in, "a list");
    values.clear();
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (!json::decode(in[i], values.emplace_back(), how)) {
        return at_key(how, fmt::format("{}", i));
      }
    }
    return true;
  }
};

// Written as null: a key that may be missing could hide a torn or misspelt one.
template <class T>
struct Codec<std::optional<T>> {
  static Out encode(const std::optional<T>& value) {
    return value ? json::encode(*value) : Out(nullptr);
  }
  static bool decode(const In& in, std::optional<T>& value, Decoding& how) {
    value.reset();
    return in.is_null() || json::decode(in, value.emplace(), how);
  }
};

template <>
struct Codec<std::map<std::string, std::string>> {
  using Texts = std::map<std::string, std::string>;
  static Out encode(const Texts& value);
  static bool decode(const In& in, Texts& value, Decoding& how);
};

template <Shaped T>
struct Codec<T> {
  static Out encode(const T& value) {
    Out object = Out::object();
    add_fields(object, value);
    return object;
  }
  static void add_fields(Out& object, const T& value) {
    for_each_field<T>([&](std::string_view name, auto member) {
      object[std::string(name)] = json::encode(value.*member);
      return true;
    });
  }
  static bool decode(const In& in, T& value, Decoding& how) {
    if (!in.is_object()) return refuse(how, in, "an object");
    const bool read = for_each_field<T>([&](std::string_view name, auto member) {
      return decode_member(in, name, value.*member, how);
    });
    return read && (how.unknown_keys == UnknownKeys::tolerated || knows_all_keys(in, how));
  }

 private:
  static bool knows_all_keys(const In& in, Decoding& how) {
    for (const auto& entry : in.items()) {
      const std::string_view key = entry.key();
      const bool unknown =
          for_each_field<T>([&](std::string_view name, auto) { return name != key; });
      if (unknown) {
        how.expected = "unknown key";
        return at_key(how, key.substr(0, 40));
      }
    }
    return true;
  }
};

}  // namespace xvm::json
