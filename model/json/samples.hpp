// model/json/samples.hpp
//
// Purpose: representative values of a type, made from the same Shape that the codec uses, for tests
// that enumerate: every enumerator, the ends of each number range, and each field varied alone.
// Thread rule: pure functions.
//
//   for (const Acted& acted : samples<Acted>()) round_trip(acted);
#pragma once

#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "model/json/shape.hpp"
#include "model/vocabulary/enum_text.hpp"

namespace xvm::json {

template <class T>
struct Samples;

template <class T>
std::vector<T> samples() {
  return Samples<T>::all();
}

template <>
struct Samples<bool> {
  static std::vector<bool> all() { return {false, true}; }
};

template <std::unsigned_integral T>
struct Samples<T> {
  static std::vector<T> all() { return {0, 1, std::numeric_limits<T>::max()}; }
};

template <>
struct Samples<std::string> {
  static std::vector<std::string> all() {
    return {"", "web", "a\"b\\c\n\t--><", "gr\xc3\xbc\xc3\x9f \xe2\x82\xac", std::string("\0x", 2)};
  }
};

template <class E>
requires requires { EnumText<E>::text; }
struct Samples<E> {
  static std::vector<E> all() {
    std::vector<E> values;
    for (std::size_t i = 0; i < enum_count<E>; ++i) values.push_back(static_cast<E>(i));
    return values;
  }
};

template <class T>
struct Samples<std::optional<T>> {
  static std::vector<std::optional<T>> all() {
    std::vector<std::optional<T>> values{std::nullopt};
    for (const T& value : samples<T>()) values.emplace_back(value);
    return values;
  }
};

template <class T>
struct Samples<std::vector<T>> {
  static std::vector<std::vector<T>> all() { return {{}, samples<T>()}; }
};

template <Shaped T>
struct Samples<T> {
  static std::vector<T> all() {
    std::vector<T> values{T{}};
    for_each_field<T>([&](std::string_view, auto member) {
      using Value = std::decay_t<decltype(T{}.*member)>;
      for (const auto& value : samples<Value>()) {
        T varied{};
        varied.*member = value;
        values.push_back(varied);
      }
      return true;
    });
    values.push_back(last_everywhere());
    return values;
  }

 private:
  // All fields away from their initial value at once: a mix-up of two fields shows here.
  static T last_everywhere() {
    T value{};
    for_each_field<T>([&](std::string_view, auto member) {
      using Value = std::decay_t<decltype(T{}.*member)>;
      value.*member = samples<Value>().back();
      return true;
    });
    return value;
  }
};

}  // namespace xvm::json
