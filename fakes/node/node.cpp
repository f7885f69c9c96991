#include "fakes/node/node.hpp"

#include "fakes/node/domain_calls.hpp"
#include "fakes/node/domain_life.hpp"

namespace xvm::fakes {
namespace {

Reply unanswered(const NodeState& node) { return {node, CallOutcome::unknown, {}}; }

// A connection that cannot be made is a clear "no" to a change, but no answer to a question.
Reply not_connected(const NodeState& node, Ask ask) {
  return {node, only_looks(ask) ? CallOutcome::unknown : CallOutcome::refused, {}};
}

Reply call(NodeState node, const Request& request) {
  if (node.host.daemon == Daemon::down) return not_connected(node, request.ask);
  if (node.host.daemon == Daemon::frozen) {
    if (!only_looks(request.ask)) node.late.keep(request.ask);
    return unanswered(node);
  }
  const Done done = carry_out(node.domain, request);
  node.domain = done.after;
  Reply reply{node, done.outcome, {}};
  if (request.ask == Ask::observe) reply.seen = observe(node.domain);
  return reply;
}

// The callers have long given up; nobody hears the outcomes (R14).
NodeState thawed(NodeState node, Request request) {
  node.host.daemon = Daemon::up;
  for (std::size_t i = 0; i < node.late.count; ++i) {
    request.ask = node.late.asks[i];
    node.domain = carry_out(node.domain, request).after;
  }
  node.late = {};
  return node;
}

// nullopt: cannot happen now.
std::optional<NodeState> strike(NodeState node, const Request& request) {
  const bool lives = node.host.up && node.host.daemon != Daemon::down;
  switch (request.ask) {
    case Ask::freeze_daemon:
      if (!node.host.answers()) return std::nullopt;
      node.host.daemon = Daemon::frozen;
      return node;
    case Ask::thaw_daemon:
      if (node.host.daemon != Daemon::frozen) return std::nullopt;
      return thawed(node, request);
    case Ask::kill_daemon:  // emulators live on; what waited in its sockets is lost
      if (!lives) return std::nullopt;
      return NodeState{{true, Daemon::down}, daemon_lost(node.domain), {}};
    case Ask::start_daemon:
      if (!node.host.up || lives) return std::nullopt;
      return NodeState{{true, Daemon::up}, adopted(node.domain), {}};
    case Ask::crash_host:
      if (!node.host.up) return std::nullopt;
      return NodeState{{false, Daemon::down}, host_crashed(node.domain), {}};
    case Ask::boot_host:
      if (node.host.up) return std::nullopt;
      return NodeState{{true, Daemon::up}, node.domain, {}};
    default: return std::nullopt;
  }
}

std::optional<NodeState> befall(NodeState node, Ask ask) {
  const std::optional<DomainCell> next = happen(node.domain, ask);
  if (!next) return std::nullopt;
  node.domain = *next;
  return node;
}

}  // namespace

Reply apply(const NodeState& node, const Request& request) {
  if (is_call(request.ask)) return call(node, request);
  const auto next = is_node_wide(request.ask) ? strike(node, request) : befall(node, request.ask);
  return {next.value_or(node), next ? CallOutcome::ok : CallOutcome::refused, {}};
}

}  // namespace xvm::fakes
