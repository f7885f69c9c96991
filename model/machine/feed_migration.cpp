#include "model/machine/feed_body.hpp"
#include "model/tables/migration_table.hpp"

namespace xvm {

Taken feed_migration(std::uint8_t& state, Context& context, Outbox& out, const Fed& fed) {
  return feed_any<MigrationTable>(state, context, out, fed);
}

std::string_view migration_state_name(std::uint8_t state) {
  return state_name_in<MigrationTable>(state);
}

}  // namespace xvm
