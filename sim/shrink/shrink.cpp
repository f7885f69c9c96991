#include "sim/shrink/shrink.hpp"

#include "sim/shrink/ddmin.hpp"
#include "sim/shrink/smaller.hpp"

#include <algorithm>

namespace xvm::sim {
namespace {

class Shrinker {
 public:
  Shrinker(const Scenario& scenario, const FailureJudge& judge, const ShrinkWays& ways)
      : least_(scenario), judge_(judge), ways_(ways) {
    least_.timelines.clear();  // of the long story
  }

  Shrunk go() {
    if (!find_kind()) return {least_, {}, tries_};
    constexpr int most_rounds = 6;
    bool smaller = true;
    for (int round = 0; smaller && round < most_rounds; ++round) {
      smaller = fewer_statements();
      smaller = fewer_domains() || smaller;
      smaller = fewer_nodes() || smaller;
      smaller = fewer_options() || smaller;
      smaller = first_of(usual_headers(least_)) || smaller;
      smaller = simpler_statements() || smaller;
    }
    return {least_, kind_, tries_};
  }

 private:
  // Under the first engine that shows it.
  bool find_kind() {
    const std::vector<EngineWord> engines = least_.engines;
    for (const EngineWord engine : engines) {
      least_.engines = {engine};
      kind_ = judged(least_).kind;
      if (!kind_.empty()) return true;
    }
    least_.engines = engines;
    return false;
  }

  Failure judged(const Scenario& s) {
    ++tries_;
    Failure failure = judge_(s);
    if (ways_.tell) {
      ways_.tell({tries_, least_.statements.size(), least_.nodes.size(), least_.domains.size()});
    }
    return failure;
  }

  // A deed that makes no sense without what was left out is left out, too.
  bool fails(Scenario& s) {
    while (tries_ < ways_.most_tries) {
      const Failure failure = judged(s);
      if (failure.kind == kind_) return true;
      if (failure.impossible >= s.statements.size()) return false;
      s.statements.erase(s.statements.begin() + static_cast<std::ptrdiff_t>(failure.impossible));
    }
    return false;
  }
  bool accept(Scenario candidate) {
    if (candidate == least_ || !fails(candidate)) return false;
    least_ = std::move(candidate);
    return true;
  }
  bool first_of(std::vector<Scenario> candidates) {
    return std::any_of(candidates.begin(), candidates.end(),
                       [this](Scenario& s) { return accept(std::move(s)); });
  }

  bool fewer_statements() {
    const std::size_t before = least_.statements.size();
    const auto fails_with = [this](std::vector<Statement>& some) {
      Scenario s = least_;
      s.statements = some;
      if (!fails(s)) return false;
      some = s.statements;
      least_ = std::move(s);
      return true;
    };
    ddmin(least_.statements, fails_with);
    return least_.statements.size() < before;
  }
  bool fewer_domains() {
    bool any = false;
    for (std::size_t d = least_.domains.size(); d-- > 0;) {
      any = accept(without_domain(least_, static_cast<DomainPlace>(d))) || any;
    }
    return any;
  }
  bool fewer_nodes() {
    bool any = false;
    for (std::size_t n = least_.nodes.size(); n-- > 0;) {
      any = accept(without_node(least_, node_at(n))) || any;
    }
    return any;
  }
  bool fewer_options() {
    const Scenario all = least_;
    const std::vector<OptionPlace> options = options_of(all);
    const auto fails_with = [this, &all](std::vector<OptionPlace>& some) {
      Scenario s = with_options(all, some);
      s.statements = least_.statements;
      if (!fails(s)) return false;
      least_ = std::move(s);
      return true;
    };
    return ddmin(options, fails_with).size() < options.size();
  }
  bool simpler_statements() {
    bool any = false;
    for (std::size_t i = 0; i < least_.statements.size(); ++i) {
      any = first_of(plainer_deeds(least_, i)) || any;
      if (i < least_.statements.size()) any = first_of(rounder_times(least_, i)) || any;
    }
    return any;
  }

  Scenario least_;
  const FailureJudge& judge_;
  const ShrinkWays& ways_;
  std::string kind_;
  std::uint64_t tries_ = 0;
};

}  // namespace

Shrunk shrink(const Scenario& scenario, const FailureJudge& judge, const ShrinkWays& ways) {
  return Shrinker(scenario, judge, ways).go();
}

}  // namespace xvm::sim
