// model/ports/admin_store.hpp
//
// Purpose: what the machines ask of the administrative file system (2008 design, section 7) and of
// the node-local state folder, as plain data (architecture, section 4).
// Thread rule: as ports/hypervisor.hpp.
//
//   ReadClaim{}       -> ClaimRead{StoreOutcome, Claim}
//   LinkClaim{next}   -> ClaimLinked{LinkOutcome, next}
//   Export{node}      -> Exported{node, ExportOutcome}    dump, write, read back
#pragma once

#include "model/ports/outcome.hpp"
#include "model/vocabulary/claim.hpp"

namespace xvm {

// the newest readable epoch; the executor keeps it as the node's last seen claim
struct ReadClaim {
  friend constexpr bool operator==(const ReadClaim&, const ReadClaim&) = default;
};
struct LinkClaim {  // link(2) from a synced temporary: of two writers one has lost
  Claim next;
  friend constexpr bool operator==(const LinkClaim&, const LinkClaim&) = default;
};
struct Export {  // R8: dump the definition from `node`, write it if it changed, read it back
  NodeId node;
  friend constexpr bool operator==(const Export&, const Export&) = default;
};
struct Quarantine {  // R9: keep a copy of the definition found on `node` before it is undefined
  NodeId node;
  friend constexpr bool operator==(const Quarantine&, const Quarantine&) = default;
};

// What could not be done yet and is still owed; node-local, paid by reconcile.
enum class Debt : std::uint8_t { undefine, release, destroy_copy };
template <>
struct EnumText<Debt> {
  static constexpr std::array text{"undefine"sv, "release"sv, "destroy-copy"sv};
};
struct RecordDebt {
  Debt debt;
  NodeId node;
  friend constexpr bool operator==(const RecordDebt&, const RecordDebt&) = default;
};
// Forget this resource's debts on the nodes that answered: observation showed that nothing is owed
// there.
struct SettleDebts {
  friend constexpr bool operator==(const SettleDebts&, const SettleDebts&) = default;
};

// --- outcomes ------------------------------------------------------------------------------------

enum class StoreOutcome : std::uint8_t { ok, unreadable };
template <>
struct EnumText<StoreOutcome> {
  static constexpr std::array text{"ok"sv, "unreadable"sv};
};
struct ClaimRead {
  StoreOutcome outcome;
  Claim newest;  // ClaimState::none when the folder is readable and holds no claim
  friend constexpr bool operator==(const ClaimRead&, const ClaimRead&) = default;
};

enum class LinkOutcome : std::uint8_t {
  won,      // linked, or EEXIST with our own nonce inside (NFS retransmission)
  lost,     // another actor linked that epoch: re-read, never act on what was believed before
  failed,   // read-only, full, gone: nothing was linked
  unknown,  // no answer: may have been linked, may yet be
};
template <>
struct EnumText<LinkOutcome> {
  static constexpr std::array text{"won"sv, "lost"sv, "failed"sv, "unknown"sv};
};
struct ClaimLinked {
  LinkOutcome outcome;
  Claim claim;  // the claim of the request
  friend constexpr bool operator==(const ClaimLinked&, const ClaimLinked&) = default;
};

enum class ExportOutcome : std::uint8_t {
  intact,      // on ADMIN and read back
  local_only,  // ADMIN is away: a node-local copy was read back
  failed,      // neither
};
template <>
struct EnumText<ExportOutcome> {
  static constexpr std::array text{"intact"sv, "local-only"sv, "failed"sv};
};
struct Exported {
  NodeId node;
  ExportOutcome outcome;
  friend constexpr bool operator==(const Exported&, const Exported&) = default;
};
struct Quarantined {
  NodeId node;
  ExportOutcome outcome;
  friend constexpr bool operator==(const Quarantined&, const Quarantined&) = default;
};

}  // namespace xvm
