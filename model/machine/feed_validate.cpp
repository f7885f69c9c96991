#include "model/machine/feed_body.hpp"
#include "model/tables/validate_table.hpp"

namespace xvm {

Taken feed_validate(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<ValidateTable>(state, context, out, fed);
}

std::string_view validate_state_name(std::uint8_t state) {
  return state_name_in<ValidateTable>(state);
}

}  // namespace xvm
