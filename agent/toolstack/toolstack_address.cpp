#include "agent/toolstack/toolstack_address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace xvm::agent {
namespace {

std::string_view scheme_of(std::string_view uri) { return uri.substr(0, uri.find(':')); }

bool is_path(std::string_view word) {
  return is_plain_word(word) && word.front() == '/' && word.find("..") == std::string_view::npos;
}

bool is_user_or_host(std::string_view word) {
  return is_plain_word(word) && word.find_first_of("/:@%") == std::string_view::npos;
}

// "root@node2:22" into host and port. Empty: it was understood.
std::string read_authority(std::string_view text, ToolstackAddress& address) {
  const std::size_t colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  const std::size_t at = host.find('@');
  const bool has_user = at != std::string_view::npos;
  if (has_user && !is_user_or_host(host.substr(0, at))) return "its user is no plain name";
  if (!is_user_or_host(has_user ? host.substr(at + 1) : host)) return "its host is no plain name";
  address.host = host;
  if (colon == std::string_view::npos) return {};
  address.port = text.substr(colon + 1);
  const bool digits = !address.port.empty() && address.port.size() <= 5 &&
                      std::all_of(address.port.begin(), address.port.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  return digits ? "" : "its port is no number";
}

std::string* place_of(std::string_view key, ToolstackAddress& address) {
  if (key == "command") return &address.paths.command;
  if (key == "definitions") return &address.paths.definitions;
  if (key == "logs") return &address.paths.logs;
  if (key == "ssh") return &address.ssh;
  if (key == "keyfile") return &address.keyfile;
  if (key == "program") return &address.program;
  return nullptr;
}

// "command=/a&logs=/b". Every value is an absolute path.
std::string read_query(std::string_view text, ToolstackAddress& address) {
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view key = pair.substr(0, equals);
    std::string* place = place_of(key, address);
    if (place == nullptr) {
      return fmt::format("'{}' is none of command, definitions, logs, ssh, keyfile, program", key);
    }
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    if (!is_path(value)) return fmt::format("{} is no plain absolute path", key);
    *place = value;
  }
  return {};
}

std::string read_parts(std::string_view uri, ToolstackAddress& address) {
  const std::string_view scheme = scheme_of(uri);
  if (scheme.starts_with("xm")) address.paths.tool = Tool::xm;
  const bool remote = scheme.ends_with("+ssh");
  std::string_view rest = uri.substr(std::min(scheme.size() + 1, uri.size()));
  if (!rest.starts_with("//")) return "'//' is missing after the scheme";
  rest.remove_prefix(2);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view authority = rest.substr(0, slash);
  if (remote == authority.empty()) {
    return remote ? "a host is missing" : "a host needs the scheme xl+ssh or xm+ssh";
  }
  if (remote) {
    if (std::string bad = read_authority(authority, address); !bad.empty()) return bad;
  }
  rest.remove_prefix(std::min(slash + 1, rest.size()));
  if (!rest.empty() && rest.front() != '?') return "a path means nothing here";
  return read_query(rest.empty() ? rest : rest.substr(1), address);
}

}  // namespace

bool is_toolstack_uri(std::string_view uri) {
  const std::string_view scheme = scheme_of(uri);
  return scheme == "xl" || scheme == "xm" || scheme == "xl+ssh" || scheme == "xm+ssh";
}

bool is_plain_word(std::string_view word) {
  constexpr std::string_view signs = "_.+:@%/-";
  return !word.empty() && word.size() <= 200 && word.front() != '-' &&
         std::all_of(word.begin(), word.end(), [&](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  signs.find(c) != std::string_view::npos;
         });
}

AddressReading read_toolstack_uri(std::string_view uri) {
  AddressReading reading;
  if (!is_toolstack_uri(uri)) {
    reading.error = fmt::format("'{}' is none of xl:///, xm:///, xl+ssh://, xm+ssh://", uri);
    return reading;
  }
  const std::string bad = read_parts(uri, reading.address);
  if (!bad.empty()) reading.error = fmt::format("the URI '{}': {}", uri, bad);
  return reading;
}

std::string ssh_command_line(const ToolstackAddress& address) {
  std::string line = address.ssh +
                     " -T -o BatchMode=yes -o ConnectTimeout=5 -o ServerAliveInterval=5"
                     " -o ServerAliveCountMax=3";
  if (!address.keyfile.empty()) line += " -i " + address.keyfile;
  if (!address.port.empty()) line += " -p " + address.port;
  return line;
}

}  // namespace xvm::agent
