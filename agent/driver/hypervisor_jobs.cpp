// The hypervisor port's requests as calls of agent/hypervisor.
#include "agent/driver/definitions.hpp"
#include "agent/driver/production_jobs.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace xvm::agent {
namespace {

using std::chrono::milliseconds;

void remember_started(const Tools& t) {
  t.state->remember_started(find_emulator(t.resource->key, qemu_pid_folder(t.resource->uri)));
}

// The second witness's process. An administrator may have started the domain anew behind our back:
// then the recorded emulator is gone, and that proves nothing as long as another one runs it.
std::optional<Emulator> present_emulator(const Tools& t) {
  std::optional<Emulator> recorded = t.state->emulator();
  if (recorded && witness(*recorded) != Witness::gone) return recorded;
  auto other = find_emulator(t.resource->key, qemu_pid_folder(t.resource->uri));
  return other ? other : recorded;
}

// R1: what the second witness says of the domain on this node.
Witness ask_witness(const Tools& t) {
  if (const std::optional<Emulator> emulator = present_emulator(t)) return witness(*emulator);
  const bool none = proves_no_emulator(t.resource->key.uuid, qemu_pid_folder(t.resource->uri));
  return none ? Witness::gone : Witness::unknown;
}

// A silent hypervisor whose emulator is proven gone has no job left, and a call of ours that waits
// at its door was written down (R14).
bool is_idle_without_hypervisor(const Tools& t) {
  return ask_witness(t) == Witness::gone && t.state->read().calls.empty();
}

std::string what(std::string_view deed, const Resource& r, NodeId node) {
  return fmt::format("{} {}", deed, r.node_name(node));
}

// Waits until nothing works on the domain. A call of an earlier life of this method that was never
// seen to end (R14) counts as work until the hypervisor has answered twice, some time apart, with
// the same picture: whatever was queued at its door has happened by then.
Answer wait_until_idle(Hypervisor& h, const DomainKey& key, const NodeState& state, NodeId node,
                       std::int64_t patience_ms, bool own) {
  constexpr auto look_again = milliseconds(250);
  constexpr int quiet_looks_needed = 3;
  const auto deadline = std::chrono::steady_clock::now() + milliseconds(patience_ms);
  const bool suspicious = own && !state.read().calls.empty();
  int quiet_looks = 0;
  Observation last;
  while (true) {
    const Called idle = h.job_idle(key);
    if (idle.outcome == CallOutcome::unknown) {
      return {JobIdle{node, CallOutcome::unknown}, idle.detail};
    }
    if (idle.outcome == CallOutcome::ok) {
      if (!suspicious) return {JobIdle{node, CallOutcome::ok}};
      const Observation seen = h.observe(key).seen;
      quiet_looks = seen == last && seen.activity != Activity::unknown ? quiet_looks + 1 : 1;
      last = seen;
      if (quiet_looks >= quiet_looks_needed) {
        return {JobIdle{node, CallOutcome::ok}, state.forget_calls()};
      }
    }
    if (std::chrono::steady_clock::now() + look_again > deadline) {
      return {JobIdle{node, CallOutcome::refused}, idle.detail};
    }
    std::this_thread::sleep_for(look_again);
  }
}

}  // namespace

Job ProductionJobs::make(const Observe& a) {
  auto h = hypervisors_.at(a.node);
  // No answer of a node that is no member is needed (R3), and a node without power gives none: a
  // failover must not wait for it as for the others.
  const bool member = !last_facts_->readable || last_facts_->members.contains(a.node);
  const std::int64_t bound_ms = member ? tools_.call_bound_ms : tools_.stranger_bound_ms;
  return {what("observe", *tools_.resource, a.node),
          [h, key = tools_.resource->key, node = a.node, silent = silent_]() -> Answer {
            if (!h) return {Observed{node, {}}, "no PEER_URI"};
            Looked looked = h->observe(key);
            (*silent)[index(node)] = looked.seen.activity == Activity::unknown;
            return {Observed{node, looked.seen}, std::move(looked.detail)};
          },
          Observed{a.node, {}}, bound_ms};
}

Job ProductionJobs::make(const Define& a) {
  auto h = hypervisors_.at(a.node);
  return {what("define on", *tools_.resource, a.node),
          [h, t = tools_, node = a.node]() -> Answer {
            const std::string xml = best_definition(t);
            if (xml.empty()) {
              return {Defined{node, CallOutcome::refused},
                      "no intact export on ADMIN, no intact copy on this node, no definition file"};
            }
            if (!h) return {Defined{node, CallOutcome::refused}, "no PEER_URI"};
            Called end = h->define(t.resource->key, xml);
            return {Defined{node, end.outcome}, std::move(end.detail)};
          },
          Defined{a.node, CallOutcome::unknown}, tools_.act_bound_ms};
}

