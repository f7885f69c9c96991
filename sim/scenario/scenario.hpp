// sim/scenario/scenario.hpp
//
// Purpose: a scenario as a value: the cluster, the statements in their order, and the timeline that
// is expected. Names are positions in `nodes` and `domains`; docs/scenarios.md is the reference.
// Thread rule: plain values.
//
//   Parsed parsed = parse(text);                  // sim/scenario/parse.hpp
//   parsed.scenario.statements[0].trigger.us;
//   print(parsed.scenario);                       // sim/scenario/print.hpp
//
// Where a line stands in its file is kept for messages; two scenarios that differ in nothing else
// are equal.
#pragma once

#include "fakes/rgm/names.hpp"
#include "model/vocabulary/reason.hpp"
#include "sim/scenario/options.hpp"
#include "sim/scenario/words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace xvm::sim {

struct SourceLine {
  std::size_t number = 0;  // from 1; 0: from no file
  friend constexpr bool operator==(const SourceLine&, const SourceLine&) { return true; }
};

// gds: ORCL.gds; gds-80: SUNW.gds.
enum class EngineWord : std::uint8_t { gds, gds_80, pacemaker };

using DomainPlace = std::uint8_t;  // in Scenario::domains
inline constexpr DomainPlace no_domain = 0xff;

struct SequenceStep {
  Work work = Work::start;
  NodeId node = NodeId::none;
  bool with_before = false;  // in any order with the step before it
  friend constexpr bool operator==(const SequenceStep&, const SequenceStep&) = default;
};

// What fills the holes of a shape; what the shape has no hole for stays as it is here.
struct Filling {
  DomainPlace domain = no_domain;
  NodeId node = NodeId::none;
  NodeId other = NodeId::none;  // the second NODE
  std::uint16_t number = 0;
  Work method = Work::start;
  std::uint8_t word = 0;                          // Request, fakes::Phase or Excuse
  std::optional<Result> result = Result::failed;  // nullopt: killed
  Reason reason = Reason::none;
  std::vector<SequenceStep> steps;
  friend bool operator==(const Filling&, const Filling&) = default;
};

struct Deed {
  DeedWord word = DeedWord::nothing;
  Filling with;
  friend bool operator==(const Deed&, const Deed&) = default;
};
struct Condition {
  ConditionWord word = ConditionWord::all_quiet;
  Filling with;
  friend bool operator==(const Condition&, const Condition&) = default;
};
using Conditions = std::vector<Condition>;  // all of them at the same moment

enum class Scope : std::uint8_t { now, never, always };
struct Expectation {
  Scope scope = Scope::now;
  Conditions conditions;
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

enum class TriggerKind : std::uint8_t { at_once, at, after, when, within };
struct Trigger {
  static constexpr std::int64_t default_bound_us = 600'000'000;
  TriggerKind kind = TriggerKind::at_once;
  std::int64_t us = 0;    // the time; of `when` and `within` the bound
  Conditions conditions;  // of `when`
  friend bool operator==(const Trigger&, const Trigger&) = default;
};

struct Statement {
  SourceLine line;
  Trigger trigger;
  std::variant<Deed, Expectation> what;
  friend bool operator==(const Statement&, const Statement&) = default;
};

struct AffinityOption {
  fakes::rgm::Affinity kind = fakes::rgm::Affinity::weak_positive;
  DomainPlace to = no_domain;
  friend constexpr bool operator==(const AffinityOption&, const AffinityOption&) = default;
};

struct Option {
  OptionWord word = OptionWord::prefer;
  std::uint16_t number = 0;                // the position of the chosen word, a count, or seconds
  std::vector<NodeId> nodes;               // of ValueKind::nodes
  std::vector<AffinityOption> affinities;  // of ValueKind::domains and ::affinities
  friend bool operator==(const Option&, const Option&) = default;
};
using Options = std::vector<Option>;

struct DomainLine {
  std::string name;
  Options options;
  friend bool operator==(const DomainLine&, const DomainLine&) = default;
};

struct TimelineLine {
  SourceLine line;
  std::string text;
  friend bool operator==(const TimelineLine&, const TimelineLine&) = default;
};
struct Timeline {
  std::optional<EngineWord> engine;  // nullopt: of the only one
  SourceLine line;
  std::vector<TimelineLine> lines;
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

struct Scenario {
  static constexpr std::size_t most_domains = 64;

  std::string name;
  std::string description;
  std::string origin;
  std::vector<EngineWord> engines;
  std::vector<std::string> nodes;
  std::vector<DomainLine> domains;
  Options group;
  Options cluster;
  std::uint64_t seed = 1;
  bool cold = false;
  std::uint8_t slow_calls = 1;
  std::uint8_t slow_guests = 1;
  std::uint8_t slow_copies = 1;
  bool stragglers = false;
  std::vector<Statement> statements;
  std::vector<Timeline> timelines;
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::EngineWord> {
  static constexpr std::array text{"gds"sv, "gds-80"sv, "pacemaker"sv};
};
template <>
struct EnumText<sim::Scope> {
  static constexpr std::array text{"now"sv, "never"sv, "always"sv};
};
}  // namespace xvm
