// agent/store/claim_files.hpp
//
// Purpose: the claim.<epoch> files of one resource as names and texts: finding the newest, linking
// the next, pruning the old. What a text means is model/records' business.
// Thread rule: as atomic_file.hpp.
//
//   NewestClaimFile n = newest_claim_file(folder);
//   ClaimLinking l = link_claim_file(folder, n.epoch + 1, text);
//
// Why an unreadable newest claim is never passed over for an older one: link(2) from a synced
// temporary cannot be torn by a crash, so what is unreadable was there once and is damaged; acting
// on an older owner could start the domain twice (R2, R3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/store/atomic_file.hpp"
#include "model/records/claim_name.hpp"

namespace xvm::agent {

struct NewestClaimFile {
  FileStatus status;        // not ok: the newest claim is not known
  std::uint32_t epoch = 0;  // 0: the folder was listed and holds no claim
  std::string name;
  std::string text;
};

NewestClaimFile newest_claim_file(const Folder& folder);

// As Linking; also `taken` when a newer epoch is there (a stalled writer must not revive an epoch
// that was pruned) and `failed` when the epoch before it is missing (claims have no gaps: what the
// caller believes in is not in this folder).
Linking link_claim_file(const Folder& folder, std::uint32_t epoch, std::string_view text);

// Older claims than this many are removed, a few at a time, after a claim was linked. Errors are
// ignored: an old claim is never in the way.
inline constexpr std::uint32_t claims_kept = 32;
void prune_claim_files(const Folder& folder, std::uint32_t newest_epoch);

}  // namespace xvm::agent
