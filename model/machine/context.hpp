// model/machine/context.hpp
//
// Purpose: the whole memory of a method call: which table is loaded in which state, down the stack
// of calls, and a plain context that the tables share. Trivially copyable: it is copied, compared
// and hashed by the explorer, stored in snapshots and printed in traces.
// Thread rule: a value; one owner steps it.
//
//   Machine m = begin_method(setting);
//   Machine snapshot = m;               // a copy is a snapshot: nothing hides elsewhere
#pragma once

#include "model/decisions/settling.hpp"
#include "model/decisions/survey.hpp"
#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/reason.hpp"

#include <array>
#include <type_traits>

namespace xvm {

// Validate, start, stop, probe and reconcile are methods; the others are called by them.
enum class Table : std::uint8_t {
  validate,
  start,
  stop,
  probe,
  reconcile,
  shutdown,   // phased shutdown of one copy on one node
  migration,  // two-phase migration from source to target
  settling,   // who owns the domain after a migration
  act,        // one act, with the claim read right before it (R4)
};
template <>
struct EnumText<Table> {
  static constexpr std::array text{"validate"sv,  "start"sv,     "stop"sv,
                                   "probe"sv,     "reconcile"sv, "shutdown"sv,
                                   "migration"sv, "settling"sv,  "act"sv};
};

// What a called table returns to its caller.
enum class Return : std::uint8_t {
  ok,
  refused,  // by the hypervisor, the target check or the store: nothing was begun
  unknown,
  overtaken,  // R4: a newer claim was found; nothing of what was believed before counts
  blind,      // the claim could not be read, so nothing was done
  stopped,
  failed,
  on_target,
  on_source,
  nowhere,
  unsettled,
};
template <>
struct EnumText<Return> {
  static constexpr std::array text{"ok"sv,        "refused"sv, "unknown"sv,  "overtaken"sv,
                                   "blind"sv,     "stopped"sv, "failed"sv,   "on-target"sv,
                                   "on-source"sv, "nowhere"sv, "unsettled"sv};
};

// What a table asks the stepper to do once its row is done (events that tables raise are data too).
enum class Next : std::uint8_t { wait, judged, call, give_back, finished };

class TimerSet {
 public:
  constexpr bool contains(Timer t) const { return bits_ >> static_cast<unsigned>(t) & 1u; }
  constexpr void insert(Timer t) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1u << static_cast<unsigned>(t));
  }
  constexpr void erase(Timer t) {
    bits_ = static_cast<std::uint8_t>(bits_ & ~(1u << static_cast<unsigned>(t)));
  }
  constexpr void clear() { bits_ = 0; }
  friend constexpr bool operator==(TimerSet, TimerSet) = default;

 private:
  std::uint8_t bits_ = 0;
};

struct Context {
  Setting setting;
  Facts facts;
  Claim claim;  // the newest claim this actor read or linked; last seen when ADMIN is unreadable
  Survey survey;

  // Parameters of the called tables.
  NodeId source = NodeId::none;  // migration, settling
  NodeId target = NodeId::none;
  NodeId subject = NodeId::none;  // shutdown, and the node that a verdict is about
  NodeId act_node = NodeId::none;
  Verb act_verb = Verb::create;

  // The verdict that Judged rows test, as the number of the current table's own enumeration.
  std::uint8_t move = 0;
  Result result = Result::failed;
  Reason reason = Reason::none;
  std::uint8_t plugin = 0;

  std::uint8_t looks = 0;  // how often this method looked again (bounded)
  TimerSet expired;        // timers that ran out since they were armed
  NodeSet unretired;       // definitions that could not be retired
  NodeSet named_before;    // by claims that this start replaced
  FindingSet findings;
  ExportOutcome exported = ExportOutcome::failed;  // of the definition on `subject`
  bool admin_readable = false;
  bool migration_spent = false;
  bool settle_spent = false;
  // a destroy, resume, retire or release was tried since the last look
  bool tried = false;
  bool export_spent = false;     // reconcile: exported in this run
  bool request_pending = false;  // shutdown: a graceful request has not returned yet

  Next next = Next::wait;
  Table callee = Table::act;
  Return returned = Return::ok;

  friend constexpr bool operator==(const Context&, const Context&) = default;
};

struct Frame {
  Table table = Table::probe;
  std::uint8_t state = 0;
  friend constexpr bool operator==(const Frame&, const Frame&) = default;
};

struct Machine {
  // The deepest chain: stop, migration, settling, act.
  static constexpr std::size_t max_depth = 4;

  Context context;
  std::array<Frame, max_depth> frames{};
  std::uint8_t depth = 0;  // frames in use; 0: finished
  constexpr bool finished() const { return depth == 0; }
  constexpr const Frame& top() const { return frames[depth - 1]; }

  friend constexpr bool operator==(const Machine&, const Machine&) = default;
};
static_assert(std::is_trivially_copyable_v<Machine>);

}  // namespace xvm
