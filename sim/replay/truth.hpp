// sim/replay/truth.hpp
//
// Purpose: whether a condition is true on a cluster right now, and what is true instead.
// Thread rule: reads what it was made of.
//
//   Truth truth(scenario, cluster, diary);
//   if (!truth.holds(condition)) complain(truth.found(condition));
#pragma once

#include "sim/replay/diary.hpp"

namespace xvm::sim {

// An open request of a method.
struct CallAt {
  std::uint8_t domain;
  NodeId node;
  std::uint8_t probe;
  std::uint8_t slot;
};

class Truth {
 public:
  Truth(const Scenario& scenario, const Cluster& cluster, const Diary& diary)
      : scenario_(scenario), cluster_(cluster), diary_(diary) {}

  bool holds(const Condition& condition) const;
  bool holds(const Conditions& all) const;  // at the same moment
  // What is true instead, in the words of the language where it has some.
  std::string found(const Condition& condition) const;
  // Of the first condition that does not hold.
  std::string found(const Conditions& all) const;
  // The request that an `asks` or `did` among them speaks of.
  std::optional<CallAt> call_of(const Conditions& all) const;
  // What goes on; empty when all is quiet.
  std::string under_way() const;
  unsigned executing(unsigned domain) const;

 private:
  bool is_at(const Condition& c) const;
  bool is_node(const Condition& c) const;
  bool is_group(const Condition& c) const;
  bool is_claim(const Condition& c) const;
  bool is_memory(const Condition& c) const;
  bool is_method(const Condition& c) const;
  bool is_sequence(const Condition& c) const;
  bool occurred(const Condition& c, bool begins, bool anywhere) const;
  bool has_ended(const Condition& c, bool because) const;
  std::size_t times_run(const Condition& c, bool anywhere) const;
  std::optional<CallAt> find_call(const Condition& c) const;
  bool matches(const Condition& c, const CallAt& at) const;
  const Call& call(const CallAt& at) const {
    return cluster_.doing(at.domain, at.node, at.probe).calls[at.slot];
  }
  bool executes(unsigned domain, NodeId n) const;
  bool is_defined_only(unsigned domain, NodeId n) const;
  // Those that a sequence counts, of this domain or of all.
  std::vector<Begun> counted(const Condition& c) const;
  std::string places_text(unsigned domain) const;
  std::string groups_text(unsigned domain) const;
  std::string ends_text(const Condition& c) const;
  std::string sequence_text(const Condition& c) const;
  std::string node_text(NodeId n) const;
  const std::string& name(unsigned domain) const { return scenario_.domains[domain].name; }
  const std::string& name(NodeId n) const { return scenario_.nodes[index(n)]; }

  const Scenario& scenario_;
  const Cluster& cluster_;
  const Diary& diary_;
};

}  // namespace xvm::sim
