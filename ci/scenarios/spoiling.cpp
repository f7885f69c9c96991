#include "ci/scenarios/spoiling.hpp"

namespace xvm::scenarios {
namespace {

using sim::Condition;
using sim::ConditionWord;

NodeId another(NodeId n, std::size_t nodes) { return static_cast<NodeId>((index(n) + 1) % nodes); }

// The word that is false whenever the first one is true, of the same node and domain.
std::optional<ConditionWord> opposite(ConditionWord word) {
  switch (word) {
    case ConditionWord::runs: return ConditionWord::runs_nowhere;
    case ConditionWord::runs_nowhere: return ConditionWord::runs;
    case ConditionWord::runs_on: return ConditionWord::is_off;
    case ConditionWord::is_off:
    case ConditionWord::is_paused:
    case ConditionWord::is_incomplete:
    case ConditionWord::is_crashed: return ConditionWord::runs_on;
    case ConditionWord::is_defined: return ConditionWord::is_undefined;
    case ConditionWord::defined_only_on: return ConditionWord::is_undefined;
    case ConditionWord::is_undefined: return ConditionWord::is_defined;
    case ConditionWord::kept_memory: return ConditionWord::lost_memory;
    case ConditionWord::lost_memory: return ConditionWord::kept_memory;
    case ConditionWord::node_up: return ConditionWord::node_down;
    case ConditionWord::node_down: return ConditionWord::node_up;
    case ConditionWord::node_member: return ConditionWord::node_gone;
    case ConditionWord::node_gone: return ConditionWord::node_member;
    case ConditionWord::group_online:
    case ConditionWord::group_stop_failed:
    case ConditionWord::group_faulted: return ConditionWord::group_offline;
    case ConditionWord::group_offline: return ConditionWord::group_online;
    case ConditionWord::claim_released:
    case ConditionWord::claim_held:
    case ConditionWord::claim_moving:
    case ConditionWord::claim_condemned: return ConditionWord::claim_none;
    default: return std::nullopt;
  }
}

bool counts(ConditionWord word) {
  return word == ConditionWord::booted_times || word == ConditionWord::method_ran_on ||
         word == ConditionWord::method_ran;
}
bool tells_an_end(ConditionWord word) {
  return word == ConditionWord::method_ended || word == ConditionWord::method_ended_because;
}

bool is_of_one_node(ConditionWord word) {
  return word == ConditionWord::runs_on || word == ConditionWord::group_online;
}

std::optional<Condition> spoil(Condition c, std::size_t nodes) {
  if (is_of_one_node(c.word) && nodes > 1) {
    c.with.node = another(c.with.node, nodes);
  } else if (counts(c.word)) {
    ++c.with.number;
  } else if (tells_an_end(c.word)) {
    c.with.result = c.with.result == Result::success ? Result::failed : Result::success;
  } else if (!c.with.steps.empty()) {
    c.with.steps.front().node = another(c.with.steps.front().node, nodes);
  } else if (const auto word = opposite(c.word)) {
    c.word = *word;
  } else {
    return std::nullopt;
  }
  return c;
}

}  // namespace

std::vector<Spoiled> spoil_each(const sim::Scenario& scenario) {
  std::vector<Spoiled> all;
  for (std::size_t i = 0; i < scenario.statements.size(); ++i) {
    const sim::Statement& s = scenario.statements[i];
    const auto* expectation = std::get_if<sim::Expectation>(&s.what);
    if (expectation == nullptr || expectation->scope != sim::Scope::now) continue;
    const auto worse = spoil(expectation->conditions.front(), scenario.nodes.size());
    if (!worse) continue;
    Spoiled one{s.line.number, s.trigger.kind != sim::TriggerKind::within, scenario};
    std::get<sim::Expectation>(one.scenario.statements[i].what).conditions.front() = *worse;
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace xvm::scenarios
