// sim/world/call.hpp
//
// Purpose: one open request of a method: what was asked, how far it is, and the answer that travels
// back. 24 bytes for every request of model/ports, so that a world is one plain value.
// Thread rule: plain values.
//
//   if (const auto call = call_for(action)) run.calls[free] = *call;   // nullopt: nothing answers
//   it step(machine, answer_to(call, facts), out);
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/event.hpp"

#include <optional>

namespace xvm::sim {

enum class Asked : std::uint8_t {
  nothing,  // the slot is free
  facts,
  silence,
  read_claim,
  link_claim,
  save,  // Export
  quarantine,
  observe,
  witness,
  define,
  shutdown,
  act,
  migrate,
  abort_job,
  await_idle,
  check_target,
  plugin,
  inspect,
};

enum class Stage : std::uint8_t {
  asked,    // on its way
  working,  // a migration is under way
  landed,   // carried out; the answer is on its way back
  lost,     // nobody will answer: the caller gives up at its bound
};

struct Call {
  Asked asked = Asked::nothing;
  Stage stage = Stage::asked;
  NodeId node = NodeId::none;   // whose hypervisor is asked
  NodeId other = NodeId::none;  // the far end of a migration
  Claim claim = {};             // to be linked; believed by an act; the answer of a reading
  std::uint8_t detail = 0;      // verb, live, subject
  std::uint8_t outcome = 0;     // the answer, in the enumeration that belongs to it
  bool by_watch = false;        // nobody but a watch asked
  bool blind = false;           // an act after a claim that could not be read
  bool owner_executes = false;  // of the claim that an act believes in, as its method saw it
  std::uint8_t even = 0;        // always 0: no padding
  std::uint16_t faults = 0;     // of a target; the exit status of a plugin
  Observation seen = {};
  friend constexpr bool operator==(const Call&, const Call&) = default;
};
static_assert(std::is_trivially_copyable_v<Call> && sizeof(Call) == 24);

constexpr bool is_open(const Call& c) { return c.asked != Asked::nothing; }
// What may take effect although nobody waits for it any more (R14).
constexpr bool changes_something(Asked a) {
  return a == Asked::link_claim || a == Asked::define || a == Asked::shutdown || a == Asked::act ||
         a == Asked::migrate || a == Asked::abort_job;
}
// Questions to the store or to the cluster manager; all others go to a hypervisor or a host.
constexpr bool is_for_store(Asked a) { return a == Asked::read_claim || a == Asked::link_claim; }
constexpr bool is_for_cluster(Asked a) { return a == Asked::facts || a == Asked::silence; }
// Nobody waits for the answer: without room for it, it is not even asked.
constexpr bool may_be_skipped(Asked a) { return a == Asked::shutdown || a == Asked::abort_job; }

constexpr Verb verb_of(const Call& c) { return static_cast<Verb>(c.detail); }

// nullopt: timers, watches, notes and ends, which nobody answers.
std::optional<Call> call_for(const Action& action);

// What the method is told of a call that landed. `facts` are what the cluster manager says now.
Event answer_to(const Call& call, const Facts& facts);

// What the method is told when nobody answered in time.
Event silence_of(const Call& call);

}  // namespace xvm::sim