Job ProductionJobs::make(const SendShutdown& a) {
  auto h = hypervisors_.at(a.node);
  return {what("send shutdown to", *tools_.resource, a.node),
          [h, key = tools_.resource->key, node = a.node]() -> Answer {
            if (!h) return {ShutdownSent{node, CallOutcome::refused}, "no PEER_URI"};
            Called end = h->send_shutdown(key);
            return {ShutdownSent{node, end.outcome}, std::move(end.detail)};
          },
          ShutdownSent{a.node, CallOutcome::unknown}, tools_.act_bound_ms};
}

Job ProductionJobs::make(const Act& a) {
  const bool own = a.node == tools_.resource->self;
  const Event silent = Acted{a.verb, a.node, CallOutcome::unknown};
  const std::string name = what(to_text(a.verb), *tools_.resource, a.node);
  const bool is_silent_destroy = a.verb == Verb::destroy && own && (*silent_)[index(a.node)];
  auto h = hypervisors_.at(a.node);
  return {name,
          [h, t = tools_, a, own, is_silent_destroy]() -> Answer {
            if (is_silent_destroy) {
              // The emulator can still be ended (R1).
              if (const std::optional<Emulator> emulator = present_emulator(t)) {
                Called end = end_emulator(*emulator, milliseconds(5'000));
                return {Acted{a.verb, a.node, end.outcome}, "emulator: " + end.detail};
              }
            }
            if (!h) return {Acted{a.verb, a.node, CallOutcome::refused}, "no PEER_URI"};
            // R14: written down before it is begun, forgotten when its end was seen.
            const bool starts = own && (a.verb == Verb::create || a.verb == Verb::resume);
            const std::string call(to_text(a.verb));
            if (starts) t.state->begin_call(call, t.resource->node_name(a.node));
            Called end = h->act(a.verb, t.resource->key);
            if (starts && end.outcome != CallOutcome::unknown) t.state->end_call(call);
            if (starts && end.outcome == CallOutcome::ok) remember_started(t);
            return {Acted{a.verb, a.node, end.outcome}, std::move(end.detail)};
          },
          silent, tools_.act_bound_ms};
}

Job ProductionJobs::make(const AbortJob& a) {
  auto h = hypervisors_.at(a.node);
  return {what("abort job on", *tools_.resource, a.node),
          [h, key = tools_.resource->key]() -> Answer {
            if (!h) return {JobAborted{CallOutcome::refused}, "no PEER_URI"};
            Called end = h->abort_job(key);
            return {JobAborted{end.outcome}, std::move(end.detail)};
          },
          JobAborted{CallOutcome::unknown}, tools_.call_bound_ms};
}

Job ProductionJobs::make(const AwaitIdle& a) {
  auto h = hypervisors_.at(a.node);
  const bool own = a.node == tools_.resource->self;
  const bool silent = own && (*silent_)[index(a.node)];
  return {what("await idle on", *tools_.resource, a.node),
          [h, t = tools_, node = a.node, own, silent]() -> Answer {
            const Answer idle{JobIdle{node, CallOutcome::ok}, "emulator gone"};
            // Who was silent in this method would be waited for in vain.
            if (silent && is_idle_without_hypervisor(t)) return idle;
            if (!h) return {JobIdle{node, CallOutcome::unknown}, "no PEER_URI"};
            Answer answer =
                wait_until_idle(*h, t.resource->key, *t.state, node, t.idle_wait_ms, own);
            const bool unknown = std::get<JobIdle>(*answer.event).outcome == CallOutcome::unknown;
            if (unknown && own && is_idle_without_hypervisor(t)) return idle;
            return answer;
          },
          JobIdle{a.node, CallOutcome::unknown}, tools_.idle_wait_ms + tools_.call_bound_ms};
}

Job ProductionJobs::make(const AskWitness& a) {
  const bool own = a.node == tools_.resource->self;
  return {what("ask witness of", *tools_.resource, a.node),
          [t = tools_, node = a.node, own]() -> Answer {
            if (!own) return {Witnessed{node, Witness::unknown}, "no witness for a peer"};
            return {Witnessed{node, ask_witness(t)}};
          },
          Witnessed{a.node, Witness::unknown}, tools_.call_bound_ms};
}

}  // namespace xvm::agent
