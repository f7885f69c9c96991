#include "model/machine/feed_body.hpp"
#include "model/tables/reconcile_table.hpp"

namespace xvm {

Taken feed_reconcile(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<ReconcileTable>(state, context, out, fed);
}

std::string_view reconcile_state_name(std::uint8_t state) {
  return state_name_in<ReconcileTable>(state);
}

}  // namespace xvm
