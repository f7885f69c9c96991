// agent/gds/scha_answer.hpp
//
// Purpose: what the words of the scha_* commands mean (scha_cmds(1HA); facts: GDS, 6.4 and 7.1). An
// answer that is not exactly of the documented form says nothing: nullopt, or `unreadable`.
// Thread rule: pure functions.
//
//   rg_state_of({"PENDING_OFFLINE"}) == RgState::pending_offline
//   boolean_extension({"BOOLEAN", "FALSE"}) == false
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ports/cluster_facts.hpp"

namespace xvm::agent {

using AnswerLines = std::vector<std::string>;

// The lines of a command's output, without line ends and trailing blanks.
AnswerLines lines_of(std::string_view output);

OnOffSwitch on_off_of(const AnswerLines& answer);      // ON_OFF_SWITCH
RgState rg_state_of(const AnswerLines& answer);        // RG_STATE: a known state, else `unreadable`
std::optional<bool> is_up(const AnswerLines& answer);  // NODESTATE_NODE: UP or DOWN

// RG_STATE_NODE of another node.
enum class Presence : std::uint8_t {
  unreadable,
  offline,     // OFFLINE, UNMANAGED: nothing of the group is there, says the engine
  online,      // ONLINE, ONLINE_FAULTED, ERROR_STOP_FAILED, PENDING_ONLINE_BLOCKED
  in_passage,  // PENDING_ONLINE, PENDING_OFFLINE: a method may be running there now
};
Presence presence_of(const AnswerLines& answer);

// STATUS: its name, then its message. DEGRADED and FAULTED are not ok (R10), nor is an answer that
// cannot be read; OK, UNKNOWN and OFFLINE are: RGM shows the last two before the first probe.
bool status_is_ok(const AnswerLines& answer);

// EXTENSION of type BOOLEAN: its type, then its value.
std::optional<bool> boolean_extension(const AnswerLines& answer);

// TARGET_NODES, ALL_NODENAMES: one name per line.
std::vector<std::string> names_of(const AnswerLines& answer);

}  // namespace xvm::agent
