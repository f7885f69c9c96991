#include "fakes/gds/pmfadm.hpp"

#include "fakes/gds/hatimerun.hpp"
#include "fakes/gds/local_socket.hpp"
#include "fakes/gds/pmf_monitor.hpp"
#include "fakes/gds/request.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <cstdlib>

namespace xvm::fakes::gds {
namespace {

struct Options {
  std::string start, stop, kill, query, list, modify;
  bool list_all = false;
  std::string action;
  std::vector<std::string> environment;
  bool all_environment = false;
  std::optional<int> retries, period_min;
  int level = -1;
  std::optional<double> wait_s;
  std::vector<std::string> rest;  // the command, or the signal
};

std::optional<int> read_options(Call& call, Options& o) {
  CLI::App app("process monitor of the fake cluster");
  app.prefix_command();
  auto* forms = app.add_option_group("form");
  forms->add_option("-c", o.start, "start a command under this tag");
  forms->add_option("-s", o.stop, "stop watching");
  forms->add_option("-k", o.kill, "send a signal");
  forms->add_option("-q", o.query, "is it watched?");
  forms->add_option("-l", o.list, "list one tag");
  forms->add_flag("-L", o.list_all, "list all tags");
  forms->add_option("-m", o.modify, "modify a tag");
  forms->require_option(1);
  app.add_option("-a", o.action, "program to ask when the retries are used up");
  app.add_option("-e", o.environment, "VAR=VAL for the command")->allow_extra_args(false);
  app.add_flag("-E", o.all_environment, "pass the whole environment");
  app.add_option("-n", o.retries, "restarts; -1: for ever");
  app.add_option("-t", o.period_min, "minutes in which restarts count; -1: for ever");
  app.add_option("-C", o.level, "levels of children to watch; 0: the process alone");
  app.add_option("-w", o.wait_s, "seconds to wait for the end");
  if (const auto code = parse_words(app, call)) return *code == 0 ? 0 : 1;
  o.rest = app.remaining();
  return std::nullopt;
}

std::filesystem::path socket_of(const Call& call, const std::string& tag) {
  return call.folder.process_monitor() / (tag + ".sock");
}

bool is_watched(const Call& call, const std::string& tag) {
  const int socket = connect_to(socket_of(call, tag));
  if (socket >= 0) ::close(socket);
  return socket >= 0;
}

int tell(Call& call, const std::string& tag, const Json& request, double wait_s) {
  const int socket = connect_to(socket_of(call, tag));
  if (socket < 0) return call.refuse(1, "no such tag: " + tag);
  std::optional<std::string> line;
  const std::chrono::milliseconds wait(static_cast<std::int64_t>(wait_s * 1000));
  if (send_line(socket, request.dump())) line = receive_line(socket, wait);
  ::close(socket);
  if (!line) return call.refuse(1, tag + " is not gone in time");
  call.out += Json::parse(*line, nullptr, false).value("out", "");
  return 0;
}

// -s and -k: a signal, and perhaps the wait for the end.
int send_signal(Call& call, const Options& o) {
  const bool stop = !o.stop.empty();
  const std::string tag = stop ? o.stop : o.kill;
  int signal = stop ? 0 : 9;
  if (!o.rest.empty()) {
    const auto number = signal_number(o.rest[0]);
    if (!number) return call.refuse(1, "bad signal " + o.rest[0]);
    signal = *number;
  }
  const Json request{
      {"do", stop ? "stop" : "kill"}, {"signal", signal}, {"wait", o.wait_s.has_value()}};
  constexpr double for_ever_s = 86'400.0;
  const double asked_s = o.wait_s.value_or(10.0);
  return tell(call, tag, request, asked_s < 0 ? for_ever_s : asked_s);
}

// The monitor leaves the caller's session and lets go of its input and output.
[[noreturn]] void become_monitor(PmfWatch watch, int listening) {
  (void)::setsid();
  const int nothing = ::open("/dev/null", O_RDWR);
  for (int descriptor : {0, 1, 2}) (void)::dup2(nothing, descriptor);
  PmfMonitor(std::move(watch), listening).run();
  ::_exit(0);
}

int start(Call& call, const Options& o) {
  if (o.rest.empty()) return call.refuse(1, "no command is named");
  if (o.start.find('/') != std::string::npos) return call.refuse(1, "bad tag " + o.start);
  if (is_watched(call, o.start)) return call.refuse(1, "tag exists: " + o.start);
  std::filesystem::create_directories(call.folder.process_monitor());
  for (const std::string& assignment : o.environment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos) return call.refuse(1, "-e wants VAR=VAL: " + assignment);
    ::setenv(assignment.substr(0, equals).c_str(), assignment.substr(equals + 1).c_str(), 1);
  }
  PmfWatch watch{o.start,
                 o.rest,
                 o.action,
                 o.retries.value_or(0),
                 o.period_min.value_or(-1),
                 o.level,
                 socket_of(call, o.start),
                 call.folder.process_monitor() / (o.start + ".out")};
  if (std::filesystem::exists(call.folder.socket())) watch.ends_with = call.folder.socket();
  const int listening = listen_at(watch.socket);
  if (listening < 0) return call.refuse(1, "cannot make " + watch.socket.string());
  const pid_t pid = ::fork();
  if (pid == 0) become_monitor(std::move(watch), listening);
  ::close(listening);
  return pid > 0 ? 0 : call.refuse(1, "cannot fork");
}

// The answer is waited for: what fake-rgm was told, it knows.
void tell_rgm(const StateFolder& folder, const std::string& launch, const char* what, int code) {
  Call call{.folder = folder, .name = "pmf-watch", .words = {}};
  (void)ask_rgm(call, {{"do", "pmf"}, {"launch", launch}, {"what", what}, {"code", code}});
}

int list_all(Call& call) {
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator(call.folder.process_monitor(), ignored)) {
    const std::string tag = entry.path().stem();
    if (entry.path().extension() == ".sock" && is_watched(call, tag)) call.out += tag + "\n";
  }
  return 0;
}

int modify(Call& call, const Options& o) {
  Json request{{"do", "modify"}};
  if (o.retries) request["retries"] = *o.retries;
  if (o.period_min) request["period_min"] = *o.period_min;
  return tell(call, o.modify, request, 10);
}

}  // namespace

int pmfadm(Call& call) {
  Options o;
  if (const auto code = read_options(call, o)) return *code;
  if (!o.start.empty()) return start(call, o);
  if (!o.stop.empty() || !o.kill.empty()) return send_signal(call, o);
  if (!o.query.empty()) return is_watched(call, o.query) ? 0 : 1;
  if (!o.list.empty()) return tell(call, o.list, {{"do", "list"}}, 10);
  return o.list_all ? list_all(call) : modify(call, o);
}

int pmf_watch(Call& call) {
  if (call.words.size() < 4) return call.refuse(2, "use: LAUNCH LEVEL TAG COMMAND...");
  std::filesystem::create_directories(call.folder.process_monitor());
  PmfWatch watch{.tag = call.words[2], .command = {call.words.begin() + 3, call.words.end()}};
  watch.level = std::atoi(call.words[1].c_str());
  watch.socket = socket_of(call, watch.tag);
  watch.tell = [folder = call.folder, launch = call.words[0]](const char* what, int code) {
    tell_rgm(folder, launch, what, code);
  };
  const int listening = listen_at(watch.socket);
  if (listening < 0) return call.refuse(1, "cannot make " + watch.socket.string());
  PmfMonitor(std::move(watch), listening).run();
  return 0;
}

}  // namespace xvm::fakes::gds
