#include "agent/driver/node_state.hpp"

#include <time.h>

#include <algorithm>
#include <fstream>

namespace xvm::agent {
namespace {

std::string read_boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string id;
  std::getline(file, id);
  return id;
}

records::LocalState empty_state(const std::string& resource) {
  records::LocalState state;
  state.resource = resource;
  return state;
}

}  // namespace

records::Stamp stamp_now() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);
  const auto ms = static_cast<std::uint64_t>(now.tv_sec) * 1000u +
                  static_cast<std::uint64_t>(now.tv_nsec) / 1'000'000u;
  return {read_boot_id(), ms};
}

NodeState::NodeState(LocalFolder folder, std::string resource, records::NodeNames names)
    : folder_(std::move(folder)), resource_(std::move(resource)), names_(std::move(names)) {}

records::LocalState NodeState::read() const {
  const FileContent content = folder_.read_state();
  if (!content.status) return empty_state(resource_);
  const auto state = records::parse_record<records::LocalState>(content.text);
  return state ? *state : empty_state(resource_);
}

std::string NodeState::trouble() const {
  const FileContent content = folder_.read_state();
  if (content.status.fault == FileFault::missing) return {};
  if (!content.status) return content.status.text;
  const auto state = records::parse_record<records::LocalState>(content.text);
  return state ? std::string() : state.error().text;
}

Claim NodeState::last_seen() const {
  const auto claim = records::with_positions(read().last_seen, names_);
  return claim ? *claim : Claim{};
}

std::optional<Emulator> NodeState::emulator() const {
  const records::LocalState state = read();
  if (!state.emulator) return std::nullopt;
  return Emulator{.pid = static_cast<std::int32_t>(state.emulator->pid),
                  .start_ticks = state.emulator->start_ticks,
                  .boot_id = state.emulator->boot,
                  .pid_namespace = state.emulator->pid_namespace};
}

std::string NodeState::change(const std::function<bool(records::LocalState&)>& edit) const {
  std::string trouble;
  bool damaged = false;
  const auto rewrite = [&](const FileContent& before) -> std::optional<std::string> {
    records::LocalState state = empty_state(resource_);
    if (before.status) {
      const auto parsed = records::parse_record<records::LocalState>(before.text);
      if (!parsed) {
        trouble = parsed.error().text;
        damaged = true;
        return std::nullopt;
      }
      state = *parsed;
    } else if (before.status.fault != FileFault::missing) {
      trouble = before.status.text;
      return std::nullopt;
    }
    if (!edit(state)) return std::nullopt;
    const auto text = records::print_record(state);
    if (!text) {
      trouble = text.error().text;
      return std::nullopt;
    }
    return *text;
  };
  FileStatus status = folder_.change_state(rewrite);
  if (damaged && folder_.set_state_aside()) status = folder_.change_state(rewrite);
  return status ? trouble : status.text;
}

std::string NodeState::remember_domain(const std::string& domain, const std::string& uuid) const {
  return change([&](records::LocalState& s) {
    if (s.domain == domain && s.uuid == uuid) return false;
    s.domain = domain;
    s.uuid = uuid;
    return true;
  });
}

std::string NodeState::remember_claim(const Claim& claim) const {
  const auto named = records::with_names(claim, names_);
  if (!named) return named.error().text;
  return change([&](records::LocalState& s) {
    if (s.last_seen == *named || s.last_seen.epoch > named->epoch) return false;
    s.last_seen = *named;
    return true;
  });
}

std::string NodeState::remember_started(const std::optional<Emulator>& emulator) const {
  return change([&](records::LocalState& s) {
    s.started = stamp_now();
    s.emulator.reset();
    if (emulator) {
      s.emulator = records::Emulator{.boot = emulator->boot_id,
                                     .pid_namespace = emulator->pid_namespace,
                                     .pid = static_cast<std::uint32_t>(emulator->pid),
                                     .start_ticks = emulator->start_ticks};
    }
    return true;
  });
}

std::string NodeState::stamp_unknown(bool unknown) const {
  return change([&](records::LocalState& s) {
    if (s.unknown_since.has_value() == unknown) return false;
    s.unknown_since.reset();
    if (unknown) s.unknown_since = stamp_now();
    return true;
  });
}

std::string NodeState::remember_plugin(bool ok) const {
  return change([&](records::LocalState& s) {
    if (s.last_plugin_ok == ok) return false;
    s.last_plugin_ok = ok;
    return true;
  });
}

std::string NodeState::add_debt(const records::OwedDebt& owed) const {
  return change([&](records::LocalState& s) {
    if (std::find(s.debts.begin(), s.debts.end(), owed) != s.debts.end()) return false;
    s.debts.push_back(owed);
    return true;
  });
}

std::string NodeState::forget_debts(const std::vector<std::string>& but_those_of) const {
  return change([&](records::LocalState& s) {
    const auto is_paid = [&](const records::OwedDebt& d) {
      return std::find(but_those_of.begin(), but_those_of.end(), d.node) == but_those_of.end();
    };
    return std::erase_if(s.debts, is_paid) > 0;
  });
}

std::string NodeState::begin_call(const std::string& call, const std::string& node) const {
  return change([&](records::LocalState& s) {
    const std::uint64_t id = s.calls.empty() ? 1 : s.calls.back().id + 1;
    s.calls.push_back({.id = id, .call = call, .node = node, .begun = stamp_now()});
    return true;
  });
}

std::string NodeState::end_call(const std::string& call) const {
  return change([&](records::LocalState& s) {
    const auto last = std::find_if(s.calls.rbegin(), s.calls.rend(),
                                   [&](const auto& c) { return c.call == call; });
    if (last == s.calls.rend()) return false;
    s.calls.erase(std::next(last).base());
    return true;
  });
}

std::string NodeState::forget_calls() const {
  return change([](records::LocalState& s) {
    if (s.calls.empty()) return false;
    s.calls.clear();
    return true;
  });
}

}  // namespace xvm::agent
