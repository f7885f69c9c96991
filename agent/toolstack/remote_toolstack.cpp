#include "agent/toolstack/remote_toolstack.hpp"

#include <fmt/format.h>

#include <sstream>

#include "agent/toolstack/text_input.hpp"

namespace xvm::agent {
namespace {

constexpr std::uint32_t act_ms = 29'000;
constexpr std::uint32_t whole_move_ms = 86'400'000;
constexpr std::size_t kept_bytes = std::size_t{8} << 20;  // a definition has at most 4 MiB

// What ssh says before anything was begun on the other side.
bool never_connected(const CommandRun& run) {
  constexpr int ssh_failed = 255;
  if (run.end == CommandEnd::not_started) return true;
  if (run.end != CommandEnd::exited || run.number != ssh_failed || !run.output.empty()) {
    return false;
  }
  for (const char* said : {"ssh: connect to host ", "ssh: Could not resolve hostname ",
                           "Host key verification failed", "Permission denied ("}) {
    if (run.errors.find(said) != std::string::npos) return true;
  }
  return false;
}

// The shell there found no such program (127) or may not run it (126).
bool has_no_program(const CommandRun& run) {
  return run.end == CommandEnd::exited && (run.number == 127 || run.number == 126) &&
         run.output.empty();
}

// The last line: a login shell may greet before.
std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return {};
  const std::size_t before = text.rfind('\n', end);
  return text.substr(before == std::string::npos ? 0 : before + 1, end - (before + 1) + 1);
}

template <class Answer>
Answer read_or(const Json& json, Answer otherwise, const char* what) {
  try {
    return from_json<Answer>(json);
  } catch (const std::exception& e) {
    otherwise.detail = fmt::format("the answer to {} is not understood: {}", what, e.what());
    return otherwise;
  }
}

}  // namespace

RemoteToolstack::RemoteToolstack(ToolstackAddress address, std::string mark)
    : address_(std::move(address)), mark_(std::move(mark)) {}

std::vector<std::string> RemoteToolstack::words_of(const Request& r) const {
  std::vector<std::string> words;
  std::istringstream line(ssh_command_line(address_));
  std::string word;
  line >> word;  // ssh itself
  while (line >> word) words.push_back(word);
  const ToolstackPaths& paths = address_.paths;
  for (const std::string& next :
       {address_.host, address_.program, std::string("--tool"), std::string(to_text(paths.tool)),
        std::string("--definitions"), paths.definitions, std::string("--logs"), paths.logs}) {
    words.push_back(next);
  }
  if (!paths.command.empty()) {
    words.insert(words.end(), {std::string("--command"), paths.command});
  }
  words.push_back(r.call);
  // The UUID decides; a name that a shell could take for something else stays here.
  words.push_back(is_plain_word(r.key.uuid) ? r.key.uuid : "none");
  words.push_back(is_plain_word(r.key.name) ? r.key.name : words.back());
  if (!r.more.empty()) words.push_back(r.more);
  return words;
}

RemoteToolstack::Reply RemoteToolstack::ask(const Request& request) const {
  const Descriptor input = request.input < 0 ? input_of(request.text) : Descriptor();
  if (request.input < 0 && !input.valid()) {
    return {CallOutcome::refused, {}, "nothing begun: no room for the request"};
  }
  CommandOrder order{.program = address_.ssh,
                     .words = words_of(request),
                     .timeout_ms = request.bound_ms,
                     .environment = own_environment(),
                     .kept_bytes = kept_bytes,
                     .input = request.input < 0 ? input.get() : request.input};
  if (!mark_.empty()) order.environment.push_back(mark_);
  const CommandRun run = run_command(order);
  if (never_connected(run)) return {CallOutcome::refused, {}, "nothing begun: " + run.note};
  if (has_no_program(run)) {
    return {CallOutcome::refused,
            {},
            fmt::format("nothing begun: {} cannot be run on {}: is ha-xvm installed there?",
                        address_.program, address_.host)};
  }
  if (!run.succeeded()) return {CallOutcome::unknown, {}, run.note};
  Json answer = Json::parse(last_line(run.output), nullptr, false);
  if (run.dropped_bytes != 0 || !answer.is_object()) {
    return {CallOutcome::unknown, {}, address_.host + " gave no answer that is understood"};
  }
  return {CallOutcome::ok, std::move(answer), {}};
}

