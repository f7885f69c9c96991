// How ToolstackHypervisor moves a domain, such that "source absent and undefined" stays the proof
// of a complete copy (architecture, section 6): the target defines it first; the copy stays paused
// there; and the source's definition is removed as the very last act, after the source's domain has
// gone and the paused copy was seen. Whatever fails before leaves the source's definition alone.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/node_lock.hpp"
#include "agent/toolstack/save_move.hpp"

namespace xvm::agent {
namespace {

constexpr std::uint32_t whole_move_ms = 86'400'000;  // the machine aborts a copy long before
constexpr const char* given_up = "nothing begun: the call was given up meanwhile";

Called refused(std::string why) { return {CallOutcome::refused, std::move(why)}; }
Called unknown(std::string why) { return {CallOutcome::unknown, std::move(why)}; }

// Where the memory goes: MIGRATE_URI's host ("tcp://10.0.0.2") on a network of its own, else the
// target's. Empty: it is no plain host.
std::string stream_host(const MigrationOrder& order, const ToolstackAddress& target) {
  if (order.migrate_uri.empty()) return target.host;
  const std::size_t begin = order.migrate_uri.find("://");
  if (begin == std::string::npos) return {};
  const std::string rest = order.migrate_uri.substr(begin + 3);
  const std::string host = rest.substr(0, rest.find_first_of(":/"));
  const std::size_t at = target.host.find('@');
  const std::string user = at == std::string::npos ? "" : target.host.substr(0, at + 1);
  return is_plain_word(host) ? user + host : std::string();
}

}  // namespace

// The copy that was seen on the target: complete, defined, and not executing by our doing.
bool copy_is_there(const Looked& looked) {
  const Seen seen = classify(looked.seen);
  return looked.seen.defined && (seen == Seen::paused || seen == Seen::executing);
}

// An answer may take a moment: xl renames the copy only when it is complete.
Looked look_for_copy(RemoteToolstack& peer, const DomainKey& key) {
  constexpr int looks = 4;
  Looked looked;
  for (int i = 0; i < looks; ++i) {
    if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(500));
    looked = peer.observe(key);
    const Seen seen = classify(looked.seen);
    if (seen != Seen::unknown && seen != Seen::incomplete) break;
  }
  return looked;
}

// One move by "xl migrate -p": the target's copy stays paused, the commit is ours.
class LiveMove {
 public:
  LiveMove(ToolstackHypervisor& here, RemoteToolstack& peer, DomainKey key)
      : here_(here), peer_(peer), key_(std::move(key)) {}

  Called run(std::uint32_t id, const ToolstackAddress& target, const std::string& host) {
    here_.progress_.begin();
    const CommandRun copied = here_.tools_.change(
        {.uuid = key_.uuid,
         .words = {"migrate", "-p", "-s", ssh_command_line(target), std::to_string(id), host},
         .timeout_ms = whole_move_ms,
         .watch_errors = [this](std::string_view bytes) { here_.progress_.feed(bytes); }});
    here_.progress_.end();
    if (copied.end == CommandEnd::not_started) return refused("nothing begun: " + copied.note);
    const auto now = here_.stand(key_);
    if (!now.error.empty()) return unknown(copied.note + "; then: " + now.error);
    const Looked there = look_for_copy(peer_, key_);
    if (now.domain && !ends_handshake(*now.domain, copied, there)) {
      return unknown(copied.note.empty() ? "xl said it has moved, but it is here" : copied.note);
    }
    if (!now.domain && !copied.succeeded()) return unknown(copied.note);
    if (!copy_is_there(there)) {
      return unknown(fmt::format("it has left, but the target says {} ({})",
                                 to_text(there.seen.activity), there.detail));
    }
    return here_.undefine_after_move(key_, {});
  }

 private:
  // xl gave the target its permission and did not hear the answer: it leaves the source suspended
  // under another name and the rest to people. The target's copy has its own name by now, so it is
  // complete; the source has not executed since. What is left is what xl does after the answer.
  bool ends_handshake(const ListedDomain& source, const CommandRun& copied, const Looked& there) {
    const bool was_permitted =
        copied.errors.find("Giving target permission to start") != std::string::npos;
    const bool stands_still = source.is_suspended() && source.plain_name() != source.name;
    if (!was_permitted || !stands_still || classify(there.seen) != Seen::paused) return false;
    const Called gone = here_.destroy(key_);
    const auto now = here_.stand(key_);
    return gone.outcome == CallOutcome::ok && now.error.empty() && !now.domain;
  }

  ToolstackHypervisor& here_;
  RemoteToolstack& peer_;
  DomainKey key_;
};

Called ToolstackHypervisor::undefine_after_move(const DomainKey& key, std::string detail) {
  const FileStatus removed = folder_.remove(key.uuid);
  if (removed || removed.fault == FileFault::missing) return {CallOutcome::ok, std::move(detail)};
  return unknown("it has moved, but stays defined here: " + removed.text);
}

Called ToolstackHypervisor::migrate(const DomainKey& key, const MigrationOrder& order) {
  const AddressReading reading = read_toolstack_uri(order.target_uri);
  if (!reading.error.empty()) return refused(reading.error);
  const ToolstackAddress& target = reading.address;
  if (!target.is_remote()) return refused("the target's URI must be xl+ssh:// or xm+ssh://");
  const std::string host = stream_host(order, target);
  if (host.empty()) return refused("MIGRATE_URI has no plain host: " + order.migrate_uri);
  const Standing now = stand(key);
  if (!now.error.empty()) return refused("nothing begun: " + now.error);
  if (!now.domain) return refused("it is not active");
  const Seen seen = classify(observation_of(*now.domain));
  if (seen != Seen::executing && seen != Seen::paused) return refused("it cannot be moved now");
  if (!now.file.status) return refused("it has no definition: " + now.file.status.text);
  const NodeLock lock = NodeLock::take(folder_.lock_of(key.uuid), 500);
  if (!lock.held()) return refused("it is being moved: " + lock.status().text);
  ::unlink(folder_.abort_of(key.uuid).c_str());
  RemoteToolstack peer(target, tools_.mark_of(key.uuid));
  const Looked before = peer.observe(key);
  if (before.seen.activity != Activity::inactive) {
    return refused(before.detail.empty() ? "it is active on the target" : before.detail);
  }
  if (withdrawn_) return refused(given_up);
  if (Called defined = peer.define(key, now.file.text); defined.outcome != CallOutcome::ok) {
    return defined;
  }
  const bool is_pv = read_any_definition(now.file.text).facts.is_xen_pv();
  const bool copies_alive = order.live && !is_pv && tools_.paths().tool == Tool::xl;
  const Called moved = copies_alive ? LiveMove(*this, peer, key).run(now.domain->id, target, host)
                                    : SaveMove(*this, peer, key).run(*now.domain);
  if (moved.outcome != CallOutcome::ok && !before.seen.defined) take_back_definition(key, peer);
  return moved;
}

// The definition that we put on the target is of no use there when the guest stayed here.
void ToolstackHypervisor::take_back_definition(const DomainKey& key, RemoteToolstack& peer) const {
  const Standing now = stand(key);
  if (!now.error.empty() || !now.domain || !now.file.status) return;
  if (peer.observe(key).seen.activity == Activity::inactive) peer.act(Verb::undefine, key);
}

}  // namespace xvm::agent
