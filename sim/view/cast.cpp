#include "sim/view/cast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <sstream>

namespace xvm::sim::view {
namespace {

std::vector<std::string> words_of(const trace::Fact& fact, const std::string& field) {
  const auto found = fact.fields.find(field);
  if (found == fact.fields.end()) return {};
  std::istringstream stream(found->second);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

void add(std::vector<std::string>& names, const std::string& name) {
  if (name.empty() || name == "-") return;
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

int place_in(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nobody : static_cast<int>(found - names.begin());
}

}  // namespace

Cast::Cast(const std::vector<trace::Entry>& entries) {
  for (const trace::Entry& e : entries) note(e);
  name_the_rest();
  for (const auto& [resource, names] : positions_) {
    for (const std::string& name : names) add(nodes_, name);
  }
  for (const trace::Entry& e : entries) {
    add(nodes_, e.node);
    add(domains_, e.domain);
  }
}

void Cast::note(const trace::Entry& e) {
  const auto* fact = std::get_if<trace::Fact>(&e.payload);
  if (fact != nullptr && fact->name == "cluster") {
    all_ = words_of(*fact, "nodes");
    for (const std::string& name : all_) add(nodes_, name);
    for (const std::string& name : words_of(*fact, "domains")) add(domains_, name);
  }
  const auto* call = std::get_if<trace::Call>(&e.payload);
  if (call == nullptr || !all_.empty()) return;
  trace::NodeNames& names = positions_[e.resource];
  const auto room = static_cast<std::size_t>(std::bit_width(call->setting.nodes.bits()));
  if (names.size() < room) names.resize(room);
  if (index(call->setting.self) < names.size()) names[index(call->setting.self)] = e.node;
}

void Cast::name_the_rest() {
  for (auto& [resource, names] : positions_) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].empty()) names[i] = fmt::format("node {}", i);
    }
  }
}

int Cast::node(const std::string& name) const { return place_in(nodes_, name); }
int Cast::domain(const std::string& name) const { return place_in(domains_, name); }

int Cast::at(const std::string& resource, NodeId position) const {
  const trace::NodeNames& names = positions_of(resource);
  return index(position) < names.size() ? node(names[index(position)]) : nobody;
}

const trace::NodeNames& Cast::positions_of(const std::string& resource) const {
  const auto found = positions_.find(resource);
  return found == positions_.end() ? all_ : found->second;
}

}  // namespace xvm::sim::view
