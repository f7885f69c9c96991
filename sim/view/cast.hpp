// sim/view/cast.hpp
//
// Purpose: who takes part in a trace: node and domain names, and which position of a resource's
// node list is which node. A trace of the simulator says so in its second line; one of control_xvm
// is searched for it, and a node that never wrote itself is called by its position.
// Thread rule: a value.
//
//   const Cast cast(entries);
//   cast.nodes();                          // {"n1", "n2"}
//   cast.positions_of("web-rs")[1];        // "n2"
#pragma once

#include "model/trace/step_text.hpp"
#include "sim/view/timeline.hpp"

#include <map>

namespace xvm::sim::view {

class Cast {
 public:
  explicit Cast(const std::vector<trace::Entry>& entries);

  const std::vector<std::string>& nodes() const { return nodes_; }
  const std::vector<std::string>& domains() const { return domains_; }
  int node(const std::string& name) const;  // nobody: no such node
  int domain(const std::string& name) const;
  int at(const std::string& resource, NodeId position) const;
  const trace::NodeNames& positions_of(const std::string& resource) const;

 private:
  void note(const trace::Entry& entry);
  void name_the_rest();

  std::vector<std::string> nodes_;
  std::vector<std::string> domains_;
  trace::NodeNames all_;                               // of a simulated cluster
  std::map<std::string, trace::NodeNames> positions_;  // by resource
};

}  // namespace xvm::sim::view
