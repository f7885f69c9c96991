// model/machine/lives.hpp
//
// Purpose: test support. Whole method lives, written down as the events that an undisturbed world
// would send: for the benchmark and for the test that a step allocates nothing.
// Thread rule: builds vectors; not for the hot path.
//
//   for (const Life& life : lives()) {
//     Machine m = begin_method(life.setting);
//     for (const Event& e : life.events) step(m, e, out);   // the last one finishes the method
//   }
#pragma once

#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"

#include <ostream>
#include <string_view>
#include <vector>

namespace xvm {

struct Life {
  std::string_view name;
  Setting setting;
  std::vector<Event> events;
};

// For the names of parametrised tests.
inline void PrintTo(const Life& life, std::ostream* out) { *out << life.name; }

// One undisturbed life for each method, a stop that migrates and a stop that has to destroy.
std::vector<Life> lives();

}  // namespace xvm
