#include "model/machine/feed_body.hpp"
#include "model/tables/shutdown_table.hpp"

namespace xvm {

Taken feed_shutdown(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<ShutdownTable>(state, context, out, fed);
}

std::string_view shutdown_state_name(std::uint8_t state) {
  return state_name_in<ShutdownTable>(state);
}

}  // namespace xvm
