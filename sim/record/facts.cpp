#include "sim/record/facts.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

using Fields = std::map<std::string, std::string>;

std::string word(bool yes) { return yes ? "yes" : "no"; }

template <class E>
std::string word(E value) {
  return std::string(to_text(value));
}

std::string host_word(const HostSight& h) {
  if (!h.up) return "down";
  return h.frozen ? "frozen" : "up";
}

Fields fields_of(const PlaceSight& p) {
  return {{"activity", word(p.copy.activity)},
          {"pause", word(p.copy.pause)},
          {"off", word(p.copy.off)},
          {"defined", word(p.copy.defined)},
          {"seen", word(classify(p.copy))},
          {"boot", word(p.boot)},
          {"memory", fmt::format("{}.{}", p.memory.incarnation, p.memory.executed)}};
}

// The life of a guest: its memory alone changes at every start and resume, which shows anyway.
bool looks_alike(const PlaceSight& a, const PlaceSight& b) {
  return a.copy == b.copy && a.boot == b.boot;
}

std::string method_word(const RunSight& before, const RunSight& after) {
  switch (after.life) {
    case Life::launched: return "launched";
    case Life::running: return "begun";
    case Life::ended: return after.killed ? "killed" : "ended";
    case Life::none: break;
  }
  return before.life == Life::ended ? "reported" : "lost";
}

// Compares two sightings part by part. `all`: whether it differs or not.
struct Comparison {
  const Names& names;
  bool all;
  std::vector<PlacedFact>& facts;

  void add(const std::string& node, const std::string& domain, const char* name,
           Fields fields) const {
    facts.push_back({node, domain, {name, std::move(fields)}});
  }

  void host(NodeId n, const HostSight& a, const HostSight& b) const {
    const std::string node = names.of(n);
    if (all || host_word(a) != host_word(b)) add(node, "", "host", {{"state", host_word(b)}});
    if (all || a.daemon != b.daemon) add(node, "", "daemon", {{"state", word(b.daemon)}});
    if (all || a.member != b.member) add(node, "", "member", {{"state", word(b.member)}});
    const bool admin_changed = a.has_admin != b.has_admin;
    if (admin_changed) add(node, "", "admin", {{"state", b.has_admin ? "served" : "lost"}});
    for (unsigned to = 0; to < names.nodes.size(); ++to) {
      const bool cut = b.cut.contains(node_at(to));
      if (a.cut.contains(node_at(to)) == cut) continue;
      add(node, "", "network", {{"to", names.of(node_at(to))}, {"state", cut ? "cut" : "whole"}});
    }
  }

  void run(const std::string& node, const std::string& domain, const RunSight& a,
           const RunSight& b) const {
    if (a.life == b.life && a.method == b.method) return;
    const rgm::Method method = b.life == Life::none ? a.method : b.method;
    Fields fields{{"method", word(method)}, {"state", method_word(a, b)}};
    if (b.life == Life::ended && !b.killed) fields["exit"] = fmt::format("{}", b.exit_code);
    add(node, domain, "method", std::move(fields));
  }

  void place(NodeId n, const std::string& domain, const PlaceSight& a, const PlaceSight& b) const {
    const std::string node = names.of(n);
    if (all || !looks_alike(a, b)) add(node, domain, "domain", fields_of(b));
    if (all || a.group != b.group || a.resource != b.resource) {
      add(node, domain, "group", {{"state", word(b.group)}, {"resource", word(b.resource)}});
    }
    for (unsigned i = 0; i < b.runs.size(); ++i) run(node, domain, a.runs[i], b.runs[i]);
  }

  void journey(const std::string& domain, const JourneySight& a, const JourneySight& b) const {
    if (a == b) return;
    const bool ended = b.source == NodeId::none;
    const JourneySight& whose = ended ? a : b;
    add("", domain, "migration",
        {{"phase", ended ? "ended" : word(b.phase)},
         {"finish", word(whose.finish)},
         {"memory", whose.data ? "flows" : "cut"},
         {"source", names.of(whose.source)},
         {"target", names.of(whose.target)}});
  }

  void claim(const std::string& domain, const Claim& c) const {
    add("", domain, "claim",
        {{"epoch", fmt::format("{}", c.epoch)},
         {"state", word(c.state)},
         {"owner", names.of(c.owner)},
         {"other", names.of(c.other)},
         {"resume_owed", word(c.resume_owed)}});
  }

  void domain(unsigned d, const DomainSight& a, const DomainSight& b) const {
    const std::string name = names.of_domain(d);
    if (all || a.claim != b.claim) claim(name, b.claim);
    if (all || a.exported != b.exported) add("", name, "export", {{"intact", word(b.exported)}});
    journey(name, a.journey, b.journey);
    for (unsigned n = 0; n < b.places.size(); ++n)
      place(node_at(n), name, a.places[n], b.places[n]);
  }

  void cluster(const Sighting& a, const Sighting& b) const {
    if (all || a.admin != b.admin) add("", "", "admin", {{"state", word(b.admin)}});
    for (unsigned n = 0; n < b.hosts.size(); ++n) host(node_at(n), a.hosts[n], b.hosts[n]);
    for (unsigned d = 0; d < b.domains.size(); ++d) domain(d, a.domains[d], b.domains[d]);
  }
};

std::vector<std::string> numbered(char letter, unsigned count) {
  std::vector<std::string> names;
  for (unsigned i = 1; i <= count; ++i) names.push_back(fmt::format("{}{}", letter, i));
  return names;
}

}  // namespace

std::string Names::of(NodeId node) const {
  if (node == NodeId::none) return "-";
  return index(node) < nodes.size() ? nodes[index(node)] : fmt::format("node {}", index(node));
}

std::string Names::of_domain(unsigned domain) const {
  return domain < domains.size() ? domains[domain] : fmt::format("domain {}", domain);
}

Names numbered_names(unsigned nodes, unsigned domains) {
  return {numbered('n', nodes), numbered('d', domains)};
}

std::vector<PlacedFact> facts_between(const Sighting& before, const Sighting& after,
                                      const Names& names) {
  std::vector<PlacedFact> facts;
  Comparison{names, false, facts}.cluster(before, after);
  return facts;
}

std::vector<PlacedFact> facts_of(const Sighting& now, const Names& names) {
  std::vector<PlacedFact> facts;
  Comparison{names, true, facts}.cluster(now, now);
  return facts;
}

}  // namespace xvm::sim
