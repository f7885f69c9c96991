// agent/toolstack/shutdown_log.hpp
//
// Purpose: why a guest of xl has gone. Xen forgets a domain with its last page; only the log of the
// process that xl leaves behind for each guest, xl-NAME.log, says how it ended.
// Thread rule: off_reason_in is pure; read_off_reason reads one file of this node.
//
//   off_reason_in("Domain 3 has shut down, reason code 0 0x0\n...") == OffReason::shutdown
#pragma once

#include <string>
#include <string_view>

#include "model/vocabulary/observation.hpp"

namespace xvm::agent {

// Of the newest event in the log. None: it tells no end (a reboot, a suspend, a guest that was
// begun since and whose end nobody saw).
OffReason off_reason_in(std::string_view log);

// The last 64 KiB of FOLDER/xl-NAME.log; none when it cannot be read.
OffReason read_off_reason(const std::string& folder, const std::string& name);

}  // namespace xvm::agent
