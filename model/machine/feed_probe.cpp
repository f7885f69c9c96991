#include "model/machine/feed_body.hpp"
#include "model/tables/probe_table.hpp"

namespace xvm {

Taken feed_probe(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<ProbeTable>(state, context, out, fed);
}

std::string_view probe_state_name(std::uint8_t state) { return state_name_in<ProbeTable>(state); }

}  // namespace xvm
