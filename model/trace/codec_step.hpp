// model/trace/codec_step.hpp
//
// Purpose: events and actions of the machines as JSON, both directions (shapes.hpp lists the
// fields). Thread rule: pure functions.
//
//   encode(Event{Begin{}}).dump() == R"({"kind":"begin"})"
#pragma once

#include "model/json/codec.hpp"
#include "model/machine/action.hpp"
#include "model/machine/event.hpp"

namespace xvm::json {

template <>
struct Codec<Event> {
  static Out encode(const Event& event);
  static bool decode(const In& in, Event& event, Decoding& how);
};

template <>
struct Codec<Action> {
  static Out encode(const Action& action);
  static bool decode(const In& in, Action& action, Decoding& how);
};

}  // namespace xvm::json
