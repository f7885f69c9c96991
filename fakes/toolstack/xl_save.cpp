// The fake save and restore: a guest in a file, with the memory that it had.
#include <fmt/format.h>

#include "fakes/gds/state_folder.hpp"
#include "fakes/toolstack/node_file.hpp"
#include "fakes/toolstack/xl_call.hpp"

namespace xvm::fakes::toolstack {

// xl save [-p] DOMAIN FILE: with -p the guest stays here, paused; without, it is gone.
int xl_save(XlCall& call) {
  if (call.words.size() < 3) return call.refuse("'save' requires at least 2 arguments.");
  const std::string file = call.last();
  call.words.pop_back();
  const bool stays = call.has("-p") && !call.is_xm;
  int code = 0;
  call.node.change([&](NodeNow& now) {
    XenGuest* guest = now.find(call.last());
    if (guest == nullptr) {
      code = no_such_domain(call, call.last());
      return;
    }
    if (guest->node.domain.activity == Activity::running) (void)now.ask(*guest, Ask::suspend);
    if (guest->node.domain.activity != Activity::paused) {
      code = call.refuse("Failed to save domain, resuming domain");
      return;
    }
    gds::replace_text(file, guest_json(*guest).dump() + "\n" + std::string(200'000, '.'));
    if (!stays) {
      now.log(*guest, fmt::format("Domain {} has shut down, reason code 2 0x2", guest->id));
      now.end(*guest, fmt::format("Domain {} has been destroyed.", guest->id));
    }
  });
  return code;
}

int xl_restore(XlCall& call) {
  const std::string text = gds::read_text(call.last()).value_or("");
  const Json saved = Json::parse(text.substr(0, text.find('\n')), nullptr, false);
  if (!saved.is_object())
    return call.refuse("File has wrong magic number - corrupt or for another");
  XenGuest guest = guest_from(saved);
  int code = 0;
  call.node.change([&](NodeNow& now) {
    if (now.by_uuid(guest.uuid) != nullptr || now.find(guest.name) != nullptr) {
      code = call.refuse("libxl: error: domain with name \"" + guest.name + "\" already exists.");
    } else if (now.free_mib < guest.memory_mib) {
      code = call.refuse("libxl: error: failed to free memory for the domain");
    } else {
      if (!call.has("-p")) guest.node.domain = set_going(guest.node.domain);
      now.begin(guest, call.has("-p"));
    }
  });
  return code;
}

}  // namespace xvm::fakes::toolstack
