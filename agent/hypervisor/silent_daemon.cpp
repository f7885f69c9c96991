#include "agent/hypervisor/silent_daemon.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace xvm::agent {
namespace {

using namespace std::chrono_literals;

// A message: its length, then program, version, procedure, type, serial number and status, all in
// network byte order; a payload follows.
constexpr std::size_t header_words = 7;
enum Word : std::size_t { length, program, version, procedure, type, serial, status };
using Header = std::array<std::uint32_t, header_words>;

std::uint32_t swapped(std::uint32_t word) { return __builtin_bswap32(word); }

bool read_all(int from, void* to, std::size_t bytes) {
  return bytes == 0 || ::recv(from, to, bytes, MSG_WAITALL) == static_cast<ssize_t>(bytes);
}

bool read_message(int from, Header& header) {
  if (!read_all(from, header.data(), sizeof header)) return false;
  for (std::uint32_t& word : header) word = swapped(word);
  std::vector<char> payload(header[length] - sizeof header);
  return read_all(from, payload.data(), payload.size());
}

// "Done", with a zero as payload: no authentication needed, no such feature, nothing. Clients do
// not mind a payload that they did not expect.
void say_yes(int to, Header header) {
  std::array<std::uint32_t, header_words + 1> answer{};
  header[length] = sizeof answer;
  header[type] = 1;  // a reply
  header[status] = 0;
  std::transform(header.begin(), header.end(), answer.begin(), swapped);
  static_cast<void>(::send(to, answer.data(), sizeof answer, MSG_NOSIGNAL));
}

}  // namespace

SilentDaemon::SilentDaemon()
    : path_(::testing::TempDir() + "xvm-daemon-" + std::to_string(::getpid()) + ".sock") {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
  ::unlink(path_.c_str());
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(::listen(listener_, 8), 0);
  EXPECT_EQ(::pipe(static_cast<int*>(wake_up_)), 0);
  thread_ = std::thread([this] { serve(); });
}

SilentDaemon::~SilentDaemon() {
  hang_up();
  ::close(listener_);
  ::close(wake_up_[0]);
  ::unlink(path_.c_str());
}

void SilentDaemon::hang_up() {
  if (!thread_.joinable()) return;
  ::close(wake_up_[1]);
  thread_.join();
}

bool SilentDaemon::was_left_waiting(std::uint32_t asked) {
  std::unique_lock lock(mutex_);
  return left_waiting_.wait_for(lock, 60s, [&] { return unanswered_.count(asked) > 0; });
}

void SilentDaemon::serve() {
  std::vector<pollfd> ends{{wake_up_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
  while (::poll(ends.data(), ends.size(), -1) > 0 && ends[0].revents == 0) {
    for (std::size_t i = ends.size() - 1; i > 1; --i) {
      if (ends[i].revents == 0 || receive(ends[i].fd)) continue;
      ::close(ends[i].fd);
      ends.erase(ends.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (ends[1].revents != 0) ends.push_back({::accept(listener_, nullptr, nullptr), POLLIN, 0});
  }
  for (std::size_t i = 2; i < ends.size(); ++i) ::close(ends[i].fd);
}

bool SilentDaemon::receive(int client) {
  Header header{};
  if (!read_message(client, header)) return false;
  if (!is_silent_) {
    say_yes(client, header);
    return true;
  }
  const std::scoped_lock lock(mutex_);
  unanswered_.insert(header[procedure]);
  left_waiting_.notify_all();
  return true;
}

}  // namespace xvm::agent
