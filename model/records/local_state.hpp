// model/records/local_state.hpp
//
// Purpose: what one node remembers about one resource between method calls (architecture, section
// 4): the newest claim it read, its last export, the emulator as second witness, debts, since when
// the hypervisor is silent, calls whose end is not known.
// Thread rule: plain values, pure functions.
//
//   Checked<LocalState> state = parse_record<LocalState>(text);
//   state->debts.push_back({Debt::undefine, "n1", uuid, 7});
//
// Nodes are kept by name, and a name that left the node list does not make the state unreadable:
// the caller maps the parts that it needs (named_claim.hpp, node_names.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/ports/admin_store.hpp"
#include "model/records/named_claim.hpp"
#include "model/records/record_text.hpp"

namespace xvm::records {

// A moment on this node's monotonic clock. It says nothing after a reboot: then `boot` differs.
struct Stamp {
  std::string boot{};       // /proc/sys/kernel/random/boot_id
  std::uint64_t at_ms = 0;  // since that boot
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

// The emulator process of the domain: a pid alone may have been given to another process since.
struct Emulator {
  std::string boot{};
  std::string pid_namespace{};  // "pid:[4026531836]": a pid means nothing in another one
  std::uint32_t pid = 0;
  std::uint64_t start_ticks = 0;  // field 22 of /proc/PID/stat, clock ticks since boot
  friend bool operator==(const Emulator&, const Emulator&) = default;
};

struct OwedDebt {
  Debt debt = Debt::undefine;
  std::string node{};       // where it must be done
  std::string uuid{};       // of the domain
  std::uint32_t epoch = 0;  // newest claim known when it was recorded: paying obeys R4
  friend bool operator==(const OwedDebt&, const OwedDebt&) = default;
};

// A hypervisor call that was begun and whose end was not seen: it may take effect yet (R14).
struct PendingCall {
  std::uint64_t id = 0;
  std::string call{};  // "destroy"
  std::string node{};
  Stamp begun{};
  bool abandoned = false;  // its deadline is over; nobody waits for it any more
  friend bool operator==(const PendingCall&, const PendingCall&) = default;
};

struct LocalState {
  std::string resource{};
  std::string domain{};    // DOMAIN of the configuration when `uuid` was found for it
  std::string uuid{};      // empty: not found yet
  NamedClaim last_seen{};  // ClaimState::none: never saw one
  std::optional<std::string> last_export{};  // content hash
  std::optional<Emulator> emulator{};
  std::optional<Stamp> started{};        // the last create or resume here that was seen to end
  std::optional<Stamp> unknown_since{};  // R2: the first probe that could not tell
  std::optional<bool> last_plugin_ok{};  // R10: the last plugin probe here; none: never ran
  std::vector<OwedDebt> debts{};
  std::vector<PendingCall> calls{};
  friend bool operator==(const LocalState&, const LocalState&) = default;
};

bool owes(const LocalState& state, Debt debt);

// Whether `since` is at least `grace_ms` before `now`. A stamp of another boot, or of the future,
// is no evidence of any time passed: false, and the caller stamps anew.
bool grace_is_over(const Stamp& since, const Stamp& now, std::uint64_t grace_ms);

template <>
struct RecordKind<LocalState> {
  static constexpr Schema schema{"local-state", 1, {}};
  static std::string fault_of(const LocalState& state);
};

}  // namespace xvm::records

template <>
struct xvm::json::Shape<xvm::records::Stamp> {
  using T = records::Stamp;
  static constexpr std::tuple fields{Field{"boot"sv, &T::boot}, Field{"at_ms"sv, &T::at_ms}};
};
template <>
struct xvm::json::Shape<xvm::records::Emulator> {
  using T = records::Emulator;
  static constexpr std::tuple fields{
      Field{"boot"sv, &T::boot}, Field{"pid_namespace"sv, &T::pid_namespace},
      Field{"pid"sv, &T::pid}, Field{"start_ticks"sv, &T::start_ticks}};
};
template <>
struct xvm::json::Shape<xvm::records::OwedDebt> {
  using T = records::OwedDebt;
  static constexpr std::tuple fields{Field{"debt"sv, &T::debt}, Field{"node"sv, &T::node},
                                     Field{"uuid"sv, &T::uuid}, Field{"epoch"sv, &T::epoch}};
};
template <>
struct xvm::json::Shape<xvm::records::PendingCall> {
  using T = records::PendingCall;
  static constexpr std::tuple fields{Field{"id"sv, &T::id}, Field{"call"sv, &T::call},
                                     Field{"node"sv, &T::node}, Field{"begun"sv, &T::begun},
                                     Field{"abandoned"sv, &T::abandoned}};
};
template <>
struct xvm::json::Shape<xvm::records::LocalState> {
  using T = records::LocalState;
  static constexpr std::tuple fields{Field{"resource"sv, &T::resource},
                                     Field{"domain"sv, &T::domain},
                                     Field{"uuid"sv, &T::uuid},
                                     Field{"last_seen"sv, &T::last_seen},
                                     Field{"last_export"sv, &T::last_export},
                                     Field{"emulator"sv, &T::emulator},
                                     Field{"started"sv, &T::started},
                                     Field{"unknown_since"sv, &T::unknown_since},
                                     Field{"last_plugin_ok"sv, &T::last_plugin_ok},
                                     Field{"debts"sv, &T::debts},
                                     Field{"calls"sv, &T::calls}};
};
