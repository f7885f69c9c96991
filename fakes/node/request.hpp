// fakes/node/request.hpp
//
// Purpose: everything that can be asked of a fake node or happen to it. The first group goes
// through the daemon and mirrors model/ports/hypervisor.hpp plus what an administrator can type;
// the others happen whether anybody asks or not. There is no clock: the caller chooses when
// a guest has booted.
// Thread rule: plain values.
//
//   Request{.ask = Ask::create}                        // virsh start
//   Request{.ask = Ask::resume, .image_taken = true}    // another copy holds the shared image
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm::fakes {

enum class Ask : std::uint8_t {
  // Calls that only look. A daemon that does not answer makes them unknown.
  observe,
  await_idle,  // ok: no job; refused: still busy
  // Calls that change something. A frozen daemon keeps them and carries them out when it thaws.
  define,
  send_shutdown,
  create,            // boots; refused while there is a managed save (R8)
  start,             // virsh start: from the managed save if there is one
  create_transient,  // virsh create: an administrator starts it without defining it
  resume,
  destroy,
  undefine,
  abort_job,
  migrate,  // phase Begin of a migration from here (migration.hpp does the rest)
  suspend,
  managed_save,
  managed_save_remove,
  // The guest's own life.
  boot_done,
  guest_obeys,  // it goes one step on with a shutdown request that it heard
  guest_powers_off,
  guest_reboots,
  guest_crashes,
  guest_io_error,  // its image cannot be written: QEMU pauses it
  teardown_done,   // of an emulator whose guest has powered off
  // Faults and repairs. Those of the daemon and the host concern all domains of the node.
  kill_emulator,
  kill_daemon,
  start_daemon,
  freeze_daemon,
  thaw_daemon,
  crash_host,
  boot_host,  // its daemon starts with it
};

constexpr bool only_looks(Ask a) { return a <= Ask::await_idle; }
constexpr bool is_call(Ask a) { return a <= Ask::managed_save_remove; }
constexpr bool is_node_wide(Ask a) { return a >= Ask::kill_daemon; }

struct Request {
  Ask ask = Ask::observe;
  bool image_taken = false;       // another node's copy holds the image (see image_guarded)
  std::uint16_t incarnation = 0;  // of a boot; 0: one more than this node knows of
};

}  // namespace xvm::fakes

namespace xvm {
template <>
struct EnumText<fakes::Ask> {
  static constexpr std::array text{"observe"sv,          "await-idle"sv,    "define"sv,
                                   "send-shutdown"sv,    "create"sv,        "start"sv,
                                   "create-transient"sv, "resume"sv,        "destroy"sv,
                                   "undefine"sv,         "abort-job"sv,     "migrate"sv,
                                   "suspend"sv,          "managed-save"sv,  "managed-save-remove"sv,
                                   "boot-done"sv,        "guest-obeys"sv,   "guest-powers-off"sv,
                                   "guest-reboots"sv,    "guest-crashes"sv, "guest-io-error"sv,
                                   "teardown-done"sv,    "kill-emulator"sv, "kill-daemon"sv,
                                   "start-daemon"sv,     "freeze-daemon"sv, "thaw-daemon"sv,
                                   "crash-host"sv,       "boot-host"sv};
};
static_assert(enum_count<fakes::Ask> == static_cast<std::size_t>(fakes::Ask::boot_host) + 1);
}  // namespace xvm
