#include "agent/ssh_probe/guest_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace xvm::agent {
namespace {

constexpr std::size_t longest_name = 255;  // systemd's UNIT_NAME_MAX, and enough for an FMRI

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Begins with a letter or digit, so that it is no option; the rest may also be one of `others`.
bool is_name(std::string_view text, std::string_view others) {
  return !text.empty() && text.size() <= longest_name && is_word_byte(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_word_byte(c) || others.find(c) != std::string_view::npos;
         });
}

std::string refused(const GuestCheck& check, std::string_view what) {
  return fmt::format("--{} '{}' is {}", to_text(check.kind), check.name, what);
}

}  // namespace

std::string fault_of(const GuestCheck& check) {
  constexpr std::string_view of_units = ":_.@-";
  switch (check.kind) {
    case CheckKind::runlevel:
      if (check.name.size() == 1 &&
          std::string_view("0123456Ss").find(check.name.front()) != std::string_view::npos) {
        return {};
      }
      return refused(check, "no runlevel: 0 to 6, S or s");
    case CheckKind::target:
      if (is_name(check.name, of_units) && check.name.ends_with(".target")) return {};
      return refused(check, "no target of systemd: a name like multi-user.target");
    case CheckKind::unit:
      if (is_name(check.name, of_units)) return {};
      return refused(check, "no unit of systemd: letters, digits and : _ . @ -, as sshd.service");
    case CheckKind::smf:
      if (is_name(check.name, ":/_.,-")) return {};
      return refused(check, "no SMF service: a whole FMRI as svc:/network/ssh:default");
  }
  return refused(check, "nothing that can be asked");
}

std::vector<std::string> remote_commands(const GuestCheck& check) {
  switch (check.kind) {
    // `who` is everywhere, but translates its words, and some Linux keeps no record for it.
    case CheckKind::runlevel: return {"env LC_ALL=C who -r", "runlevel"};
    case CheckKind::target:
    case CheckKind::unit: return {"systemctl is-active " + check.name};
    case CheckKind::smf: return {"svcs -H -o state " + check.name};
  }
  return {};
}

}  // namespace xvm::agent
