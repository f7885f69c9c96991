// fakes/gds/faults.hpp
//
// Purpose: faults of the fake commands. The file `faults` in the state folder holds one fault per
// line; the first line that fits a call is used and counted down, then it is gone:
//   COMMAND|* [optag=TAG] [node=NODE] [count=N|always] [delay_ms=N] [answer=NAME|NUMBER] [hang]
// delay_ms alone gives a late but right answer; answer is a SCHA_ERR name (SEQID, RECONF, STATE,
// CHECKS, TAG ...) or an exit code; hang never answers (an hour, so that nothing stays for ever).
// Thread rule: processes may use one folder at the same time (file lock).
//
//   add_fault(folder, "scha_resourcegroup_get optag=TARGET_NODES count=2 answer=SEQID");
//   if (auto code = suffer_fault(call)) return *code;
#pragma once

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

// Returns what is wrong with the line, empty: it was added.
std::string add_fault(const StateFolder& folder, const std::string& line);

// Waits, hangs or answers as the fitting fault says; nullopt: do the work.
std::optional<int> suffer_fault(Call& call);

}  // namespace xvm::fakes::gds
