// model/trace/samples_of_trace.hpp
//
// Purpose: representative values of every event and action, for tests that enumerate.
// Thread rule: pure functions.
//
//   for (const Event& event : json::samples<Event>()) ...
#pragma once

#include <variant>
#include <vector>

#include "model/json/samples.hpp"
#include "model/trace/shapes.hpp"

namespace xvm::json {

template <>
struct Samples<NodeId> {
  static std::vector<NodeId> all() { return {NodeId{0}, NodeId{15}, NodeId::none, NodeId{1}}; }
};
template <>
struct Samples<NodeSet> {
  static std::vector<NodeSet> all() {
    return {NodeSet{}, NodeSet{1}, NodeSet{0x8001}, NodeSet::first(16), NodeSet{0x10}};
  }
};
template <>
struct Samples<TargetReport> {
  static std::vector<TargetReport> all() {
    std::vector<TargetReport> values{TargetReport{}};
    for (TargetFault fault : samples<TargetFault>()) {
      values.push_back(TargetReport{}.with(fault));
      values.push_back(values[values.size() - 2].with(fault));
    }
    return values;
  }
};
template <>
struct Samples<FindingSet> {
  static std::vector<FindingSet> all() {
    FindingSet gathered;
    std::vector<FindingSet> values{gathered};
    for (Finding finding : samples<Finding>()) {
      values.push_back(FindingSet{}.with(finding));
      values.push_back(gathered = gathered.with(finding));
    }
    return values;
  }
};

template <class... T>
struct Samples<std::variant<T...>> {
  static std::vector<std::variant<T...>> all() {
    std::vector<std::variant<T...>> values;
    const auto add = [&](const auto& alternatives) {
      for (const auto& value : alternatives) values.emplace_back(value);
    };
    (add(samples<T>()), ...);
    return values;
  }
};

}  // namespace xvm::json
