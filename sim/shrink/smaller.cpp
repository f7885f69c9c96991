#include "sim/shrink/smaller.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace xvm::sim {
namespace {

// What a phrase becomes when one domain or one node is not there; false: the phrase is about it.
class Removal {
 public:
  Removal(std::optional<DomainPlace> domain, std::optional<NodeId> node)
      : domain_(domain), node_(node) {}

  bool keep(DomainPlace& d) const {
    if (!domain_ || d == no_domain) return true;
    if (d == *domain_) return false;
    if (d > *domain_) --d;
    return true;
  }
  bool keep(NodeId& n) const {
    if (!node_ || n == NodeId::none) return true;
    if (n == *node_) return false;
    if (index(n) > index(*node_)) n = static_cast<NodeId>(index(n) - 1);
    return true;
  }
  bool keep(Filling& f) const {
    return keep(f.domain) && keep(f.node) && keep(f.other) &&
           std::all_of(f.steps.begin(), f.steps.end(),
                       [this](SequenceStep& step) { return keep(step.node); });
  }
  bool keep(Conditions& conditions) const {
    return std::all_of(conditions.begin(), conditions.end(),
                       [this](Condition& c) { return keep(c.with); });
  }
  bool keep(Statement& s) const {
    if (!keep(s.trigger.conditions)) return false;
    if (auto* deed = std::get_if<Deed>(&s.what)) return keep(deed->with);
    return keep(std::get<Expectation>(s.what).conditions);
  }
  bool keep(AffinityOption& a) const { return keep(a.to); }
  // An option that named nothing else is gone.
  bool keep(Option& o) const {
    if (o.nodes.empty() && o.affinities.empty()) return true;
    keep_some(o.nodes);
    keep_some(o.affinities);
    return !o.nodes.empty() || !o.affinities.empty();
  }
  template <class T>
  void keep_some(std::vector<T>& all) const {
    std::vector<T> kept;
    for (T& one : all) {
      if (keep(one)) kept.push_back(std::move(one));
    }
    all = std::move(kept);
  }

 private:
  std::optional<DomainPlace> domain_;
  std::optional<NodeId> node_;
};

void apply(Scenario& s, const Removal& removal) {
  removal.keep_some(s.statements);
  for (DomainLine& d : s.domains) removal.keep_some(d.options);
  removal.keep_some(s.group);
  removal.keep_some(s.cluster);
}

Options& options_at(Scenario& s, std::size_t place) {
  if (place < s.domains.size()) return s.domains[place].options;
  return place == s.domains.size() ? s.group : s.cluster;
}

constexpr std::int64_t ms_us = 1'000;
constexpr std::int64_t s_us = 1'000'000;

}  // namespace

Scenario without_domain(const Scenario& s, DomainPlace domain) {
  Scenario less = s;
  if (s.domains.size() < 2) return less;
  less.domains.erase(less.domains.begin() + domain);
  apply(less, Removal(domain, std::nullopt));
  return less;
}

Scenario without_node(const Scenario& s, NodeId node) {
  Scenario less = s;
  if (s.nodes.size() < 2) return less;
  less.nodes.erase(less.nodes.begin() + index(node));
  apply(less, Removal(std::nullopt, node));
  return less;
}

std::vector<OptionPlace> options_of(const Scenario& s) {
  std::vector<OptionPlace> all;
  Scenario copy = s;
  for (std::size_t place = 0; place < s.domains.size() + 2; ++place) {
    const std::size_t count = options_at(copy, place).size();
    for (std::size_t i = 0; i < count; ++i) all.push_back({place, i});
  }
  return all;
}

Scenario with_options(const Scenario& s, const std::vector<OptionPlace>& kept) {
  Scenario less = s;
  Scenario copy = s;
  for (std::size_t place = 0; place < s.domains.size() + 2; ++place) {
    Options& options = options_at(less, place);
    options.clear();
    for (const OptionPlace& at : kept) {
      if (at.place == place) options.push_back(options_at(copy, place)[at.index]);
    }
  }
  return less;
}

std::vector<Scenario> usual_headers(const Scenario& s) {
  std::vector<Scenario> all;
  const auto usual = [&](auto member, auto value) {
    if (s.*member == value) return;
    all.push_back(s);
    all.back().*member = value;
  };
  usual(&Scenario::slow_calls, std::uint8_t{1});
  usual(&Scenario::slow_guests, std::uint8_t{1});
  usual(&Scenario::slow_copies, std::uint8_t{1});
  usual(&Scenario::stragglers, false);
  usual(&Scenario::seed, std::uint64_t{1});
  return all;
}

std::vector<Scenario> rounder_times(const Scenario& s, std::size_t statement) {
  std::vector<Scenario> all;
  const Trigger& trigger = s.statements[statement].trigger;
  const bool has_time = trigger.kind == TriggerKind::at || trigger.kind == TriggerKind::after;
  if (!has_time) return all;
  std::int64_t before_us = 0;
  for (std::size_t i = 0; i < statement && trigger.kind == TriggerKind::at; ++i) {
    const Trigger& t = s.statements[i].trigger;
    if (t.kind == TriggerKind::at) before_us = std::max(before_us, t.us);
  }
  for (const std::int64_t unit : {60 * s_us, 10 * s_us, s_us, 100 * ms_us, 10 * ms_us, ms_us}) {
    if (trigger.us % unit == 0) break;
    const std::int64_t lower = trigger.us / unit * unit;
    for (const std::int64_t us : {lower, lower + unit}) {
      if (us < before_us) continue;
      all.push_back(s);
      all.back().statements[statement].trigger.us = us;
    }
  }
  return all;
}

std::vector<Scenario> plainer_deeds(const Scenario& s, std::size_t statement) {
  using enum DeedWord;
  constexpr std::array<std::pair<DeedWord, DeedWord>, 6> plainer{
      std::pair{lose_call_number, lose_call}, std::pair{lose_probe_call, lose_call},
      std::pair{kill_probe, kill_agent},      std::pair{tear_claim, admin_torn},
      std::pair{admin_stale_on, admin_stale}, std::pair{mend_claim, admin_back}};
  std::vector<Scenario> all;
  const auto* deed = std::get_if<Deed>(&s.statements[statement].what);
  for (const auto& [from, to] : plainer) {
    if (deed == nullptr || deed->word != from) continue;
    all.push_back(s);
    std::get<Deed>(all.back().statements[statement].what).word = to;
  }
  return all;
}

}  // namespace xvm::sim
