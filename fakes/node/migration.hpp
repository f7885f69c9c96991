// fakes/node/migration.hpp
//
// Purpose: one migration in libvirt's five phases, over two fake nodes and the wire between them.
// Pure: the caller chooses what happens next, between any two phases, and thereby every loss,
// crash, freeze and abort of the lab (facts: libvirt lab, "Failed migrations", "The dangerous
// window", "Two-phase migration with VIR_MIGRATE_PAUSED"). migration_test.cpp holds those tables.
// Thread rule: pure functions of plain values.
//
//   Crossing c{.source = running, .target = empty, .migration = {.plan = two_phase}};
//   while (auto next = advance(c, Turn::proceed)) c = *next;
//   c.migration.outcome == CallOutcome::ok;  observe(c.target.domain).activity == Activity::paused;
//
//   phase    where   what
//   begin    source  the job starts; a crashed domain is not refused
//   prepare  target  an emulator waits for the memory: "paused (migrating)", transient
//   perform  source  the memory is copied, then the source stops: "paused (migrating)"
//   finish   target  defines the domain and sets it going, or leaves it "paused (user)"
//   confirm  source  the source's emulator ends; its definition goes
//
// Finish is a message: it travels, is carried out, is answered, and can be lost or late each time.
#pragma once

#include "fakes/node/node.hpp"

#include <optional>

namespace xvm::fakes {

// What comes next.
enum class Phase : std::uint8_t { begin, prepare, perform, finish, confirm, over };

// The Finish request and its reply. A request that travels outlives the source's daemon (its kernel
// sends it), but not the source's host, and not the target's end of the connection.
enum class Message : std::uint8_t { unsent, travelling, done, lost };

// Facts about the two nodes that make libvirt refuse; the caller knows them.
enum class Obstacle : std::uint8_t {
  none,
  no_such_host,    // No route to host
  unsafe_storage,  // "Migration without shared storage is unsafe", no --unsafe
  no_free_port,    // "Unable to find an unused port"
  port_busy,       // forced migrate URI: "Address already in use"
};

struct Plan {
  bool persist_dest = true;     // VIR_MIGRATE_PERSIST_DEST
  bool undefine_source = true;  // VIR_MIGRATE_UNDEFINE_SOURCE
  bool paused = false;          // VIR_MIGRATE_PAUSED: the commit is the caller's own
  bool live = true;             // VIR_MIGRATE_LIVE: the source executes while the memory is copied
  bool peer_to_peer = true;     // the source's daemon drives; else the client does
  bool converges = true;        // the guest dirties its memory more slowly than the wire carries it
  Obstacle obstacle = Obstacle::none;
  friend constexpr bool operator==(const Plan&, const Plan&) = default;
};
inline constexpr Plan plain{};
inline constexpr Plan two_phase{.paused = true};

struct Migration {
  Plan plan{};
  Phase phase = Phase::begin;
  Message finish = Message::unsent;
  bool client_lives = true;
  bool ran = false;           // the guest executed at Begin: whoever keeps it sets it going again
  bool leave_paused = false;  // asked for, or the guest was suspended at Begin
  // What the caller's call returned; meaningful in Phase::over. Refused: before any memory moved.
  CallOutcome outcome = CallOutcome::unknown;
  friend constexpr bool operator==(const Migration&, const Migration&) = default;
};

// Which directions of the network carry anything.
struct Wire {
  bool there = true;  // source to target, the daemons' port
  bool back = true;   // target to source, the daemons' port
  bool data = true;   // the memory stream between the emulators
  friend constexpr bool operator==(const Wire&, const Wire&) = default;
};

struct Crossing {
  NodeState source{};
  NodeState target{};
  Wire wire{};
  Migration migration{};
  friend constexpr bool operator==(const Crossing&, const Crossing&) = default;
};
static_assert(std::is_trivially_copyable_v<Crossing> && sizeof(Crossing) <= 80);
static_assert(std::has_unique_object_representations_v<Crossing>);  // compared and hashed as bytes

enum class Turn : std::uint8_t {
  proceed,          // the next thing that the protocol itself can do
  source_gives_up,  // whoever drives notices that it will not succeed (keepalive, error, abort)
  target_gives_up,  // the target's daemon notices that nobody will finish its incoming copy
};

// The state after the turn, or nullopt when it cannot happen now.
std::optional<Crossing> advance(const Crossing& now, Turn turn);

enum class Side : std::uint8_t { source, target };
enum class Nudge : std::uint8_t {
  client_dies,       // or abandons its call
  timeout_suspends,  // virsh --timeout: the source is suspended so that the copy can end
};

struct Disturbed {
  Crossing after;
  CallOutcome outcome;  // as Reply's
};

// A request or fault on one of the nodes while a migration is under way. Use it instead of apply():
// it knows who holds the image and what dies with the source's kernel.
Disturbed disturb(const Crossing& now, Side side, Request request);
Crossing disturb(const Crossing& now, Nudge nudge);

// Nothing of this migration can happen any more; before that, forget nothing (R14).
constexpr bool settled(const Migration& m) {
  return m.phase == Phase::over && m.finish != Message::travelling;
}

}  // namespace xvm::fakes

namespace xvm {
template <>
struct EnumText<fakes::Phase> {
  static constexpr std::array text{"begin"sv,  "prepare"sv, "perform"sv,
                                   "finish"sv, "confirm"sv, "over"sv};
};
template <>
struct EnumText<fakes::Message> {
  static constexpr std::array text{"unsent"sv, "travelling"sv, "done"sv, "lost"sv};
};
template <>
struct EnumText<fakes::Turn> {
  static constexpr std::array text{"proceed"sv, "source-gives-up"sv, "target-gives-up"sv};
};
}  // namespace xvm
