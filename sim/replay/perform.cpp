#include "sim/replay/perform.hpp"

#include "sim/replay/forming.hpp"
#include "sim/replay/player.hpp"
#include "sim/replay/world_cluster.hpp"
#include "sim/timed/size.hpp"

#include <memory>

namespace xvm::sim {
namespace {

Names names_of(const Scenario& s) {
  Names names{s.nodes, {}};
  for (const DomainLine& d : s.domains) names.domains.push_back(d.name);
  return names;
}

std::unique_ptr<Cluster> form_cluster(const Scenario& s, const RunOptions& options,
                                      const Recording& recording) {
  return with_capacity(
      size_of(options.formation), [&]<class W>(CapacityOf<W>) -> std::unique_ptr<Cluster> {
        auto cluster = std::make_unique<WorldCluster<W>>(options, knows_target_nodes(s));
        if (recording.sink) cluster->record(names_of(s), recording);
        return cluster;
      });
}

}  // namespace

Performance perform(const Scenario& scenario, EngineWord engine, std::uint64_t seed,
                    const Diary::Tell& tell, const Recording& recording) {
  Performance p;
  if (engine == EngineWord::pacemaker) {
    p.problem = {0, "'engine: pacemaker' cannot be simulated yet"};
    return p;
  }
  const RunOptions options = options_for(scenario, engine, seed);
  if (const FormationFault fault = check(options.formation)) {
    p.problem = {0, "no such cluster can be formed: " + text_of(fault)};
    return p;
  }
  const std::unique_ptr<Cluster> cluster = form_cluster(scenario, options, recording);
  Diary diary(scenario, *cluster, tell);
  p.problem = Player(scenario, *cluster, diary).play();
  cluster->end_trace(p.problem ? p.problem->what : "");
  p.verdict = cluster->verdict();
  p.events = cluster->events();
  p.simulated_us = cluster->now_us();
  p.timeline = diary.timeline();
  return p;
}

}  // namespace xvm::sim
