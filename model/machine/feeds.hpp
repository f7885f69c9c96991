// model/machine/feeds.hpp
//
// Purpose: one function per table, compiled apart because Boost.MSM's back-end is dear to compile.
// Thread rule: pure.
#pragma once

#include "model/machine/step.hpp"
#include "model/tables/row.hpp"

#include <variant>

namespace xvm {

// What a table can be fed: an event of an executor, or one raised by the stepper.
using Fed = std::variant<const Event*, Called, Judged, Returned>;

#define XVM_TABLE_FEED(name)                                                             \
  Taken feed_##name(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed); \
  std::string_view name##_state_name(std::uint8_t state)

XVM_TABLE_FEED(validate);
XVM_TABLE_FEED(start);
XVM_TABLE_FEED(stop);
XVM_TABLE_FEED(probe);
XVM_TABLE_FEED(reconcile);
XVM_TABLE_FEED(shutdown);
XVM_TABLE_FEED(migration);
XVM_TABLE_FEED(settling);
XVM_TABLE_FEED(act);

#undef XVM_TABLE_FEED

}  // namespace xvm
