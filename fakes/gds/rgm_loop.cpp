#include "fakes/gds/rgm_loop.hpp"

#include "fakes/gds/local_socket.hpp"
#include "fakes/gds/requests.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <system_error>

namespace xvm::fakes::gds {
namespace {

int watched_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGTERM, SIGINT}) ::sigaddset(&set, number);
  (void)::sigprocmask(SIG_BLOCK, &set, nullptr);
  return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

// true: told to end.
bool read_signals(int signals) {
  bool end = false;
  signalfd_siginfo info{};
  while (::read(signals, &info, sizeof info) == sizeof info) end |= info.ssi_signo != SIGCHLD;
  return end;
}

void lock_folder(const StateFolder& folder) {
  const auto file = folder.path / "rgm.lock";
  const int lock = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0 || ::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    throw std::runtime_error("another fake-rgm runs in " + folder.path.string());
  }
}

// A command sends its line at once; one that was stopped half-way is not waited for.
ReplyPtr take_request(int listening, Executor& executor, Requests& requests) {
  const int connection = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
  if (connection < 0) return nullptr;
  const auto line = receive_line(connection, std::chrono::milliseconds(500));
  auto reply = std::make_shared<Reply>(connection, [&executor] { executor.write_snapshot(); });
  const Json request = line ? Json::parse(*line, nullptr, false) : Json();
  if (!request.is_object()) {
    reply->refuse(ClError::inval, "no request");
    return reply;
  }
  try {
    requests.handle(request, reply);
  } catch (const std::exception& e) {  // a request of a wrong shape
    reply->refuse(ClError::internal, e.what());
  }
  return reply;
}

void loop(int listening, int signals, Executor& executor, Requests& requests) {
  for (;;) {
    executor.work();
    executor.write_snapshot();
    pollfd sources[2] = {{signals, POLLIN, 0}, {listening, POLLIN, 0}};
    (void)::poll(sources, 2, executor.wait_ms());
    if (read_signals(signals)) return;
    if ((sources[1].revents & POLLIN) == 0) continue;
    // What the request set off at once is done before the answer goes out.
    const ReplyPtr reply = take_request(listening, executor, requests);
    executor.work();
  }
}

}  // namespace

int run_rgm(RgmOptions options) {
  const StateFolder folder = options.executor.folder;
  std::filesystem::create_directories(folder.path);
  lock_folder(folder);
  (void)::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const int signals = watched_signals();
  Cluster cluster(options.nodes, options.private_pattern, options.rules);
  Executor executor(options.executor, cluster);
  Requests requests(cluster, executor);
  executor.feed(rgm::NodesJoined{options.members});
  executor.work();
  const int listening = listen_at(folder.socket());
  if (listening < 0) {
    throw std::system_error(errno, std::generic_category(), folder.socket().string());
  }
  loop(listening, signals, executor, requests);
  std::filesystem::remove(folder.socket());
  executor.end();
  ::close(listening);
  return 0;
}

}  // namespace xvm::fakes::gds
