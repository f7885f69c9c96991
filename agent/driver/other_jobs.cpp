// Facts, inspections, plugins, and what all jobs share.
#include "agent/driver/production_jobs.hpp"
#include "agent/inspection/hypervisor_kind.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace xvm::agent {

ProductionJobs::ProductionJobs(Tools tools)
    : tools_(std::move(tools)), hypervisors_(*tools_.resource, tools_.make_hypervisor) {}

Job ProductionJobs::job_for(const Action& action) {
  return std::visit([this](const auto& a) { return make(a); }, action);
}

template <class Other>
Job ProductionJobs::make(const Other&) {
  std::abort();  // the driver keeps timers, watches, reports and the end to itself
}

void ProductionJobs::gave_up(const Action& action) {
  const auto leave = [this](NodeId node, bool changes) {
    (*silent_)[index(node)] = true;
    if (changes) abandoned_ = abandoned_.with(node);
    hypervisors_.withdraw(node);
  };
  // What a late worker brings must not become what the cluster said.
  if (std::holds_alternative<ReadFacts>(action)) last_facts_ = std::make_shared<Facts>();
  if (const auto* a = std::get_if<Observe>(&action)) leave(a->node, false);
  if (const auto* a = std::get_if<AwaitIdle>(&action)) leave(a->node, false);
  if (const auto* a = std::get_if<Define>(&action)) leave(a->node, true);
  if (const auto* a = std::get_if<SendShutdown>(&action)) leave(a->node, true);
  if (const auto* a = std::get_if<Act>(&action)) leave(a->node, true);
  if (const auto* a = std::get_if<AbortJob>(&action)) leave(a->node, true);
  if (const auto* a = std::get_if<Export>(&action)) leave(a->node, false);
  if (const auto* a = std::get_if<Quarantine>(&action)) leave(a->node, false);
  if (const auto* a = std::get_if<CheckTarget>(&action)) {
    leave(a->source, false);
    leave(a->target, false);
  }
  if (const auto* a = std::get_if<StartMigration>(&action)) {
    leave(a->source, true);
    abandoned_ = abandoned_.with(a->target);
  }
}

void ProductionJobs::watch(NodeId node, std::function<void()> nudge) {
  const std::string uri = hypervisors_.uri_of(node);
  // A toolstack without libvirt has no events: the audit alone has to do.
  if (uri.empty() || is_toolstack(uri)) return;
  WatchOrder order{.address = {uri}, .key = tools_.resource->key};
  watches_[index(node)] = std::make_unique<Watch>(
      std::move(order), [nudge = std::move(nudge)](const News&) { nudge(); });
}

void ProductionJobs::unwatch(NodeId node) { watches_[index(node)].reset(); }

Job ProductionJobs::make(const ReadFacts&) {
  return {"read facts",
          [facts = tools_.facts, last = last_facts_]() -> Answer {
            *last = facts->read();
            return {FactsRead{*last}};
          },
          FactsRead{Facts{}}, tools_.call_bound_ms};
}

Job ProductionJobs::make(const SilenceProcessMonitor&) {
  return {"silence the process monitor",
          [facts = tools_.facts]() -> Answer {
            return {ProcessMonitorSilenced{facts->silence_process_monitor()}};
          },
          ProcessMonitorSilenced{CallOutcome::unknown}, tools_.call_bound_ms};
}

Job ProductionJobs::make(const Inspect& a) {
  // An inspection that does not answer is a finding of its own: the node cannot be judged.
  return {fmt::format("inspect {}", to_text(a.subject)),
          [inspect = tools_.inspect, subject = a.subject] { return inspect(subject); },
          Inspected{a.subject, FindingSet{}.with(Finding::hypervisor_silent)},
          2 * tools_.call_bound_ms};
}

Job ProductionJobs::make(const RunPlugin&) {
  return {"run the plugin probe", tools_.run_plugin, PluginReturned{PluginEnd::timed_out, 0},
          tools_.plugin_bound_ms};
}

}  // namespace xvm::agent
