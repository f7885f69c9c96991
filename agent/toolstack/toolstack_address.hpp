// agent/toolstack/toolstack_address.hpp
//
// Purpose: URIs of the command-line toolstack. Its own node: xl:///, xm:///. A peer, reached by
// ssh: xl+ssh://root@node2/. A query may follow: command, definitions, logs (on the node that is
// meant), ssh, keyfile, program (on the node that calls, but program). What comes out may stand in
// a command line of a remote shell: every word is made of letters that no shell treats specially.
// Thread rule: pure functions.
//
//   AddressReading r = read_toolstack_uri("xl+ssh://root@node2:2222/?keyfile=/root/.ssh/ha");
//   r.error.empty() && r.address.is_remote() && r.address.host == "root@node2"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::agent {

enum class Tool : std::uint8_t { xl, xm };
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::Tool> {
  static constexpr std::array text{"xl"sv, "xm"sv};
};
}  // namespace xvm
namespace xvm::agent {

// Of the node whose toolstack is meant.
struct ToolstackPaths {
  Tool tool = Tool::xl;
  std::string command{};  // xl or xm; empty: looked for in the usual folders
  std::string definitions = "/var/lib/ha-xvm/toolstack";
  std::string logs = "/var/log/xen";  // xl-NAME.log
};

struct ToolstackAddress {
  ToolstackPaths paths{};
  std::string host{};  // "root@node2", or empty: this node
  std::string port{};  // of sshd; empty: ssh's own choice
  std::string ssh = "/usr/bin/ssh";
  std::string keyfile{};
  std::string program = "/opt/SUNWscxvm/bin/xvm_toolstack";  // on the peer

  bool is_remote() const { return !host.empty(); }
};

struct AddressReading {
  ToolstackAddress address;
  std::string error;  // one line; empty when the address is good
};

// Whether the URI speaks of xl or xm at all.
bool is_toolstack_uri(std::string_view uri);

AddressReading read_toolstack_uri(std::string_view uri);

// 1..200 letters that mean nothing to a shell, and no '-' at the begin: [A-Za-z0-9_.+:@%/-].
bool is_plain_word(std::string_view word);

// The words after the program that reach `address`: options of ssh and the host. Batch mode: nobody
// can answer a question. A silent connection ends after 15 s.
std::string ssh_command_line(const ToolstackAddress& address);

}  // namespace xvm::agent
