#include "fakes/toolstack/xen_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "fakes/gds/file_lock.hpp"
#include "fakes/toolstack/node_file.hpp"

namespace xvm::fakes::toolstack {
namespace {

std::int64_t wall_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

bool all_digits(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

XenGuest* NodeNow::find(const std::string& word) {
  for (XenGuest& guest : guests) {
    const bool named = guest.name + guest.ending == word;
    const bool numbered = all_digits(word) && std::to_string(guest.id) == word;
    if (guest.is_listed() && (named || numbered)) return &guest;
  }
  return nullptr;
}

XenGuest* NodeNow::by_uuid(const std::string& uuid) {
  for (XenGuest& guest : guests) {
    if (guest.uuid == uuid) return &guest;
  }
  return nullptr;
}

CallOutcome NodeNow::ask(XenGuest& guest, Ask what) {
  const DomainCell before = guest.node.domain;
  const Reply reply = apply(guest.node, {what});
  guest.node = reply.after;
  if (reply.outcome == CallOutcome::ok) follow(guest, before);
  return reply.outcome;
}

void NodeNow::happens(const std::string& name, Ask what) {
  if (XenGuest* guest = find(name)) (void)ask(*guest, what);
  std::erase_if(guests, [](const XenGuest& g) { return g.id == 0; });
}

void NodeNow::log(const XenGuest& guest, const std::string& line) const {
  std::filesystem::create_directories(folder / "log");
  std::ofstream(folder / "log" / ("xl-" + guest.name + ".log"), std::ios::app) << line << "\n";
}

void NodeNow::begin(XenGuest guest, bool paused) {
  guest.id = next_id++;
  guest.begun_ms = clock_ms;
  guest.boot_ms = clock_ms + pace.boot_ms;
  guest.node.domain.driver = Driver::qemu;  // whose answers to calls are xl's: at once
  if (paused) guest.node.domain = stopped(guest.node.domain, PauseReason::user);
  free_mib -= std::min(free_mib, guest.memory_mib);
  log(guest, fmt::format("Waiting for domain {} (domid {}) to die [pid 1]", guest.name, guest.id));
  guests.push_back(std::move(guest));
}

void NodeNow::end(XenGuest& guest, const std::string& log_line) {
  if (!log_line.empty()) log(guest, log_line);
  free_mib += guest.memory_mib;
  guest.id = 0;
}

// What xl's watching process does with a guest that shut down, crashed or rebooted.
void NodeNow::follow(XenGuest& guest, const DomainCell& was) {
  const DomainCell& cell = guest.node.domain;
  const Activity before = was.activity;
  const bool rebooted = cell.activity == Activity::running && before == Activity::running &&
                        cell.guest.memory.executed > was.guest.memory.executed;
  if (rebooted) {
    log(guest, fmt::format("Domain {} has shut down, reason code 1 0x1", guest.id));
    if (guest.on_reboot != "restart") return end(guest, "Done. Exiting now");
    log(guest, "Done. Rebooting now");
    guest.back_ms = clock_ms + pace.reboot_gap_ms;
    return;
  }
  if (cell.activity == before) return;
  if (cell.activity == Activity::in_shutdown) {
    log(guest, fmt::format("Domain {} has shut down, reason code 0 0x0", guest.id));
    guest.ends_ms = clock_ms + pace.end_ms;
  }
  const bool crashed = before == Activity::running &&
                       (cell.activity == Activity::crashed || cell.activity == Activity::inactive);
  if (crashed) {
    log(guest, fmt::format("Domain {} has shut down, reason code 3 0x3", guest.id));
    const bool kept = cell.activity == Activity::crashed;
    log(guest, std::string("Action for shutdown reason code 3 is ") +
                   (kept ? "preserve\nDone. Exiting now" : "destroy"));
    if (!kept) end(guest, "Done. Exiting now");
  }
}

// False: nothing is due.
bool NodeNow::live(XenGuest& guest) {
  const DomainCell& cell = guest.node.domain;
  if (guest.back_ms != 0) {
    if (clock_ms < guest.back_ms) return false;
    guest.back_ms = 0;
    guest.id = next_id++;
    guest.begun_ms = clock_ms;
    guest.boot_ms = clock_ms + pace.boot_ms;
    log(guest,
        fmt::format("Waiting for domain {} (domid {}) to die [pid 1]", guest.name, guest.id));
    return true;
  }
  if (guest.suspended) return false;
  const bool running = cell.activity == Activity::running;
  if (running && cell.guest.boot == Boot::booting && clock_ms >= guest.boot_ms) {
    return ask(guest, Ask::boot_done) == CallOutcome::ok;
  }
  if (running && cell.guest.asked != Asked::no && clock_ms >= guest.obey_ms) {
    guest.obey_ms = clock_ms + pace.obey_ms;
    return ask(guest, Ask::guest_obeys) == CallOutcome::ok;
  }
  if (cell.activity == Activity::in_shutdown && clock_ms >= guest.ends_ms &&
      guest.on_poweroff == "destroy") {
    end(guest, "Done. Exiting now");
    return true;
  }
  return false;
}

void NodeNow::pass_time() {
  for (XenGuest& guest : guests) {
    for (int step = 0; step < 4 && guest.id != 0 && live(guest);) ++step;
  }
  std::erase_if(guests, [](const XenGuest& g) { return g.id == 0; });
}

XenNode::XenNode(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_ / "log");
}

void XenNode::change(const std::function<void(NodeNow&)>& deed) const {
  const gds::FileLock lock(folder_ / "node.lock");
  NodeNow now = read_node(folder_ / "node.json");
  now.folder = folder_;
  now.clock_ms = wall_ms();
  now.pass_time();
  deed(now);
  std::erase_if(now.guests, [](const XenGuest& g) { return g.id == 0; });
  write_node(folder_ / "node.json", now);
}

void XenNode::install(const std::filesystem::path& program) const {
  for (const char* name : {"xl", "xm", "ssh"}) {
    std::error_code exists;
    std::filesystem::create_symlink(program, folder_ / name, exists);
  }
}

}  // namespace xvm::fakes::toolstack
