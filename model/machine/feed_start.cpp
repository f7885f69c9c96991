#include "model/machine/feed_body.hpp"
#include "model/tables/start_table.hpp"

namespace xvm {

Taken feed_start(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<StartTable>(state, context, out, fed);
}

std::string_view start_state_name(std::uint8_t state) { return state_name_in<StartTable>(state); }

}  // namespace xvm
