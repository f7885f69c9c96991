// What ToolstackHypervisor does to change something. Each is one command, run once.
#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/descriptor.hpp"
#include "agent/store/node_lock.hpp"
#include "agent/toolstack/marked_processes.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"

namespace xvm::agent {
namespace {

constexpr const char* given_up = "nothing begun: the call was given up meanwhile";
constexpr int patience_with_xl_ms = 6'000;  // to take the guest back after a copy was ended

Called ok() { return {CallOutcome::ok, {}}; }
Called refused(std::string why) { return {CallOutcome::refused, std::move(why)}; }
Called nothing_begun(const std::string& why) { return refused("nothing begun: " + why); }

Called of_file(const FileStatus& status) {
  if (status) return ok();
  return {surely_not_done(status.fault) ? CallOutcome::refused : CallOutcome::unknown, status.text};
}

std::vector<std::string> shutdown_words(ShutdownBy by, Tool tool, const std::string& id) {
  if (by == ShutdownBy::power_button) return {"trigger", id, "power"};
  // A guest without Xen's drivers does not see the request: then the power button (hvm only).
  const bool falls_back = by == ShutdownBy::either && tool == Tool::xl;
  return falls_back ? std::vector<std::string>{"shutdown", "-F", id}
                    : std::vector<std::string>{"shutdown", id};
}

}  // namespace

Called ToolstackHypervisor::after(const DomainKey& key, const CommandRun& run,
                                  Afterwards unchanged) const {
  if (run.succeeded()) return ok();
  if (run.end == CommandEnd::not_started) return nothing_begun(run.note);
  if (run.end != CommandEnd::exited) return {CallOutcome::unknown, run.note};
  const Standing now = stand(key);
  const Seen seen = now.domain ? classify(observation_of(*now.domain)) : Seen::absent;
  const bool same = (unchanged == Afterwards::absent && seen == Seen::absent) ||
                    (unchanged == Afterwards::paused && is_paused_copy(seen)) ||
                    (unchanged == Afterwards::executing && seen == Seen::executing);
  const bool surely_nothing = now.error.empty() && same;
  return {surely_nothing ? CallOutcome::refused : CallOutcome::unknown, run.note};
}

// Another domain that has this name, active or defined; empty: nobody.
std::string ToolstackHypervisor::who_has_the_name(const DomainKey& key, const Listing& all) const {
  for (const ListedDomain& domain : all.domains) {
    if (domain.plain_name() == key.name && domain.uuid != key.uuid) return domain.uuid;
  }
  for (const DefinitionFacts& facts : folder_.all().definitions) {
    if (facts.name == key.name && facts.uuid != key.uuid) return facts.uuid;
  }
  return {};
}

Called ToolstackHypervisor::define(const DomainKey& key, const std::string& text) {
  if (is_xml(text)) {
    return refused(
        "the definition is libvirt's XML, and xl cannot read it: convert it with "
        "virsh domxml-to-native xen-xl");
  }
  const DefinitionReading reading = read_any_definition(text);
  if (!reading.error.empty()) return refused(reading.error);
  if (reading.facts.uuid != key.uuid) {
    return refused(fmt::format("the definition is of domain {} with UUID '{}', not of {}",
                               reading.facts.name, reading.facts.uuid, key.uuid));
  }
  const Standing now = stand(key);
  if (!now.error.empty()) return nothing_begun(now.error);
  const std::string other = who_has_the_name({key.uuid, reading.facts.name}, now.all);
  if (!other.empty()) {
    return refused(fmt::format("the name {} belongs to the domain {}", reading.facts.name, other));
  }
  if (withdrawn_) return refused(given_up);
  return of_file(folder_.write(key.uuid, text));
}

Called ToolstackHypervisor::send_shutdown(const DomainKey& key, ShutdownBy by) {
  const Standing now = stand(key);
  if (!now.error.empty()) return nothing_begun(now.error);
  if (!now.domain) return refused("it is not active");
  const Observation seen = observation_of(*now.domain);
  if (classify(seen) != Seen::executing || seen.activity == Activity::in_shutdown) {
    return refused(fmt::format("it is {}", to_text(seen.activity)));
  }
  if (withdrawn_) return refused(given_up);
  const std::string id = std::to_string(now.domain->id);
  return after(key, tools_.change({key.uuid, shutdown_words(by, tools_.paths().tool, id)}),
               Afterwards::executing);
}

// xl leaves a process behind that watches the guest: it reboots it, and writes down how it ended.
Called ToolstackHypervisor::create(const DomainKey& key, ManagedSave) {
  const Standing now = stand(key);
  if (!now.error.empty()) return nothing_begun(now.error);
  if (now.domain) return refused(fmt::format("it is active (number {})", now.domain->id));
  if (!now.file.status) return refused(now.file.status.text);
  if (withdrawn_) return refused(given_up);
  return after(key,
               tools_.change({.uuid = key.uuid,
                              .words = {"create", folder_.file_of(key.uuid)},
                              .leaves_daemon = true}),
               Afterwards::absent);
}

Called ToolstackHypervisor::act(Verb verb, const DomainKey& key) {
  switch (verb) {
    case Verb::create: return create(key, ManagedSave::refuse);
    case Verb::resume: return resume(key);
    case Verb::destroy: return destroy(key);
    case Verb::undefine: return undefine(key);
  }
  return refused("no such act");
}

// A suspended one (a copy or save was cut short) takes "xl resume", which only newer xl have; an
// older one says so and does nothing.
Called ToolstackHypervisor::resume(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return nothing_begun(now.error);
  if (!now.domain) return refused("it is not active");
  const Observation seen = observation_of(*now.domain);
  const bool suspended = seen.activity == Activity::incomplete && now.domain->is_suspended();
  if (seen.activity != Activity::paused && !suspended) {
    return refused(fmt::format("it is {}", to_text(seen.activity)));
  }
  if (withdrawn_) return refused(given_up);
  const std::string id = std::to_string(now.domain->id);
  return after(key, tools_.change({key.uuid, {suspended ? "resume" : "unpause", id}}),
               Afterwards::paused);
}

// A destroy that fails may have ended the guest's devices already: never refused.
Called ToolstackHypervisor::destroy(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return nothing_begun(now.error);
  if (!now.domain) return refused("it is not active");
  if (withdrawn_) return refused(given_up);
  const CommandRun run = tools_.change({key.uuid, {"destroy", std::to_string(now.domain->id)}});
  if (run.succeeded()) return ok();
  if (run.end == CommandEnd::not_started) return nothing_begun(run.note);
  return {CallOutcome::unknown, run.note};
}

Called ToolstackHypervisor::undefine(const DomainKey& key) {
  if (!is_uuid_text(key.uuid)) return refused(fmt::format("'{}' is no UUID", key.uuid));
  if (folder_.read(key.uuid).is_missing()) return refused("it is not defined here");
  if (withdrawn_) return refused(given_up);
  return of_file(folder_.remove(key.uuid));
}

// A save is not ended: xl would leave the guest suspended. Who moves the guest sees the request
// when the save is over.
Called ToolstackHypervisor::abort_job(const DomainKey& key) {
  if (!is_uuid_text(key.uuid)) return refused(fmt::format("'{}' is no UUID", key.uuid));
  const std::string mark = tools_.mark_of(key.uuid);
  const MarkedProcesses marked = find_marked(mark);
  const NodeLock lock = NodeLock::take(folder_.lock_of(key.uuid), 0);
  const bool moves = lock.status().fault == FileFault::silent;
  const auto does = [&](std::string_view verb) {
    return std::any_of(marked.processes.begin(), marked.processes.end(),
                       [&](const MarkedProcess& p) { return p.verb == verb; });
  };
  if (!moves && !does("migrate")) return refused("it is not being moved");
  const std::string request = folder_.abort_of(key.uuid);
  const Descriptor file(::open(request.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (does("save") || does("restore")) {
    return {CallOutcome::ok, "it ends when the guest's memory has been written"};
  }
  if (end_copy(mark, patience_with_xl_ms)) return ok();
  return {CallOutcome::unknown, "the copy was killed and has not ended yet"};
}

}  // namespace xvm::agent
