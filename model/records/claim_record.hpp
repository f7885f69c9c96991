// model/records/claim_record.hpp
//
// Purpose: the text of one claim file: the claim, and who wrote it for which domain.
// Thread rule: pure functions.
//
//   Checked<std::string> text = print_claim({.claim = next, .nonce = nonce, ...}, names);
//   Checked<ClaimRecord> newest = parse_claim(text, epoch_of_the_file_name, names);
#pragma once

#include <string>
#include <string_view>

#include "model/json/checked.hpp"
#include "model/ports/admin_store.hpp"
#include "model/records/node_names.hpp"
#include "model/vocabulary/claim.hpp"

namespace xvm::records {

struct ClaimRecord {
  Claim claim{};         // never ClaimState::none: no claim is no file
  std::string nonce{};   // a word that no other write ever uses
  std::string writer{};  // name of the node that linked the file
  std::string resource{};
  std::string uuid{};     // of the domain
  std::string written{};  // wall time as text; for people only, nothing is computed from it

  friend bool operator==(const ClaimRecord&, const ClaimRecord&) = default;
};

Checked<std::string> print_claim(const ClaimRecord& record, const NodeNames& names);

// `file_epoch` is the epoch of the file's name: a file that was copied or renamed by hand is
// refused.
Checked<ClaimRecord> parse_claim(std::string_view text, std::uint32_t file_epoch,
                                 const NodeNames& names);

// What link(2) meant when it said EEXIST and `found` is what stands there: won when it is our own
// write, nonce and all (an NFS server that answered a retransmission), else lost. Two records of
// one epoch never both count: the one in the file does.
LinkOutcome judge_existing(const ClaimRecord& mine, const ClaimRecord& found);

}  // namespace xvm::records
