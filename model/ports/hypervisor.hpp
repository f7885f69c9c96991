// model/ports/hypervisor.hpp
//
// Purpose: what the machines ask of a hypervisor and how it answers, as plain data. libvirt, xl,
// the fake node and the simulated world are four executors of these requests.
// Thread rule: plain values; an executor answers each request exactly once, from any thread it
// likes, by handing the outcome to the one loop that steps the machine.
//
//   Observe{node}     -> Observed{node, Observation}   "virsh domstate --reason", "is it defined"
//   Act{destroy, n}   -> Acted{destroy, n, CallOutcome}
//
// A request to a node that does not answer ends as unknown; it is never dropped.
#pragma once

#include "model/ports/outcome.hpp"
#include "model/vocabulary/node.hpp"
#include "model/vocabulary/observation.hpp"

namespace xvm {

// Acts change what runs or what is defined; R4 asks for the claim to be read right before each.
enum class Verb : std::uint8_t { create, resume, destroy, undefine };
template <>
struct EnumText<Verb> {
  static constexpr std::array text{"create"sv, "resume"sv, "destroy"sv, "undefine"sv};
};

// --- requests ------------------------------------------------------------------------------------

struct Observe {  // the domain's state on `node`, now
  NodeId node;
  friend constexpr bool operator==(const Observe&, const Observe&) = default;
};
struct Watch {  // send Observed whenever the state on `node` changes (lifecycle events, slow audit)
  NodeId node;
  friend constexpr bool operator==(const Watch&, const Watch&) = default;
};
struct Unwatch {
  NodeId node;
  friend constexpr bool operator==(const Unwatch&, const Unwatch&) = default;
};
struct Define {  // from the newest intact export; on an active transient domain: make it persistent
  NodeId node;
  friend constexpr bool operator==(const Define&, const Define&) = default;
};
struct SendShutdown {  // the graceful request; success means "sent", not "heard"
  NodeId node;
  friend constexpr bool operator==(const SendShutdown&, const SendShutdown&) = default;
};
struct Act {  // create also refuses managed saves older than the claim (R8)
  Verb verb;
  NodeId node;
  friend constexpr bool operator==(const Act&, const Act&) = default;
};
struct StartMigration {  // PERSIST_DEST | UNDEFINE_SOURCE | PAUSED (| LIVE), peer to peer, bounded
  NodeId source;
  NodeId target;
  bool live;
  friend constexpr bool operator==(const StartMigration&, const StartMigration&) = default;
};
struct AbortJob {  // the hypervisor's own abort, never a kill of the client
  NodeId node;
  friend constexpr bool operator==(const AbortJob&, const AbortJob&) = default;
};
struct AwaitIdle {  // until no job runs and no call of ours is pending for the domain there (R14)
  NodeId node;
  friend constexpr bool operator==(const AwaitIdle&, const AwaitIdle&) = default;
};
struct AskWitness {  // second witness when the hypervisor is silent (R1)
  NodeId node;
  friend constexpr bool operator==(const AskWitness&, const AskWitness&) = default;
};
struct CheckTarget {  // section 6, step 1: is `target` fit for what runs on `source`?
  NodeId source;
  NodeId target;
  friend constexpr bool operator==(const CheckTarget&, const CheckTarget&) = default;
};
struct RunPlugin {  // PLUGIN_PROBE (2008 design, section 6)
  friend constexpr bool operator==(const RunPlugin&, const RunPlugin&) = default;
};

// --- outcomes ------------------------------------------------------------------------------------

struct Observed {
  NodeId node;
  Observation seen;
  friend constexpr bool operator==(const Observed&, const Observed&) = default;
};
struct Defined {
  NodeId node;
  CallOutcome outcome;  // refused also when there is no intact export to define from
  friend constexpr bool operator==(const Defined&, const Defined&) = default;
};
struct ShutdownSent {
  NodeId node;
  CallOutcome outcome;
  friend constexpr bool operator==(const ShutdownSent&, const ShutdownSent&) = default;
};
struct Acted {
  Verb verb;
  NodeId node;
  CallOutcome outcome;
  friend constexpr bool operator==(const Acted&, const Acted&) = default;
};
struct Migrated {  // R6: whatever this says, both sides are observed afterwards
  CallOutcome outcome;
  friend constexpr bool operator==(const Migrated&, const Migrated&) = default;
};
struct JobAborted {
  CallOutcome outcome;
  friend constexpr bool operator==(const JobAborted&, const JobAborted&) = default;
};
struct JobIdle {
  NodeId node;
  CallOutcome outcome;  // ok: idle; refused: still busy when the wait was over; unknown: no answer
  friend constexpr bool operator==(const JobIdle&, const JobIdle&) = default;
};
struct Witnessed {
  NodeId node;
  Witness witness;
  friend constexpr bool operator==(const Witnessed&, const Witnessed&) = default;
};

// What is wrong with a migration target; several may hold (decisions/target_check.hpp ranks them).
enum class TargetFault : std::uint8_t {
  not_a_member,
  no_answer,
  abandoned_call,  // R14: a node with an abandoned call is no migration target
  domain_active,   // same UUID already active there (the leaked-job bug of libvirt 9.0 on Xen)
  job_busy,
  name_taken,  // same name, other UUID
  version_older,
  memory_short,
  storage_missing,
  bridge_missing,
  local_state,  // node-local NVRAM or TPM state cannot follow
};
template <>
struct EnumText<TargetFault> {
  static constexpr std::array text{"not-a-member"sv,   "no-answer"sv,    "abandoned-call"sv,
                                   "domain-active"sv,  "job-busy"sv,     "name-taken"sv,
                                   "version-older"sv,  "memory-short"sv, "storage-missing"sv,
                                   "bridge-missing"sv, "local-state"sv};
};

struct TargetReport {
  std::uint16_t faults = 0;  // bit per TargetFault
  constexpr bool has(TargetFault f) const { return faults >> static_cast<unsigned>(f) & 1u; }
  constexpr TargetReport with(TargetFault f) const {
    return {static_cast<std::uint16_t>(faults | 1u << static_cast<unsigned>(f))};
  }
  friend constexpr bool operator==(const TargetReport&, const TargetReport&) = default;
};
struct TargetChecked {
  NodeId node;
  TargetReport report;
  friend constexpr bool operator==(const TargetChecked&, const TargetChecked&) = default;
};

enum class PluginEnd : std::uint8_t { exited, timed_out, not_started };
template <>
struct EnumText<PluginEnd> {
  static constexpr std::array text{"exited"sv, "timed-out"sv, "not-started"sv};
};
struct PluginReturned {
  PluginEnd end;
  std::uint8_t status;  // exit status; 0 unless end is exited
  friend constexpr bool operator==(const PluginReturned&, const PluginReturned&) = default;
};

}  // namespace xvm
