// libFuzzer target: whatever a toolstack prints, reading it ends, errors stay on one bounded line,
// and a list with an error holds no domain.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "agent/toolstack/copy_progress.hpp"
#include "agent/toolstack/host_memory.hpp"
#include "agent/toolstack/listed_domain.hpp"
#include "agent/toolstack/shutdown_log.hpp"
#include "agent/toolstack/toolstack_address.hpp"

namespace {

void check(const xvm::agent::Listing& all) {
  if (all.error.size() > 400 || all.error.find('\n') != std::string::npos) std::abort();
  if (!all.error.empty() && !all.domains.empty()) std::abort();
  for (const xvm::agent::ListedDomain& domain : all.domains) {
    if (!xvm::agent::is_uuid_text(domain.uuid) || domain.state.size() != 6) std::abort();
    (void)xvm::agent::observation_of(domain);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xvm::agent;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(read_xl_list(text));
  check(read_xm_list(text));
  (void)off_reason_in(text);
  (void)read_info(text);
  CopyProgress progress;
  progress.feed(text);
  const AddressReading uri = read_toolstack_uri(text.substr(0, 300));
  if (uri.error.empty() &&
      ssh_command_line(uri.address).find_first_of("$`;|&*?'\"\\\n") != std::string::npos) {
    std::abort();
  }
  return 0;
}
