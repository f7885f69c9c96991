// agent/hypervisor/hypervisor.hpp
//
// Purpose: the production executor of model/ports/hypervisor.hpp on one node, as plain blocking
// calls. The driver makes them on worker threads, bounds them, and turns them into outcomes.
// Thread rule: every call may block for as long as the hypervisor likes (a silent host: 133 s for
// the TCP connect alone); calls of one object may run at the same time on several threads. After a
// call that took too long: withdraw() the object, leave it to that thread, make a new object.
// Constructing, withdraw() and the destructor never block; the last leaves a thread behind that
// says good-bye to the daemon, so end the process with _exit().
//
//   auto hypervisor = std::make_shared<LibvirtHypervisor>(LibvirtAddress{"qemu:///system"});
//   Looked now = hypervisor->observe(key);        // now.seen.activity == Activity::running
//   Called end = hypervisor->act(Verb::destroy, key);
//   log(end.outcome, end.detail);                 // "refused", "libvirt 55/10: ... not running"
//
// What the outcomes promise, and nothing more: refused, nothing was begun and nothing of this call
// will happen later; unknown, it may have happened or may yet (R14); ok, the hypervisor says so.
#pragma once

#include <cstdint>
#include <string>

#include "agent/hypervisor/definition_facts.hpp"
#include "model/ports/hypervisor.hpp"

namespace xvm::agent {

// Which domain. The UUID decides; the name is for messages, pid files and the target check.
struct DomainKey {
  std::string uuid;  // lower case with dashes
  std::string name;
};

struct Called {
  CallOutcome outcome = CallOutcome::unknown;
  std::string detail;  // one line for the log; empty when there is nothing to tell
};

struct Looked {
  Observation seen;
  std::string detail;  // why it is unknown; otherwise empty
};

// Who asks the guest to power off. `either`: the guest agent if there is one, else the power
// button.
enum class ShutdownBy : std::uint8_t { either, power_button, guest_agent };

// R8: a managed save older than the claim must not be resumed, and nothing is deleted behind the
// administrator's back. libvirt does not say of which claim a save is, so `refuse` stands for every
// one, and the detail names the way out (virsh managedsave-remove). Only who knows that the save
// belongs to the present claim may say `resume`.
enum class ManagedSave : std::uint8_t { refuse, resume };

// One peer-to-peer migration: PERSIST_DEST | UNDEFINE_SOURCE | PAUSED, always (architecture,
// section 6). Options of value 0 are left to the hypervisor.
struct MigrationOrder {
  std::string target_uri{};  // as the source's daemon reaches the target's: qemu+tls://node2/system
  std::string
      migrate_uri{};  // for the memory stream, e.g. tcp://10.0.0.2; empty: the target decides
  bool live = true;
  bool auto_converge = false;         // QEMU only, like all that follow
  bool tls = false;                   // encrypts the memory stream
  std::uint32_t parallel = 0;         // connections
  std::uint32_t bandwidth_mib_s = 0;  // limit
  std::uint32_t downtime_ms = 0;      // longest pause that the hypervisor may choose
};

// What the hypervisor says of the copy. Amounts are bytes of guest memory.
struct MigrationProgress {
  bool known = false;  // false: no job, or no answer
  std::uint64_t total_bytes = 0;
  std::uint64_t remaining_bytes = 0;
  std::uint64_t processed_bytes = 0;  // grows beyond the total when pages are sent again
  std::uint64_t bytes_per_s = 0;      // 0: not said
  std::uint32_t iteration = 0;        // passes over the memory; 0: not said
};

struct Resolved {
  CallOutcome outcome = CallOutcome::unknown;  // refused: answered, there is no such domain
  DomainKey key;
  std::string detail;
};

// The definition as libvirt would store it (also of an active domain), secrets included, and what
// runs now (empty when the domain is off). Definitions may hold passwords: mode 0600.
struct Dumped {
  CallOutcome outcome = CallOutcome::unknown;  // refused: answered, there is no such domain
  std::string definition;
  std::string live;
  std::string detail;
};

// What a migration target must offer (section 6, step 1); asked of the source.
struct TargetNeeds {
  DomainKey key;
  DefinitionFacts definition;            // of the running domain
  std::uint64_t libvirt_version = 0;     // major * 1'000'000 + minor * 1'000 + release
  std::uint64_t hypervisor_version = 0;  // the same for QEMU or Xen
};
struct NeedsAnswer {
  CallOutcome outcome = CallOutcome::unknown;
  TargetNeeds needs;
  std::string detail;
};
// Faults are certain ones; what cannot be found out is no fault. not_a_member and
// abandoned_call are the driver's to add.
struct TargetAnswer {
  TargetReport report;
  std::string detail;  // one clause per fault
};

// What validate wants to know of the domain and the node.
struct PolicyAnswer {
  CallOutcome outcome = CallOutcome::unknown;
  DefinitionFacts definition;
  bool autostart = false;     // libvirt starts it behind the agent's back
  bool managed_save = false;  // the next create would resume it
  std::string detail;
};

class Hypervisor {
 public:
  virtual ~Hypervisor() = default;

  // Never refused: an observation is unknown or an answer.
  virtual Looked observe(const DomainKey& key) = 0;
  // Refused also when `xml` is malformed or carries another UUID. Makes a transient domain
  // persistent.
  virtual Called define(const DomainKey& key, const std::string& xml) = 0;
  // ok: sent, not heard.
  virtual Called send_shutdown(const DomainKey& key, ShutdownBy by = ShutdownBy::either) = 0;
  // create refuses while there is a managed save; see create(). undefine keeps NVRAM and TPM state,
  // and is refused while there is a managed save or, when the domain is off, a snapshot: libvirt
  // could only delete those with the definition (R8). What was refused is still defined: a debt.
  virtual Called act(Verb verb, const DomainKey& key) = 0;
  virtual Called create(const DomainKey& key, ManagedSave save) = 0;
  // Returns when the migration is over. Whatever it says, look at both sides (R6).
  virtual Called migrate(const DomainKey& key, const MigrationOrder& order) = 0;
  // Of the migration that runs now, on the source.
  virtual MigrationProgress progress(const DomainKey& key) = 0;
  virtual Called abort_job(const DomainKey& key) = 0;
  // ok: nothing works on the domain (or it is not there); refused: busy.
  virtual Called job_idle(const DomainKey& key) = 0;

  virtual Resolved resolve(const std::string& name) = 0;
  virtual Dumped dump_definition(const DomainKey& key) = 0;
  virtual NeedsAnswer describe_needs(const DomainKey& key) = 0;
  virtual TargetAnswer check_target(const TargetNeeds& needs) = 0;
  virtual PolicyAnswer inspect_policy(const DomainKey& key) = 0;

  // From now on begin nothing: a thread that is stuck before its act must not act when the daemon
  // wakes up again. What the daemon has already been asked for still happens. Never blocks.
  virtual void withdraw() = 0;
};

}  // namespace xvm::agent
