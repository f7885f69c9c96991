#include "model/machine/feed_body.hpp"
#include "model/tables/stop_table.hpp"

namespace xvm {

Taken feed_stop(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<StopTable>(state, context, out, fed);
}

std::string_view stop_state_name(std::uint8_t state) { return state_name_in<StopTable>(state); }

}  // namespace xvm
