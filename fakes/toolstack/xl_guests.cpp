// What the fake xl and xm do to guests: create, destroy, pause, unpause, shutdown.
#include <fmt/format.h>

#include <regex>

#include "fakes/gds/state_folder.hpp"
#include "fakes/toolstack/xl_call.hpp"

namespace xvm::fakes::toolstack {
namespace {

// KEY="text" or KEY=number of an xl configuration; empty: not there.
std::string setting(const std::string& config, const std::string& key) {
  const std::regex pair("(^|[\\n;])\\s*" + key + "\\s*=\\s*(\"([^\"]*)\"|'([^']*)'|([0-9]+))");
  std::smatch match;
  if (!std::regex_search(config, match, pair)) return {};
  return match[3].matched ? match[3] : match[4].matched ? match[4] : match[5];
}

XenGuest guest_of(const std::string& config) {
  XenGuest guest;
  guest.config = config;
  guest.name = setting(config, "name");
  guest.uuid = setting(config, "uuid");
  if (guest.uuid.empty()) guest.uuid = "aaaaaaaa-0000-4000-8000-" + std::string(12, '1');
  const std::string type = setting(config, "type");
  guest.kind = from_text<Kind>(type).value_or(Kind::pv);
  const std::string memory = setting(config, "memory");
  if (!memory.empty()) guest.memory_mib = std::stoull(memory);
  if (setting(config, "on_reboot") == "destroy") guest.on_reboot = "destroy";
  if (setting(config, "on_poweroff") == "preserve") guest.on_poweroff = "preserve";
  Guest& inside = guest.node.domain.guest;
  inside.on_crash =
      setting(config, "on_crash") == "preserve" ? OnCrash::preserve : OnCrash::destroy;
  // "temper" is no setting of xl: a test's way to choose how the guest behaves.
  inside.temper = from_text<Temper>(setting(config, "temper")).value_or(Temper::graceful);
  return guest;
}

// The deed to the guest that the last word names.
template <class Deed>
int with_guest(XlCall& call, Deed deed) {
  int code = 0;
  if (call.last() == "0" || call.last() == "Domain-0") {
    return call.refuse("Cannot do that to privileged domain 0.");
  }
  call.node.change([&](NodeNow& now) {
    XenGuest* guest = now.find(call.last());
    code = guest != nullptr ? deed(now, *guest) : no_such_domain(call, call.last());
  });
  return code;
}

}  // namespace

int xl_create(XlCall& call) {
  const auto config = gds::read_text(call.last());
  if (!config) {
    return call.refuse(fmt::format("Failed to read config file: {}: No such file", call.last()));
  }
  XenGuest guest = guest_of(*config);
  if (guest.name.empty()) return call.refuse("Failed to parse config: no name");
  int code = 0;
  call.node.change([&](NodeNow& now) {
    if (now.find(guest.name) != nullptr || now.by_uuid(guest.uuid) != nullptr) {
      code = call.refuse("libxl: error: domain with name \"" + guest.name + "\" already exists.");
    } else if (now.free_mib < guest.memory_mib) {
      code = call.refuse("libxl: error: failed to free memory for the domain");
    } else {
      guest.node = apply(guest.node, {Ask::create_transient}).after;
      now.begin(guest, call.has("-p"));
    }
  });
  if (code == 0) call.err += "Parsing config from " + call.last() + "\n";
  return code;
}

int xl_destroy(XlCall& call) {
  return with_guest(call, [](NodeNow& now, XenGuest& guest) {
    // Nobody watches a guest any more that was kept after its crash.
    const bool watched = guest.node.domain.activity != Activity::crashed;
    now.end(guest, watched ? fmt::format("Domain {} has been destroyed.", guest.id) : "");
    return 0;
  });
}

int xl_pause(XlCall& call) {
  return with_guest(call, [](NodeNow& now, XenGuest& guest) {
    (void)now.ask(guest, Ask::suspend);
    return 0;
  });
}

// A shut down or suspended guest stays so: nothing of it waits for a processor.
int xl_unpause(XlCall& call) {
  return with_guest(call, [](NodeNow& now, XenGuest& guest) {
    if (!guest.suspended && guest.node.domain.activity == Activity::paused) {
      (void)now.ask(guest, Ask::resume);
    }
    return 0;
  });
}

int xl_resume(XlCall& call) {
  return with_guest(call, [&](NodeNow& now, XenGuest& guest) {
    if (!now.pace.has_resume) return call.refuse("xl: unrecognized command 'resume'");
    guest.suspended = false;
    guest.ending.clear();
    return 0;
  });
}

// Xen writes the request down for whoever runs or does not; only a guest that listens obeys.
int xl_shutdown(XlCall& call) {
  return with_guest(call, [](NodeNow& now, XenGuest& guest) {
    const bool was_asked = guest.node.domain.guest.asked != Asked::no;
    if (!guest.suspended) (void)now.ask(guest, Ask::send_shutdown);
    if (!was_asked) guest.obey_ms = now.clock_ms + now.pace.obey_ms;
    return 0;
  });
}

int xl_trigger(XlCall& call) {
  call.words.pop_back();  // "power"
  return with_guest(call, [&](NodeNow&, XenGuest& guest) {
    return guest.kind == Kind::hvm ? 0 : call.refuse("libxl: error: no trigger for this guest");
  });
}

}  // namespace xvm::fakes::toolstack
