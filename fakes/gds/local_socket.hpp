// fakes/gds/local_socket.hpp
//
// Purpose: unix sockets in folders of any depth (the address of a unix socket holds 107 bytes).
// Thread rule: plain descriptors; one thread per descriptor.
//
//   int listening = listen_at(folder.socket());
//   int peer = connect_to(folder.socket());              // -1: nobody listens
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace xvm::fakes::gds {

// Both are close-on-exec and return -1 with errno. A socket of a dead listener is replaced.
int listen_at(const std::filesystem::path& path);
int connect_to(const std::filesystem::path& path);

// Sends all of `line` and a newline, and reads up to a newline; nullopt: no whole line in time.
bool send_line(int socket, const std::string& line);
std::optional<std::string> receive_line(int socket, std::chrono::milliseconds wait);

}  // namespace xvm::fakes::gds
