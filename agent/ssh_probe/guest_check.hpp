// agent/ssh_probe/guest_check.hpp
//
// Purpose: what ppkssh asks a guest (2008 design, section 6: a Linux runlevel or a Solaris SMF
// service; systemd since): which names are allowed, and the commands that the guest runs for them.
// Thread rule: pure functions.
//
//   GuestCheck check{CheckKind::target, "multi-user.target"};
//   fault_of(check).empty(); remote_commands(check) == {"systemctl is-active multi-user.target"}
//
// The guest's login shell reads the command, and nobody knows which shell that is. So a name may
// hold only bytes that no shell expands, and it cannot look like an option.
#pragma once

#include "model/vocabulary/enum_text.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

enum class CheckKind : std::uint8_t { runlevel, target, unit, smf };

struct GuestCheck {
  CheckKind kind = CheckKind::target;
  std::string name;
};

// One line: what is wrong with the name and what is allowed. Empty: nothing.
std::string fault_of(const GuestCheck& check);

// Tried in this order until one gives an answer that can be read: not every Linux has all of them.
std::vector<std::string> remote_commands(const GuestCheck& check);

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::CheckKind> {
  static constexpr std::array text{"runlevel"sv, "target"sv, "unit"sv, "smf"sv};
};
}  // namespace xvm
