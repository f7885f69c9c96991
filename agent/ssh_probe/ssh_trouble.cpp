#include "agent/ssh_probe/ssh_trouble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace xvm::agent {
namespace {

struct Sign {
  std::string_view printed;  // by OpenSSH 8 to 9, openssh-portable: sshconnect.c, sshconnect2.c
  Outcome outcome;
  std::string_view means;
};

// In this order: what is wrong with the set-up often ends in a closed connection too.
constexpr std::array signs{
    Sign{"REMOTE HOST IDENTIFICATION HAS CHANGED", Outcome::set_up,
         "its host key has changed: was it installed anew? Compare the fingerprint on its console, "
         "then replace the line in known_hosts (ssh-keygen -R)"},
    Sign{"host key is known for", Outcome::set_up,
         "its host key is not in known_hosts: ssh-keyscan, compare the fingerprint on its console, "
         "add the line"},
    Sign{"Host key verification failed", Outcome::set_up,
         "its host key cannot be verified: look at known_hosts"},
    Sign{"UNPROTECTED PRIVATE KEY FILE", Outcome::set_up,
         "the private key may be read by others, so that ssh ignores it: chmod 0600"},
    Sign{"error in libcrypto", Outcome::set_up,
         "the private key cannot be read: -i names a private key in OpenSSH's format"},
    Sign{"invalid format", Outcome::set_up,
         "the private key cannot be read: -i names a private key in OpenSSH's format"},
    Sign{"Permission denied (", Outcome::set_up,
         "it refuses the key: is the public key in authorized_keys of that user, is login allowed "
         "for that user, and has the private key no passphrase?"},
    Sign{"Too many authentication failures", Outcome::set_up,
         "it refuses the keys: name the right one by -i"},
    Sign{"Could not resolve hostname", Outcome::set_up,
         "this node does not know that name: /etc/hosts, DNS, or give an address"},
    Sign{"Network is unreachable", Outcome::set_up, "this node has no route to it: ip route"},
    Sign{"Unable to negotiate", Outcome::set_up,
         "it and this node's ssh have no algorithm in common: upgrade the older one"},
    Sign{"Bad configuration option", Outcome::set_up,
         "this node's ssh is too old: it does not know a setting of ppkssh"},
    Sign{"Connection refused", Outcome::unreachable,
         "connection refused: does sshd run there, and is it the right port?"},
    Sign{"timed out", Outcome::unreachable, "no answer in time: does it run, is its network up?"},
    Sign{"No route to host", Outcome::unreachable,
         "no route to it: does it run, is its network up?"},
    Sign{"Host is down", Outcome::unreachable, "its host is down: does it run?"},
    Sign{"Connection closed by", Outcome::unreachable, "it closed the connection before an answer"},
    Sign{"closed by remote host", Outcome::unreachable,
         "it closed the connection before the answer was complete"},
    Sign{"Connection reset by", Outcome::unreachable, "it reset the connection"},
    Sign{"Broken pipe", Outcome::unreachable, "the connection broke"},
    Sign{"kex_exchange_identification", Outcome::unreachable,
         "it took the connection and then did not speak ssh"},
    Sign{"banner exchange", Outcome::unreachable,
         "it took the connection and then did not speak ssh"},
    Sign{"Received disconnect", Outcome::unreachable, "it ended the connection before an answer"},
    Sign{"Connection corrupted", Outcome::unreachable, "what it sent was damaged on its way"},
    Sign{"message authentication code incorrect", Outcome::unreachable,
         "what it sent was damaged on its way"},
    Sign{"Bad packet length", Outcome::unreachable, "what it sent was damaged on its way"},
};

}  // namespace

std::string last_line_of(std::string_view text) {
  constexpr std::size_t longest = 120;
  constexpr std::string_view blank = " \t\r\n";
  const std::size_t end = text.find_last_not_of(blank);
  if (end == std::string_view::npos) return {};
  text = text.substr(0, end + 1);
  if (const std::size_t line = text.rfind('\n'); line != std::string_view::npos) {
    text.remove_prefix(line + 1);
  }
  std::string shown(text.substr(0, longest));
  std::replace_if(
      shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return shown;
}

Finding judge_ssh_trouble(std::string_view said) {
  for (const Sign& sign : signs) {
    if (said.find(sign.printed) == std::string_view::npos) continue;
    return {sign.outcome, std::string(sign.means)};
  }
  const std::string last = last_line_of(said);
  // A fault of the set-up is never silent; a connection that is cut may be.
  if (last.empty()) return {Outcome::unreachable, "the connection ended without an answer"};
  return {Outcome::set_up, fmt::format("ssh cannot ask it: {}", last)};
}

}  // namespace xvm::agent
