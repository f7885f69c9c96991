// fakes/pacemaker/oracle_cluster_test.hpp
//
// Purpose: a generated cluster, twice: as a state of the model, whose actions all end well at once,
// and as a CIB file that crm_simulate works on. Both answer what they did and where all is.
// Thread rule: one thread.
//
//   Twins twins(seed);
//   twins.change(dice);                 // the same on both sides
//   Outcome model = twins.model(), oracle = twins.crm_simulate();
#pragma once

#include "fakes/pacemaker/queries.hpp"
#include "fakes/pacemaker/step.hpp"

#include <pugixml.hpp>

#include <random>
#include <set>
#include <string>
#include <vector>

namespace xvm::fakes::pacemaker {

struct Outcome {
  std::set<std::string> actions;  // "start r1 n2"; monitors with an interval are left out
  std::set<std::string> placed;   // "r1@n2"
  std::string trouble;            // why there is no outcome; else empty
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

class Twins {
 public:
  static constexpr unsigned most_nodes = 6, most_resources = 9;
  using S = StateOf<most_nodes, most_resources>;

  Twins(std::uint64_t seed, std::string folder);

  void change();  // one command, failure or death, the same to both
  Outcome model();
  Outcome crm_simulate();
  const std::string& cib_file() const { return file_; }
  const std::string& changes() const { return changes_; }

 private:
  unsigned roll(unsigned faces) { return static_cast<unsigned>(dice_() % faces); }
  bool chance(unsigned percent) { return roll(100) < percent; }
  NodeId some_node() { return NodeId{static_cast<std::uint8_t>(roll(nodes_))}; }
  ResourceId some_resource() { return ResourceId{static_cast<std::uint8_t>(roll(resources_))}; }
  void draw_cluster();
  void draw_resource(unsigned i);
  void draw_colocations();
  Score some_score();

  pugi::xml_node configuration() { return cib_.child("cib").child("configuration"); }
  pugi::xml_node primitive(ResourceId r);
  pugi::xml_node node_entry(NodeId n);
  void write_cib();
  void write_resource(pugi::xml_node resources, unsigned i);
  void write_constraints();
  void set_meta(ResourceId r, const char* name, const char* value);  // nullptr: deletes it
  void set_cli_location(ResourceId r, const char* kind, NodeId n, const char* score);

  void command(Verb verb, ResourceId r, NodeId n = NodeId::none);
  void mutate_cib(Verb verb, ResourceId r, NodeId n);
  bool fail_monitor();
  bool lose_node();
  NodeId unchanged_node() const;

  void tell(const Event& event);
  void perform();

  std::mt19937_64 dice_;
  std::string folder_, file_, changes_, options_;
  unsigned nodes_ = 0, resources_ = 0, last_id_ = 0, files_ = 0;
  bool changed_ = false;
  S s_{};
  std::vector<Action> pending_;
  std::set<std::string> actions_;
  std::set<unsigned> gone_;
  pugi::xml_document cib_;
};

}  // namespace xvm::fakes::pacemaker
