#include "agent/ssh_probe/probe_order.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace xvm::agent {
namespace {

bool holds_only(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  });
}

std::string host_fault(const std::string& host) {
  constexpr std::size_t longest = 253;
  if (host.find('@') != std::string::npos) {
    return fmt::format("HOST '{}': give the user by -u, as: -u root web1", host);
  }
  if (!host.empty() && host.size() <= longest && host.front() != '-' && holds_only(host, "._:-")) {
    return {};
  }
  return fmt::format("HOST '{}' is neither a host name nor an IP address", host);
}

std::string user_fault(const std::string& user) {
  constexpr std::size_t longest = 32;
  if (!user.empty() && user.size() <= longest && user.front() != '-' && holds_only(user, "._-")) {
    return {};
  }
  return fmt::format("-u '{}' is no user name: letters, digits and . _ -", user);
}

// ssh expands ~, % and ${} in the names of files, and cuts them at blanks.
std::string path_fault(std::string_view option, const std::string& path) {
  if (path.front() == '/' && holds_only(path, "/._+,:=@-")) return {};
  return fmt::format(
      "{} '{}' must be an absolute path of letters, digits and / . _ - + , : = @: ssh would expand "
      "or cut other names",
      option, path);
}

std::string unreadable(std::string_view option, const std::string& path, std::string_view what) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return fmt::format("{} {}: {}; {}", option, path, std::strerror(errno), what);
  struct stat st {};
  const bool is_file = ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
  ::close(fd);
  return is_file ? std::string() : fmt::format("{} {} is no regular file; {}", option, path, what);
}

std::string key_fault(const std::string& key) {
  if (std::string fault = path_fault("-i", key); !fault.empty()) return fault;
  if (std::string fault =
          unreadable("-i", key, "make a key: ssh-keygen -t ed25519 -N '' -f " + key);
      !fault.empty()) {
    return fault;
  }
  struct stat st {};
  if (::stat(key.c_str(), &st) != 0 || (st.st_mode & 077u) == 0) return {};
  return fmt::format("-i {} may be read or written by others (mode {:04o}): chmod 0600 {}", key,
                     st.st_mode & 07777u, key);
}

std::string known_hosts_fault(const std::string& file) {
  if (std::string fault = path_fault("--known-hosts", file); !fault.empty()) return fault;
  return unreadable("--known-hosts", file, "put the guest's host key there: ssh-keyscan");
}

std::string client_fault(const std::string& ssh) {
  if (::access(ssh.c_str(), X_OK) == 0) return {};
  return fmt::format("{}: {}; install OpenSSH's client on this node", ssh, std::strerror(errno));
}

}  // namespace

std::string fault_of(const ProbeOrder& order) {
  for (std::string fault : {host_fault(order.host), user_fault(order.user), fault_of(order.check),
                            client_fault(order.ssh)}) {
    if (!fault.empty()) return fault;
  }
  if (!order.key.empty()) {
    if (std::string fault = key_fault(order.key); !fault.empty()) return fault;
  }
  return order.known_hosts.empty() ? std::string() : known_hosts_fault(order.known_hosts);
}

}  // namespace xvm::agent
