// The fake "xl migrate" and "xl migrate-receive": the same conversation over the same kind of pipe
// as in Xen 4.17 (tools/xl/xl_migrate.c), with its words, its exit codes and its point of no
// return.
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "fakes/toolstack/node_file.hpp"
#include "fakes/toolstack/toolstack_faults.hpp"
#include "fakes/toolstack/xl_call.hpp"

namespace xvm::fakes::toolstack {
namespace {

constexpr const char* banner = "xl migration receiver ready";
constexpr const char* copied = "domain received, ready to unpause";
constexpr const char* permission = "domain is yours, you are cleared to unpause";
constexpr const char* report = "my copy unpause results are as follows";

// One line; false: the other side has gone.
bool read_line(int from, std::string& line) {
  line.clear();
  for (char c = 0;;) {
    if (::read(from, &c, 1) != 1) return false;
    if (c == '\n') return true;
    line += c;
  }
}
bool expect_line(int from, const char* wanted) {
  std::string line;
  return read_line(from, line) && line == wanted;
}
bool write_line(int to, const std::string& line) {
  const std::string all = line + "\n";
  return ::write(to, all.data(), all.size()) == static_cast<ssize_t>(all.size());
}
void say(const std::string& line) {
  std::fputs((line + "\n").c_str(), stderr);
  std::fflush(stderr);
}
void nap(std::int64_t ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

// "exec ssh ... node xl migrate-receive -p", as xl makes it, with two pipes.
struct Receiver {
  pid_t pid = -1;
  int to = -1;
  int from = -1;

  explicit Receiver(const std::string& rune) {
    int there[2];
    int back[2];
    if (::pipe(there) != 0 || ::pipe(back) != 0) return;
    pid = ::fork();
    if (pid == 0) {
      ::dup2(there[0], 0);
      ::dup2(back[1], 1);
      for (const int end : {there[0], there[1], back[0], back[1]}) ::close(end);
      ::execl("/bin/sh", "sh", "-c", rune.c_str(), static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(there[0]);
    ::close(back[1]);
    to = there[1];
    from = back[0];
  }
  void finish() const {
    ::close(to);
    ::close(from);
    ::waitpid(pid, nullptr, 0);
  }
};

struct Order {
  std::string domain;
  std::string host;
  std::string ssh = "ssh";
  std::optional<Fault> fault;
  bool paused = false;
};

Order order_of(const XlCall& call) {
  Order order;
  std::vector<std::string> plain;
  for (std::size_t i = 1; i < call.words.size(); ++i) {
    const std::string& word = call.words[i];
    if (word == "-s" && i + 1 < call.words.size()) {
      order.ssh = call.words[++i];
    } else if (word == "-p") {
      order.paused = true;
    } else if (word.rfind("--fault=", 0) == 0) {
      order.fault = from_text<Fault>(word.substr(8));
    } else if (word.front() != '-') {
      plain.push_back(word);
    }
  }
  if (plain.size() == 2) order.domain = plain[0], order.host = plain[1];
  return order;
}

class Sender {
 public:
  Sender(XlCall& call, Order order) : call_(call), order_(std::move(order)) {}

  int run() {
    const std::string refused = begin();
    if (!refused.empty()) return call_.refuse(refused);
    const Receiver receiver(fmt::format("exec {} {} xl migrate-receive{}", order_.ssh, order_.host,
                                        order_.paused ? " -p" : ""));
    const int code = talk(receiver);
    receiver.finish();
    return code;
  }

 private:
  std::string begin() {
    std::string why;
    call_.node.change([&](NodeNow& now) {
      const XenGuest* guest = now.find(order_.domain);
      if (guest == nullptr) {
        why = fmt::format("xl: '{}' is an invalid domain identifier (rc=-6)", order_.domain);
        return;
      }
      guest_ = *guest;
      copy_ms_ = now.pace.copy_ms;
    });
    return why;
  }

  int talk(const Receiver& receiver) {
    if (!expect_line(receiver.from, banner)) {
      say("migration sender: no answer from the target");
      return 1;
    }
    say("Saving to migration stream new xl format (info 0x3/0x0/1420)");
    if (guest_.kind == Kind::pv) {
      say("xc: error: Failed to enable logdirty: 16,0,16: Internal error");
      return resume("migration sender: libxl_domain_suspend failed (rc=-3)");
    }
    if (!copy(receiver)) return resume("migration sender: the stream broke");
    suspend();
    if (order_.fault == Fault::die_copied) ::raise(SIGKILL);
    const bool complete = write_line(receiver.to, "MEMORY " + guest_json(guest_).dump());
    if (!complete || !expect_line(receiver.from, copied))
      return resume("migration sender: no READY");
    say("migration sender: Target has acknowledged transfer.");
    rename("--migratedaway");
    say("migration sender: Giving target permission to start.");
    if (!write_line(receiver.to, permission)) return undefined_now();
    if (order_.fault == Fault::lost_report) {
      nap(100);
      return undefined_now();
    }
    if (!expect_line(receiver.from, report)) return undefined_now();
    std::string code;
    if (!read_line(receiver.from, code)) return undefined_now();
    say("migration sender: Target reports successful startup.");
    with_guest([](NodeNow& now, XenGuest& guest) {
      now.log(guest, fmt::format("Domain {} has shut down, reason code 2 0x2", guest.id));
      now.end(guest, fmt::format("Domain {} has been destroyed.", guest.id));
    });
    say("Migration successful.");
    return 0;
  }

  bool copy(const Receiver& receiver) {
    if (!write_line(receiver.to, "GUEST " + guest_json(guest_).dump())) return false;
    constexpr int parts = 3;
    for (int part = 1; part <= parts; ++part) {
      const std::uint64_t pages = guest_.memory_mib * 256;
      say(fmt::format("xc: Frames iteration 0 of 5: {}/{} {:3d}%", pages * unsigned(part) / parts,
                      pages, 100 * part / parts));
      nap(copy_ms_ / parts);
      while (order_.fault == Fault::hang_copying) {
        if (!write_line(receiver.to, "PAGES")) return false;
        nap(20);
      }
      if (!write_line(receiver.to, "PAGES")) return false;
    }
    return true;
  }

  template <class Deed>
  void with_guest(Deed deed) {
    call_.node.change([&](NodeNow& now) {
      if (XenGuest* guest = now.by_uuid(guest_.uuid)) {
        deed(now, *guest);
        guest_ = *guest;
      }
    });
  }
  void suspend() {
    with_guest([](NodeNow&, XenGuest& guest) { guest.suspended = true; });
  }
  void rename(const std::string& ending) {
    with_guest([&](NodeNow&, XenGuest& guest) { guest.ending = ending; });
  }
  int resume(const std::string& why) {
    say(why);
    say("Migration failed, resuming at sender.");
    with_guest([](NodeNow&, XenGuest& guest) { guest.suspended = false; });
    return 1;
  }
  static int undefined_now() {
    say("** Migration failed during final handshake **\nDomain state is now undefined !");
    return 1;
  }

  XlCall& call_;
  Order order_;
  XenGuest guest_;
  std::int64_t copy_ms_ = 0;
};

// The incoming guest of `line` ("GUEST {...}"); empty: it is there, else why not.
std::string take_in(const XenNode& node, const std::string& line, XenGuest& guest) {
  guest = guest_from(Json::parse(line.substr(line.find(' ') + 1)));
  std::string why;
  node.change([&](NodeNow& now) {
    if (now.find(guest.name) != nullptr || now.by_uuid(guest.uuid) != nullptr) {
      why = "libxl: error: domain with name \"" + guest.name + "\" already exists.";
      return;
    }
    if (now.free_mib < guest.memory_mib) {
      why = "libxl: error: xc_domain_populate_physmap failed: out of memory";
      return;
    }
    guest.ending = "--incoming";
    guest.suspended = false;
    now.begin(guest, true);
  });
  return why;
}

int drop(const XenNode& node, const XenGuest& guest) {
  say("migration target: Failure, destroying our copy.");
  node.change([&](NodeNow& now) {
    XenGuest* here = now.by_uuid(guest.uuid);
    if (here != nullptr && here->ending == "--incoming") now.end(*here, "");
  });
  return 1;
}

void hang_up(int) {}

}  // namespace

int xl_migrate(XlCall& call) {
  ::signal(SIGPIPE, SIG_IGN);
  return Sender(call, order_of(call)).run();
}

int xl_migrate_receive(XlCall& call) {
  ::signal(SIGPIPE, SIG_IGN);
  struct sigaction broken {};
  broken.sa_handler = hang_up;  // ends a read: the connection is gone
  ::sigaction(SIGHUP, &broken, nullptr);
  say("migration target: Ready to receive domain.");
  std::string line;
  if (!write_line(1, banner) || !read_line(0, line) || line.rfind("GUEST ", 0) != 0) return 1;
  XenGuest guest;
  if (const std::string why = take_in(call.node, line, guest); !why.empty())
    return call.refuse(why);
  do {
    if (!read_line(0, line)) return drop(call.node, guest);
  } while (line == "PAGES");
  if (line.rfind("MEMORY ", 0) != 0) return drop(call.node, guest);
  const XenGuest memory = guest_from(Json::parse(line.substr(7)));
  say("migration target: Transfer complete, requesting permission to start domain.");
  if (!write_line(1, copied) || !expect_line(0, permission)) return drop(call.node, guest);
  say("migration target: Got permission, starting domain.");
  call.node.change([&](NodeNow& now) {
    XenGuest* here = now.by_uuid(guest.uuid);
    if (here == nullptr) return;
    const std::string plain = here->name;
    here->ending.clear();
    here->node.domain.guest = memory.node.domain.guest;
    if (!call.has("-p")) (void)now.ask(*here, Ask::resume);
  });
  say("migration target: Domain started successsfully.");
  (void)write_line(1, report);
  (void)write_line(1, "0");
  return 0;
}

}  // namespace xvm::fakes::toolstack
