#include "model/machine/feed_body.hpp"
#include "model/tables/act_table.hpp"

namespace xvm {

Taken feed_act(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<ActTable>(state, context, out, fed);
}

std::string_view act_state_name(std::uint8_t state) { return state_name_in<ActTable>(state); }

}  // namespace xvm
