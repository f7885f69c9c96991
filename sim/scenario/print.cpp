#include "sim/scenario/print.hpp"

#include "fakes/node/migration.hpp"
#include "sim/scenario/duration.hpp"
#include "sim/scenario/nearest.hpp"
#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

std::string node_name(const Scenario& s, NodeId n) {
  return index(n) < s.nodes.size() ? s.nodes[index(n)] : std::string("-");
}
std::string domain_name(const Scenario& s, DomainPlace d) {
  return d < s.domains.size() ? s.domains[d].name : std::string("-");
}

std::string steps_text(const Scenario& s, const std::vector<SequenceStep>& steps) {
  std::string text;
  for (const SequenceStep& step : steps) {
    if (!text.empty()) text += step.with_before ? " + " : ", ";
    text += fmt::format("{} {}", to_text(step.work), node_name(s, step.node));
  }
  return text;
}

std::string hole_text(const Scenario& s, Hole hole, const Filling& f, bool second_node) {
  switch (hole) {
    case Hole::domain: return domain_name(s, f.domain);
    case Hole::node: return node_name(s, second_node ? f.other : f.node);
    case Hole::number: return std::to_string(f.number);
    case Hole::method: return std::string(to_text(f.method));
    case Hole::request: return std::string(to_text(static_cast<Request>(f.word)));
    case Hole::phase: return std::string(to_text(static_cast<fakes::Phase>(f.word)));
    case Hole::excuse: return std::string(to_text(static_cast<Excuse>(f.word)));
    case Hole::result: return f.result ? std::string(to_text(*f.result)) : std::string("killed");
    case Hole::reason: return std::string(to_text(f.reason));
    case Hole::steps: return steps_text(s, f.steps);
  }
  return {};
}

std::string phrase_text(const Scenario& s, std::string_view shape, const Filling& f) {
  std::string text;
  bool second_node = false;
  for (const std::string_view part : fields_of(shape)) {
    if (!text.empty()) text += ' ';
    const auto hole = from_text<Hole>(part);
    text += hole ? hole_text(s, *hole, f, second_node) : std::string(part);
    second_node = second_node || hole == Hole::node;
  }
  return text;
}

// The word at a position of "a|b|c".
std::string_view choice_word(std::string_view words, std::size_t position) {
  for (; position > 0; --position) words.remove_prefix(words.find('|') + 1);
  return words.substr(0, words.find('|'));
}

std::string names_text(const Scenario& s, const Option& o, ValueKind kind) {
  std::vector<std::string> names;
  for (const NodeId n : o.nodes) names.push_back(node_name(s, n));
  for (const AffinityOption& a : o.affinities) {
    const std::string_view sign = kind == ValueKind::affinities ? to_text(a.kind) : "";
    names.push_back(std::string(sign) + domain_name(s, a.to));
  }
  return fmt::format("{}", fmt::join(names, ","));
}

std::string option_text(const Scenario& s, const Option& o) {
  const OptionRow& row = row_of(o.word);
  switch (row.kind) {
    case ValueKind::choice: return fmt::format("{}={}", row.name, choice_word(row.words, o.number));
    case ValueKind::count: return fmt::format("{}={}", row.name, o.number);
    case ValueKind::duration: return fmt::format("{}={}s", row.name, o.number);
    default: return fmt::format("{}={}", row.name, names_text(s, o, row.kind));
  }
}

std::string options_text(const Scenario& s, const Options& options) {
  std::string text;
  for (const Option& o : options) text += ' ' + option_text(s, o);
  return text;
}

std::string trigger_text(const Scenario& s, const Trigger& t) {
  switch (t.kind) {
    case TriggerKind::at_once: return "";
    case TriggerKind::at: return fmt::format("at {}: ", print_duration(t.us));
    case TriggerKind::after: return fmt::format("after {}: ", print_duration(t.us));
    case TriggerKind::within: return fmt::format("within {}: ", print_duration(t.us));
    case TriggerKind::when: break;
  }
  if (t.us == Trigger::default_bound_us) return fmt::format("when {}: ", print(s, t.conditions));
  return fmt::format("when {} within {}: ", print(s, t.conditions), print_duration(t.us));
}

std::string header_text(const Scenario& s) {
  std::vector<std::string_view> engines;
  for (const EngineWord e : s.engines) engines.push_back(to_text(e));
  std::string text =
      fmt::format("name: {}\ndescription: {}\norigin: {}\nengine: {}\nnodes: {}\n", s.name,
                  s.description, s.origin, fmt::join(engines, " "), fmt::join(s.nodes, " "));
  for (const DomainLine& d : s.domains) {
    text += fmt::format("domain: {}{}\n", d.name, options_text(s, d.options));
  }
  if (!s.group.empty()) text += fmt::format("group:{}\n", options_text(s, s.group));
  if (!s.cluster.empty()) text += fmt::format("cluster:{}\n", options_text(s, s.cluster));
  if (s.seed != 1) text += fmt::format("seed: {}\n", s.seed);
  if (s.cold) text += "begins: cold\n";
  const auto factor = [&text](Key key, unsigned value) {
    if (value != 1) text += fmt::format("{}: {}\n", row_of(key).name, value);
  };
  factor(Key::slow_calls, s.slow_calls);
  factor(Key::slow_guests, s.slow_guests);
  factor(Key::slow_copies, s.slow_copies);
  if (s.stragglers) text += "stragglers: yes\n";
  return text;
}

}  // namespace

std::string print(const Scenario& s, const Deed& deed) {
  return phrase_text(s, row_of(deed.word).shape, deed.with);
}
std::string print(const Scenario& s, const Condition& condition) {
  return phrase_text(s, row_of(condition.word).shape, condition.with);
}
std::string print(const Scenario& s, const Conditions& conditions) {
  std::string text;
  for (const Condition& c : conditions) text += (text.empty() ? "" : " and ") + print(s, c);
  return text;
}

std::string print(const Scenario& s, const Statement& statement) {
  const std::string before = trigger_text(s, statement.trigger);
  if (const auto* deed = std::get_if<Deed>(&statement.what)) return before + print(s, *deed);
  const auto& e = std::get<Expectation>(statement.what);
  const std::string scope = e.scope == Scope::now ? "" : std::string(to_text(e.scope)) + " ";
  return before + "expect " + scope + print(s, e.conditions);
}

std::string print(const Scenario&, const Timeline& timeline) {
  std::string text = timeline.engine ? fmt::format("timeline {}:\n", to_text(*timeline.engine))
                                     : std::string("timeline:\n");
  for (const TimelineLine& line : timeline.lines) text += "  " + line.text + "\n";
  return text;
}

std::string print(const Scenario& s) {
  std::string text = header_text(s) + "\n";
  for (const Statement& statement : s.statements) text += print(s, statement) + "\n";
  if (!s.timelines.empty()) text += "\n";
  for (const Timeline& timeline : s.timelines) text += print(s, timeline);
  return text;
}

}  // namespace xvm::sim
