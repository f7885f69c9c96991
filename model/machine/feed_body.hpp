// model/machine/feed_body.hpp
//
// Purpose: the body that every feed_*.cpp instantiates: from the variant to the static type that
// Boost.MSM dispatches on.
// Thread rule: pure.
#pragma once

#include "model/machine/feeds.hpp"
#include "model/machine/loader.hpp"

namespace xvm {

template <class Table>
Taken feed_any(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  const auto give = [&]<class Event>(const Event& event) {
    if constexpr (has_row_for<Table, Event>) {
      return feed<Table>(state, context, out, event);
    } else {
      return Taken::impossible;
    }
  };
  if (const auto* outside = std::get_if<const Event*>(&fed)) return std::visit(give, **outside);
  if (const auto* called = std::get_if<Called>(&fed)) return give(*called);
  if (const auto* judged = std::get_if<Judged>(&fed)) return give(*judged);
  return give(std::get<Returned>(fed));
}

}  // namespace xvm
