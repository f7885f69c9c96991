#include "fakes/gds/local_socket.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace xvm::fakes::gds {
namespace {

using Clock = std::chrono::steady_clock;

// Reaches the socket by way of its folder's descriptor.
template <class Act>
int with_address(const std::filesystem::path& path, Act act) {
  const int folder = ::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  const std::string name =
      "/proc/self/fd/" + std::to_string(folder) + "/" + path.filename().string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  int result = -1;
  if (name.size() < sizeof address.sun_path) {
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket >= 0 && act(socket, reinterpret_cast<const sockaddr*>(&address),
                           static_cast<socklen_t>(sizeof address)) == 0) {
      result = socket;
    } else if (socket >= 0) {
      ::close(socket);
    }
  } else {
    errno = ENAMETOOLONG;
  }
  const int error = errno;
  ::close(folder);
  errno = error;
  return result;
}

}  // namespace

// Who sees the socket can connect to it: it gets its name only once it listens.
int listen_at(const std::filesystem::path& path) {
  const std::filesystem::path unready = path.string() + ".new";
  std::error_code failed;
  std::filesystem::remove(unready, failed);
  const int listening =
      with_address(unready, [](int socket, const sockaddr* address, socklen_t size) {
        return ::bind(socket, address, size) == 0 ? ::listen(socket, 64) : -1;
      });
  if (listening < 0) return listening;
  std::filesystem::rename(unready, path, failed);
  if (!failed) return listening;
  ::close(listening);
  errno = failed.value();
  return -1;
}

int connect_to(const std::filesystem::path& path) {
  return with_address(path, [](int socket, const sockaddr* address, socklen_t size) {
    return ::connect(socket, address, size);
  });
}

bool send_line(int socket, const std::string& line) {
  const std::string text = line + "\n";
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t n = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    sent += static_cast<std::size_t>(n);
  }
  return true;
}

std::optional<std::string> receive_line(int socket, std::chrono::milliseconds wait) {
  const auto deadline = Clock::now() + wait;
  std::string text;
  while (text.empty() || text.back() != '\n') {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd waiting{socket, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    std::array<char, 4096> piece{};
    const ssize_t n = ::recv(socket, piece.data(), piece.size(), 0);
    if (n <= 0) return std::nullopt;
    text.append(piece.data(), static_cast<std::size_t>(n));
  }
  text.pop_back();
  return text;
}

}  // namespace xvm::fakes::gds