Called RemoteToolstack::change(Request request) const {
  if (withdrawn_) {
    return {CallOutcome::refused, "nothing begun: the call was given up meanwhile"};
  }
  if (request.bound_ms < act_ms) request.bound_ms = act_ms;
  const Reply reply = ask(request);
  if (reply.outcome != CallOutcome::ok) return {reply.outcome, reply.detail};
  return read_or(reply.answer, Called{}, request.call.c_str());
}

Looked RemoteToolstack::observe(const DomainKey& key) {
  const Reply reply = ask({.call = "observe", .key = key});
  if (reply.outcome != CallOutcome::ok) return {{}, reply.detail};
  return read_or(reply.answer, Looked{}, "observe");
}

Called RemoteToolstack::define(const DomainKey& key, const std::string& text) {
  return change({.call = "define", .key = key, .text = text});
}

Called RemoteToolstack::send_shutdown(const DomainKey& key, ShutdownBy by) {
  const char* how = by == ShutdownBy::power_button  ? "power-button"
                    : by == ShutdownBy::guest_agent ? "guest-agent"
                                                    : "either";
  return change({.call = "shutdown", .key = key, .more = how});
}

Called RemoteToolstack::act(Verb verb, const DomainKey& key) {
  return change({.call = "act", .key = key, .more = std::string(to_text(verb))});
}

Called RemoteToolstack::create(const DomainKey& key, ManagedSave) { return act(Verb::create, key); }

Called RemoteToolstack::migrate(const DomainKey& key, const MigrationOrder& order) {
  return change(
      {.call = "migrate", .key = key, .text = to_json(order).dump(), .bound_ms = whole_move_ms});
}

Called RemoteToolstack::receive(const DomainKey& key, std::uint64_t bytes, int input) {
  return change({.call = "receive",
                 .key = key,
                 .more = std::to_string(bytes),
                 .input = input,
                 .bound_ms = whole_move_ms});
}

// What another process copies is not told: the deadline bounds it.
MigrationProgress RemoteToolstack::progress(const DomainKey&) { return {}; }

Called RemoteToolstack::abort_job(const DomainKey& key) {
  return change({.call = "abort", .key = key});
}

Called RemoteToolstack::job_idle(const DomainKey& key) {
  const Reply reply = ask({.call = "idle", .key = key});
  if (reply.outcome != CallOutcome::ok) return {CallOutcome::unknown, reply.detail};
  return read_or(reply.answer, Called{}, "idle");
}

Resolved RemoteToolstack::resolve(const std::string& name) {
  if (!is_plain_word(name)) {
    return {CallOutcome::unknown, {}, fmt::format("the name '{}' cannot be asked by ssh", name)};
  }
  const Reply reply = ask({.call = "resolve", .key = {name, name}});
  if (reply.outcome != CallOutcome::ok) return {CallOutcome::unknown, {}, reply.detail};
  return read_or(reply.answer, Resolved{}, "resolve");
}

Dumped RemoteToolstack::dump_definition(const DomainKey& key) {
  const Reply reply = ask({.call = "dump", .key = key});
  if (reply.outcome != CallOutcome::ok) return {CallOutcome::unknown, {}, {}, reply.detail};
  return read_or(reply.answer, Dumped{}, "dump");
}

NeedsAnswer RemoteToolstack::describe_needs(const DomainKey& key) {
  const Reply reply = ask({.call = "needs", .key = key});
  if (reply.outcome != CallOutcome::ok) return {CallOutcome::unknown, {}, reply.detail};
  return read_or(reply.answer, NeedsAnswer{}, "needs");
}

TargetAnswer RemoteToolstack::check_target(const TargetNeeds& needs) {
  TargetAnswer silent{TargetReport{}.with(TargetFault::no_answer), {}};
  const Reply reply = ask({.call = "check", .key = needs.key, .text = to_json(needs).dump()});
  silent.detail = reply.detail;
  if (reply.outcome != CallOutcome::ok) return silent;
  return read_or(reply.answer, silent, "check");
}

PolicyAnswer RemoteToolstack::inspect_policy(const DomainKey& key) {
  PolicyAnswer silent;
  const Reply reply = ask({.call = "policy", .key = key});
  silent.detail = reply.detail;
  if (reply.outcome != CallOutcome::ok) return silent;
  return read_or(reply.answer, silent, "policy");
}

}  // namespace xvm::agent
