// sim/view/bars.hpp
//
// Purpose: bars under construction: for each track of a node and domain the one that is open. What
// is told again changes nothing; another state ends the bar and opens the next.
// Thread rule: one owner.
//
//   Bars bars;
//   bars.open({.track = Track::claim, .domain = 0, .state = "held", .begin_us = 5, .first = 3});
//   bars.close({Track::claim, nobody, 0}, 900, 7);
//   std::vector<Bar> all = bars.finish(end_us);
#pragma once

#include "sim/view/timeline.hpp"

#include <map>
#include <tuple>

namespace xvm::sim::view {

struct BarKey {
  Track track = Track::host;
  int node = nobody;
  int domain = nobody;
  std::string method{};  // of method and phase: a probe may run beside a start
  friend bool operator<(const BarKey& a, const BarKey& b) {
    return std::tie(a.track, a.node, a.domain, a.method) <
           std::tie(b.track, b.node, b.domain, b.method);
  }
};

class Bars {
 public:
  // Ends what was open under the key. Nothing happens when state and text are the same.
  void open(const Bar& bar, const std::string& method = {});
  // nullptr: nothing was open. The bar may be changed until the next call.
  Bar* close(const BarKey& key, std::uint64_t at_us, std::size_t happening);
  Bar* find(const BarKey& key);
  // By track, node, domain and time.
  std::vector<Bar> finish(std::uint64_t end_us);

 private:
  std::map<BarKey, std::size_t> open_;
  std::vector<Bar> bars_;
};

}  // namespace xvm::sim::view
