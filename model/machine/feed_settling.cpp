#include "model/machine/feed_body.hpp"
#include "model/tables/settling_table.hpp"

namespace xvm {

Taken feed_settling(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<SettlingTable>(state, context, out, fed);
}

std::string_view settling_state_name(std::uint8_t state) {
  return state_name_in<SettlingTable>(state);
}

}  // namespace xvm
