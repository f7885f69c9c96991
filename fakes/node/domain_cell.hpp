// fakes/node/domain_cell.hpp
//
// Purpose: everything that is true of one domain on one node: the guest, the emulator around it and
// what libvirt remembers. It is the truth; whether anybody may see it is the daemon's affair
// (daemon.hpp). 24 bytes, trivially copyable, compared and hashed as bytes.
// Thread rule: plain values.
//
//   DomainCell cell{.defined = true};             // shut off
//   observe(cell).defined == true;
//   ran_past(source.guest.memory, copy.guest.memory)   // the copy must never execute again (S1b)
#pragma once

#include "model/vocabulary/observation.hpp"

#include <type_traits>

namespace xvm::fakes {

// What the guest makes of a shutdown request that it hears (facts: libvirt lab, "The tiny guest").
enum class Temper : std::uint8_t {
  graceful,   // powers off
  slow,       // the same, one step later: services take their time
  hung,       // ignores it for good; only destroy helps
  crashing,   // panics on its way down
  rebooting,  // comes up again instead
};
// <on_crash>: keep the crashed domain for inspection, or take it down.
enum class OnCrash : std::uint8_t { preserve, destroy };
// A guest that is still booting loses the shutdown request, though the call returns 0.
enum class Boot : std::uint8_t { none, booting, ready };
// How far the guest is with obeying a shutdown request.
enum class Asked : std::uint8_t { no, heard, closing };
// What libvirt's job record says of a migration; forgotten when the daemon restarts.
enum class Role : std::uint8_t {
  none,
  source,  // the copy is under way
  copied,  // source, the copy is complete: only the target knows how it went on
  target,
};
// libvirt's drivers differ in a few failures (facts: Xen lab, "Failures and traps").
enum class Driver : std::uint8_t { qemu, libxl };

// How far the execution of a domain has come, as its disk would know: which boot, and how often
// virtual processors were set going since. It stays readable after the copy is gone.
struct Memory {
  std::uint16_t incarnation = 0;  // 0: never booted; a boot takes a larger number than any before
  std::uint16_t executed = 0;     // starts and resumes since that boot
  friend constexpr bool operator==(const Memory&, const Memory&) = default;
};

// True when a copy with memory `a` executed what a copy with memory `b` knows nothing of: if `b`
// executes now, it writes an older memory over a newer disk (architecture, section 7, S1b). Ask
// this at the moment when `b` begins to execute, with the memory it had before.
constexpr bool ran_past(Memory a, Memory b) {
  return a.incarnation != b.incarnation ? a.incarnation > b.incarnation : a.executed > b.executed;
}

// What a migration carries from node to node: the inside of the machine.
struct Guest {
  Memory memory{};
  Temper temper = Temper::graceful;
  OnCrash on_crash = OnCrash::preserve;
  Boot boot = Boot::none;
  Asked asked = Asked::no;
  bool panicked = false;  // dead inside, whatever the hypervisor says (see migration.hpp)
  bool locks_image =
      false;  // it has a disk that QEMU locks; diskless guests have no such protection
  friend constexpr bool operator==(const Guest&, const Guest&) = default;
};

struct DomainCell {
  Guest guest{};
  Memory saved{};                          // of the managed save; incarnation 0: there is none
  Activity activity = Activity::inactive;  // never unknown: not to know is the observer's state
  PauseReason pause = PauseReason::none;
  OffReason off = OffReason::none;
  Role role = Role::none;
  Driver driver = Driver::qemu;
  bool defined = false;      // a persistent definition is here; active without it: transient
  bool name_taken = false;   // another domain of the same name (other UUID) is defined here
  bool job = false;          // busy; with Role::none: leaked, only a daemon restart clears it
  bool abort_asked = false;  // the job was told to end
  bool holds_image = false;  // this copy has the write lock of the shared image
  friend constexpr bool operator==(const DomainCell&, const DomainCell&) = default;
};
static_assert(std::is_trivially_copyable_v<DomainCell>);
static_assert(std::has_unique_object_representations_v<DomainCell> && sizeof(DomainCell) == 24);

constexpr Observation observe(const DomainCell& c) {
  return {.activity = c.activity, .pause = c.pause, .off = c.off, .defined = c.defined};
}
constexpr bool active(const DomainCell& c) { return c.activity != Activity::inactive; }
constexpr bool executing(const DomainCell& c) { return classify(observe(c)) == Seen::executing; }
constexpr bool migrates_away(const DomainCell& c) {
  return c.role == Role::source || c.role == Role::copied;
}
constexpr bool has_save(const DomainCell& c) { return c.saved.incarnation != 0; }
// QEMU would refuse to run a second copy of this domain elsewhere.
constexpr bool image_guarded(const DomainCell& c) { return c.guest.locks_image && c.holds_image; }

// --- the transitions that calls, the guest's life and migrations share ---------------------------

// The emulator is gone. What is not defined vanishes, and with it the reason.
constexpr DomainCell switched_off(DomainCell c, OffReason why) {
  c.activity = Activity::inactive;
  c.pause = PauseReason::none;
  c.off = c.defined ? why : OffReason::none;
  c.role = Role::none;
  c.job = c.abort_asked = c.holds_image = false;
  c.guest.boot = Boot::none;
  c.guest.asked = Asked::no;
  c.guest.panicked = false;
  return c;
}

// Virtual processors are set going: from here on every other copy is older.
constexpr DomainCell set_going(DomainCell c) {
  c.activity = Activity::running;
  c.pause = PauseReason::none;
  c.off = OffReason::none;
  c.holds_image = c.guest.locks_image;
  ++c.guest.memory.executed;
  return c;
}

constexpr DomainCell stopped(DomainCell c, PauseReason why) {
  c.activity = why == PauseReason::migration ? Activity::incomplete : Activity::paused;
  c.pause = why;
  c.off = OffReason::none;
  return c;
}

}  // namespace xvm::fakes

namespace xvm {
template <>
struct EnumText<fakes::Temper> {
  static constexpr std::array text{"graceful"sv, "slow"sv, "hung"sv, "crashing"sv, "rebooting"sv};
};
template <>
struct EnumText<fakes::OnCrash> {
  static constexpr std::array text{"preserve"sv, "destroy"sv};
};
template <>
struct EnumText<fakes::Boot> {
  static constexpr std::array text{"none"sv, "booting"sv, "ready"sv};
};
template <>
struct EnumText<fakes::Role> {
  static constexpr std::array text{"none"sv, "source"sv, "copied"sv, "target"sv};
};
template <>
struct EnumText<fakes::Driver> {
  static constexpr std::array text{"qemu"sv, "libxl"sv};
};
}  // namespace xvm
