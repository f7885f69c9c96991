// agent/hypervisor/emulator.hpp
//
// Purpose: the second witness of R1 for QEMU: the emulator's process, known by pid *and* start
// time, read from /proc without libvirt and without a fork. Recorded at start, believed when
// libvirt is silent, and the only process that a stop may end by itself. Thread rule: pure reads of
// /proc and two system calls; any thread.
//
//   auto emulator = find_emulator({uuid, name}, qemu_pid_folder("qemu:///system"));
//   local_state.write(emulator->to_text());                          // while libvirt still talks
//   witness(*Emulator::from_text(local_state.read()));               // Witness::gone: proven
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/hypervisor/hypervisor.hpp"

namespace xvm::agent {

struct Emulator {
  std::int32_t pid = 0;
  std::uint64_t start_ticks = 0;  // since boot, field 22 of /proc/<pid>/stat: a reused pid differs
  std::string boot_id;            // of /proc/sys/kernel/random: pids of another boot mean nothing
  std::string pid_namespace;      // "pid:[4026531836]": nor do pids of another namespace

  // "1234 567890 4f3c...-... pid:[4026531836]"
  std::string to_text() const;
  static std::optional<Emulator> from_text(std::string_view text);
  friend bool operator==(const Emulator&, const Emulator&) = default;
};

// Where libvirt's QEMU driver writes <name>.pid and <name>.xml (status); empty for other drivers.
std::string qemu_pid_folder(std::string_view uri);

// The process that runs this domain: libvirt's pid file if the process has "-uuid <uuid>" among its
// arguments, else a walk over /proc. Nothing when there is none or it cannot be told.
std::optional<Emulator> find_emulator(const DomainKey& key, const std::string& pid_folder);

// Whether it is proven that no process of this node runs the domain, for a node that has no record
// of one: no process that we can see has its UUID among its arguments, and libvirt's QEMU driver
// has no status file of it (written before an emulator is let go, removed after its end). The
// second is needed because in a pid namespace of our own we do not see every process; without the
// folder only the node's first pid namespace counts. False also means "cannot be told".
bool proves_no_emulator(const std::string& uuid, const std::string& status_folder);

// What is recorded of a process that runs now. Nothing when it is gone.
std::optional<Emulator> identify(std::int32_t pid);

// gone: the process ended for certain (also: pid reused, node rebooted since, zombie). unknown:
// another pid namespace, or /proc does not tell.
Witness witness(const Emulator& recorded);

// The last resort of a stop when libvirt is silent: SIGKILL to exactly that process, then wait
// until it is gone. ok: it is gone (or was); refused: not ours to signal; unknown: killed, but
// still there after `patience` (stuck in the kernel): observe again.
Called end_emulator(const Emulator& recorded, std::chrono::milliseconds patience);

}  // namespace xvm::agent
