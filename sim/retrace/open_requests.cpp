#include "sim/retrace/open_requests.hpp"

#include <algorithm>

namespace xvm::sim {
namespace {

// Is the event the answer to the request? An answer names the node of its request.
struct Answers {
  bool operator()(const ReadFacts&, const FactsRead&) const { return true; }
  bool operator()(const SilenceProcessMonitor&, const ProcessMonitorSilenced&) const {
    return true;
  }
  bool operator()(const ReadClaim&, const ClaimRead&) const { return true; }
  bool operator()(const LinkClaim& a, const ClaimLinked& e) const { return a.next == e.claim; }
  bool operator()(const Export& a, const Exported& e) const { return a.node == e.node; }
  bool operator()(const Quarantine& a, const Quarantined& e) const { return a.node == e.node; }
  bool operator()(const Observe& a, const Observed& e) const { return a.node == e.node; }
  bool operator()(const AskWitness& a, const Witnessed& e) const { return a.node == e.node; }
  bool operator()(const Define& a, const Defined& e) const { return a.node == e.node; }
  bool operator()(const SendShutdown& a, const ShutdownSent& e) const { return a.node == e.node; }
  bool operator()(const Act& a, const Acted& e) const {
    return a.verb == e.verb && a.node == e.node;
  }
  bool operator()(const StartMigration&, const Migrated&) const { return true; }
  bool operator()(const AbortJob&, const JobAborted&) const { return true; }
  bool operator()(const AwaitIdle& a, const JobIdle& e) const { return a.node == e.node; }
  bool operator()(const CheckTarget& a, const TargetChecked& e) const { return a.target == e.node; }
  bool operator()(const RunPlugin&, const PluginReturned&) const { return true; }
  bool operator()(const Inspect& a, const Inspected& e) const { return a.subject == e.subject; }
  template <class Request, class Told>
  bool operator()(const Request&, const Told&) const {
    return false;
  }
};

bool is_answered(const Action& a) {
  return !std::holds_alternative<RecordDebt>(a) && !std::holds_alternative<SettleDebts>(a) &&
         !std::holds_alternative<Report>(a) && !std::holds_alternative<Finish>(a);
}

}  // namespace

std::size_t OpenRequests::answered_by(const Event& event) const {
  const auto found = std::find_if(requests_.begin(), requests_.end(), [&](const Action& request) {
    return std::visit(Answers{}, request, event);
  });
  return static_cast<std::size_t>(found - requests_.begin());
}

bool OpenRequests::is_watched(const Event& event) const {
  const auto* observed = std::get_if<Observed>(&event);
  return observed != nullptr && watched_.contains(observed->node);
}

bool OpenRequests::allows(const Event& event) const {
  if (std::holds_alternative<Begin>(event) || !begun_) {
    return std::holds_alternative<Begin>(event) && !begun_;
  }
  if (const auto* e = std::get_if<Expired>(&event)) return armed_.contains(e->timer);
  return is_watched(event) || answered_by(event) < requests_.size();
}

// An observation of a watched node may be the watch's or the answer to a request: the request stays
// open, for nobody can tell.
void OpenRequests::hears(const Event& event) {
  begun_ = true;
  if (const auto* e = std::get_if<Expired>(&event)) return armed_.erase(e->timer);
  if (is_watched(event)) return;
  const std::size_t answered = answered_by(event);
  if (answered == requests_.size()) return;
  requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(answered));
}

void OpenRequests::heed(const Outbox& out) {
  for (const Action& action : out) heed(action);
}

void OpenRequests::heed(const Action& action) {
  if (const auto* a = std::get_if<ArmTimer>(&action)) return armed_.insert(a->timer);
  if (std::holds_alternative<DisarmTimers>(action)) return armed_.clear();
  if (const auto* a = std::get_if<Watch>(&action)) {
    watched_ = watched_.with(a->node);
  } else if (const auto* b = std::get_if<Unwatch>(&action)) {
    watched_ = watched_.without(b->node);
  } else if (is_answered(action)) {
    requests_.push_back(action);
  }
}

}  // namespace xvm::sim
