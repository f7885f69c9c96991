#include "agent/control/method_call.hpp"

#include "agent/config/debug_selection.hpp"
#include "agent/control/cluster.hpp"
#include "agent/control/inspection_jobs.hpp"
#include "agent/control/method_budget.hpp"
#include "agent/control/resource_setup.hpp"
#include "agent/control/trace_file.hpp"
#include "agent/driver/driver.hpp"
#include "agent/driver/production_jobs.hpp"
#include "agent/inspection/hypervisor_kind.hpp"
#include "agent/log/method_recorder.hpp"
#include "agent/toolstack/hypervisor_choice.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

// Libvirt's or the toolstack's, by the URI; this node's toolstack may adopt what DOMAIN describes.
Hypervisors::Make maker_for(const Prepared& p) {
  const DomainRef& domain = p.resource->config.domain;
  const std::string file = domain.naming == DomainNaming::file ? domain.text : std::string();
  return [file](const std::string& uri, bool is_peer) {
    return make_hypervisor(uri, is_peer, is_peer ? std::string() : file);
  };
}

Setting setting_for(const Options& o, const Prepared& p) {
  const Config& config = p.resource->config;
  const records::LocalState known = p.state->read();
  const records::Stamp now = stamp_now();
  Setting s;
  s.method = o.method;
  s.engine = Engine::gds;
  s.self = p.resource->self;
  s.nodes = p.resource->node_set();
  s.failover = config.failover;
  s.on_migrate_fail = config.on_migrate_fail;
  s.strict_peers = config.strict_peers;
  s.has_plugin = !config.plugin_probe.empty();
  s.allow_201 = config.allow_201;
  s.booting = known.started && known.started->boot == now.boot &&
              !grace_is_over(*known.started, now, std::uint64_t{config.probe_grace_s} * 1000u);
  s.on_poweroff = config.on_poweroff;
  s.reboots_in_gap = is_xen(p.resource->uri);
  s.unknown_grace_over =
      known.unknown_since &&
      grace_is_over(*known.unknown_since, now, std::uint64_t{config.unknown_grace_s} * 1000u);
  s.release_owed = owes(known, Debt::release);
  s.last_seen = p.state->last_seen();
  return s;
}

TimeSettings times_for(const MethodBudget& budget, const Setting& s) {
  const bool ends = s.method == Method::stop || s.method == Method::hand_over;
  return {.budget_ms = budget.ms, .migrates = ends && s.failover != FailoverType::normal};
}

// A probe has 30 s and few calls: each of them may take as long as in any other method.
CallTime call_time_for(const Options& o, const MethodBudget& budget, Clock::time_point began) {
  constexpr std::int64_t usual_probe_ms = 30'000;
  return CallTime(budget.ms, began,
                  o.method == Method::probe ? usual_probe_ms : CallTime::usual_whole_from_ms);
}

void note_budget(Log& log, const Prepared& p, const MethodBudget& budget) {
  if (budget.assumed) {
    log.warning(budget.line);
  } else if (!budget.line.empty()) {
    log.info(budget.line);
  }
  if (!budget.is_news) return;
  const std::string trouble = write_timeouts(p.state->folder(), budget.known);
  if (!trouble.empty()) log.warning("the timeouts are not remembered: " + trouble);
}

void set_bounds(Tools& t, const CallTime& time) {
  for (std::int64_t* bound : {&t.call_bound_ms, &t.stranger_bound_ms, &t.act_bound_ms,
                              &t.idle_wait_ms, &t.migration_return_ms}) {
    *bound = time.share_ms(*bound);
  }
}

Tools tools_for(const Options& o, const Prepared& p, const std::shared_ptr<Log>& log,
                const CallTime& time) {
  const Say say = [log](const std::string& line) { log->info(line); };
  const Hypervisors::Make make = maker_for(p);
  Tools t{.resource = p.resource,
          .make_hypervisor = make,
          .facts = nullptr,
          .admin = std::make_shared<AdminFolder>(p.resource->config.admin, p.resource->name),
          .state = p.state,
          .names = *p.names};
  set_bounds(t, time);
  t.facts = facts_for(o, p, say, t.call_bound_ms);
  t.inspect = inspection_for(p, make, log);
  t.run_plugin = plugin_for(p, log, time);
  t.node_folder = o.state_folder;
  t.say = say;
  t.plugin_bound_ms = std::int64_t{p.resource->config.plugin_timeout_s} * 1000 + 3'000;
  return t;
}

// Two methods of one resource never run on one node at the same time; the lock dies with its
// holder. A probe changes nothing and waits for nobody.
bool needs_lock(Method method) { return method != Method::probe && method != Method::validate; }

void note_unknown(const Prepared& p, const Finish& finish) {
  const bool unknown =
      finish.reason == Reason::unknown_within_grace || finish.reason == Reason::unknown_too_long;
  p.state->stamp_unknown(unknown);
}

}  // namespace

CallResult call_method(const Options& o, const JobsBetween& between) {
  const Clock::time_point began = Clock::now();
  CallResult result;
  const MethodBudget budget = method_budget(o);
  const CallTime time = call_time_for(o, budget, began);
  Prepared p = prepare_resource(o, time);
  result.errors = p.errors;
  if (!result.errors.empty()) return result;
  const DebugSelection selection = load_debug(o.etc);
  const bool debug = o.debug || selection.selects(o.resource);
  const auto log = std::make_shared<Log>(
      LogSettings{.tag = fmt::format("SC[xvm,{},{},{}]", o.group, o.resource, to_text(o.method)),
                  .debug = debug,
                  .to_stderr = !o.quiet});
  for (const ConfigError& error : selection.errors) log->warning("no debug: " + to_line(error));
  const FoundDomain found = find_domain(p, maker_for(p), time);
  p.resource->key = found.key;
  if (found.key.uuid.empty() && o.method != Method::validate) {
    result.errors.push_back(fmt::format("DOMAIN: {}", found.why));
    return result;
  }
  if (o.method == Method::validate && found.key.uuid.empty()) log->warning("DOMAIN: " + found.why);
  if (o.method == Method::start)
    p.state->remember_domain(p.resource->config.domain.text, found.key.uuid);
  NodeLock lock;
  if (needs_lock(o.method)) {
    const std::int64_t patience_ms = o.method == Method::reconcile ? 0 : time.bound_ms(5'000);
    lock = p.state->folder().take_method_lock(static_cast<int>(patience_ms));
    if (!lock.held()) {
      result.errors.push_back("another method of this resource runs on this node: " +
                              lock.status().text);
      return result;
    }
  }
  note_budget(*log, p, budget);
  TraceFile trace(debug ? trace_path(o, *p.state) : o.trace, o);
  MethodRecorder recorder(
      *log, p.resource->nodes,
      {p.resource->node_name(p.resource->self), p.resource->key.name, p.resource->name},
      trace.writer());
  const Setting setting = setting_for(o, p);
  const TimeSettings times = times_for(budget, setting);
  Tools tools = tools_for(o, p, log, time);
  tools.migrate_until =
      began + std::chrono::milliseconds(migration_phases(times.budget_ms).abort_at_ms);
  ProductionJobs jobs(std::move(tools));
  const std::unique_ptr<JobMaker> inserted = between ? between(jobs) : nullptr;
  Driver driver(setting, inserted ? *inserted : jobs, times, recorder, began);
  result.finish = driver.run();
  if (o.method == Method::probe) {
    note_unknown(p, result.finish);
    show_trouble(
        o, p, result.finish, [&log](const std::string& line) { log->warning(line); }, time);
  }
  log->flush();
  return result;
}

}  // namespace xvm::agent
