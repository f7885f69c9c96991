// sim/world/find_call.hpp
//
// Purpose: names an open request of a running method, so that a scenario can strike "when the stop
// of web is about to create it on n1" or "when the answer of that travels".
// Thread rule: pure functions of a world; nothing is allocated.
//
//   const Wanted create{.asked = Asked::act, .detail = detail_of(Verb::create)};
//   if (const auto slot = find_call(world, 0, NodeId{1}, 0, create)) ...
//   is_about_to_land(world, 0, NodeId{1}, 0, create)      // asked, and it can be carried out now
//   has_landed(world, 0, NodeId{1}, 0, create)            // carried out: its answer travels
#pragma once

#include "sim/world/landing.hpp"

#include <optional>

namespace xvm::sim {

// probe of a run: 1 for probes, 0 for all other methods.
constexpr std::uint8_t run_of(rgm::Method m) { return m == rgm::Method::probe ? 1 : 0; }

constexpr std::uint8_t detail_of(Verb verb) { return static_cast<std::uint8_t>(verb); }

struct Wanted {
  Asked asked = Asked::act;
  std::optional<std::uint8_t> detail = {};  // nullopt: any; of an act: detail_of(verb)
  NodeId at = NodeId::none;                 // whose hypervisor is asked; none: any
  rgm::Method method = rgm::Method::none;   // none: any
};

constexpr bool matches(const Call& call, const Wanted& wanted) {
  return call.asked == wanted.asked && (!wanted.detail || call.detail == *wanted.detail) &&
         (wanted.at == NodeId::none || call.node == wanted.at);
}

// The slot of the first such request of the method of `domain` on `node` that `is_so`.
template <class W, class IsSo>
std::optional<unsigned> find_call_that(W& w, std::uint8_t domain, NodeId node, std::uint8_t probe,
                                       const Wanted& wanted, IsSo&& is_so) {
  const At<W> at{w, domain, node, probe};
  const auto& run = at.run();
  const bool other = wanted.method != rgm::Method::none && run.method != wanted.method;
  if (run.life != Life::running || other) return std::nullopt;
  for (unsigned i = 0; i < run.calls.size(); ++i) {
    if (matches(run.calls[i], wanted) && is_so(at, run.calls[i])) return i;
  }
  return std::nullopt;
}

template <class W>
std::optional<unsigned> find_call(W& w, std::uint8_t domain, NodeId node, std::uint8_t probe,
                                  const Wanted& wanted) {
  return find_call_that(w, domain, node, probe, wanted,
                        [](const At<W>&, const Call&) { return true; });
}

template <class W>
bool is_about_to_land(W& w, std::uint8_t domain, NodeId node, std::uint8_t probe,
                      const Wanted& wanted) {
  const auto can = [](const At<W>& at, const Call& call) { return can_land(at, call); };
  return find_call_that(w, domain, node, probe, wanted, can).has_value();
}

// Of a migration: the memory flows. Its call lands when the migration is over.
template <class W>
bool has_begun(W& w, std::uint8_t domain, NodeId node, std::uint8_t probe, const Wanted& wanted) {
  const auto works = [](const At<W>&, const Call& call) { return call.stage == Stage::working; };
  return find_call_that(w, domain, node, probe, wanted, works).has_value();
}

template <class W>
bool has_landed(W& w, std::uint8_t domain, NodeId node, std::uint8_t probe, const Wanted& wanted) {
  const auto landed = [](const At<W>&, const Call& call) { return call.stage == Stage::landed; };
  return find_call_that(w, domain, node, probe, wanted, landed).has_value();
}

}  // namespace xvm::sim
