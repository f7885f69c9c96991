#include "agent/ssh_probe/ssh_words.hpp"

namespace xvm::agent {
namespace {

// What holds for every call; ssh_config(5) explains each.
std::vector<std::string> settings() {
  return {
      "BatchMode=yes",  // nothing is ever asked on a terminal
      "PreferredAuthentications=publickey",
      "PasswordAuthentication=no",
      "KbdInteractiveAuthentication=no",
      "GSSAPIAuthentication=no",
      "HostbasedAuthentication=no",
      "IdentitiesOnly=yes",
      "IdentityAgent=none",
      "StrictHostKeyChecking=yes",
      "UpdateHostKeys=no",  // a probe writes nothing
      "ConnectionAttempts=1",
      "LogLevel=ERROR",  // no banner of the guest, but the cause of a failure
      "RequestTTY=no",
      "ForwardAgent=no",
      "ForwardX11=no",
      "ClearAllForwardings=yes",
      "PermitLocalCommand=no",
      "ControlMaster=no",
      "ControlPath=none",
      "EscapeChar=none",
  };
}

}  // namespace

std::vector<std::string> ssh_words(const ProbeOrder& order, const std::string& remote_command,
                                   std::int64_t connect_s) {
  // -F none: what ~/.ssh/config or /etc/ssh/ssh_config says could change who is asked and how.
  std::vector<std::string> words{"-F", "none", "-n", "-T", "-a", "-x"};
  const auto set = [&](std::string setting) {
    words.emplace_back("-o");
    words.push_back(std::move(setting));
  };
  for (std::string& setting : settings()) set(std::move(setting));
  set("ConnectTimeout=" + std::to_string(connect_s));
  if (!order.known_hosts.empty()) {
    set("UserKnownHostsFile=" + order.known_hosts);
    set("GlobalKnownHostsFile=none");
  }
  if (!order.key.empty()) words.insert(words.end(), {"-i", order.key});
  words.insert(words.end(), {"-p", std::to_string(order.port), "-l", order.user, "--", order.host,
                             remote_command});
  return words;
}

}  // namespace xvm::agent
