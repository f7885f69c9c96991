// What is true instead of a condition, for people.
#include "sim/replay/truth.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

using enum ConditionWord;

std::string_view copy_word(const fakes::DomainCell& cell) {
  switch (copy_of(cell)) {
    case Copy::none: return cell.defined ? "off" : "absent";
    case Copy::executing: return "runs";
    case Copy::paused: return "paused";
    case Copy::incomplete: return "incomplete";
    case Copy::dead: return "crashed";
  }
  return "?";
}

std::string joined(const std::vector<std::string>& parts, std::string_view none) {
  return parts.empty() ? std::string(none) : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

std::string Truth::places_text(unsigned domain) const {
  std::vector<std::string> parts;
  for (unsigned n = 0; n < cluster_.node_count(); ++n) {
    const fakes::DomainCell& cell = cluster_.cell(domain, node_at(n));
    const bool transient = fakes::active(cell) && !cell.defined;
    parts.push_back(fmt::format("{} {}{}", name(node_at(n)), copy_word(cell),
                                transient ? " (not defined)" : ""));
  }
  return fmt::format("{} on {}", name(domain), joined(parts, "no node"));
}

std::string Truth::groups_text(unsigned domain) const {
  std::vector<std::string> parts;
  for (unsigned n = 0; n < cluster_.node_count(); ++n) {
    const GroupWord word = cluster_.group(domain, node_at(n));
    if (word == GroupWord::offline) continue;
    parts.push_back(fmt::format("{} on {}", to_text(word), name(node_at(n))));
  }
  return fmt::format("{} {}", name(domain), joined(parts, "offline everywhere"));
}

std::string Truth::ends_text(const Condition& c) const {
  const Ended* end = diary_.last_end(c.with.method, c.with.domain, c.with.node);
  const std::string who =
      fmt::format("{} of {} on {}", to_text(c.with.method), name(c.with.domain), name(c.with.node));
  if (end == nullptr) return who + " has not ended";
  if (!end->result) return who + " ended killed";
  return fmt::format("{} ended {} {}", who, to_text(*end->result), to_text(end->reason));
}

std::string Truth::sequence_text(const Condition& c) const {
  std::vector<std::string> parts;
  for (const Begun& b : counted(c)) {
    const std::string of = c.word == sequence ? fmt::format(" ({})", name(b.domain)) : "";
    parts.push_back(fmt::format("{} {}{}", to_text(b.work), name(b.node), of));
  }
  return "sequence " + joined(parts, "of no method");
}

std::string Truth::node_text(NodeId n) const {
  const std::string_view power = !cluster_.host(n).up       ? "down"
                                 : cluster_.stands_still(n) ? "frozen"
                                                            : "up";
  return fmt::format("{} {}, {}", name(n), power, cluster_.is_member(n) ? "a member" : "no member");
}

std::string Truth::found(const Condition& c) const {
  const unsigned domain = c.with.domain;
  if (c.word <= defined_only_on || c.word == no_recovery) return places_text(domain);
  switch (c.word) {
    case booted_times: return fmt::format("{} boots", cluster_.boots(domain));
    case kept_memory:
    case lost_memory:
      return fmt::format("boot {} before the last deed and {} now; {}",
                         diary_.boots_before_deed(domain), cluster_.boots(domain),
                         places_text(domain));
    case migrates:
    case migrates_phase: {
      const Journey& j = cluster_.journey(domain);
      if (j.source == NodeId::none) return "no migration; " + places_text(domain);
      return fmt::format("phase {}", to_text(j.migration.phase));
    }
    case method_ended:
    case method_ended_because: return ends_text(c);
    case method_ran_on:
    case method_ran: return fmt::format("{} times", times_run(c, c.word == method_ran));
    case sequence:
    case sequence_of: return sequence_text(c);
    case all_quiet: return under_way();
    default: break;
  }
  if (c.word <= node_gone) return node_text(c.with.node);
  if (c.word <= group_faulted) return groups_text(domain);
  if (c.word <= method_did) {
    const std::string busy = under_way();
    return (busy.empty() ? "all quiet" : busy) + "; " + places_text(domain);
  }
  return fmt::format("claim of {} {}", name(domain), claim_text(scenario_, cluster_.claim(domain)));
}

std::string Truth::found(const Conditions& all) const {
  for (const Condition& c : all) {
    if (!holds(c)) return found(c);
  }
  return "it is true";
}

std::string Truth::under_way() const {
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
    if (cluster_.journey(d).source != NodeId::none) return name(d) + " migrates";
    if (cluster_.has_late_call(d)) return fmt::format("a late call for {} is on its way", name(d));
    for (unsigned n = 0; n < cluster_.node_count(); ++n) {
      const Doing doing = cluster_.doing(d, node_at(n), 0);
      if (doing.life == Life::none) continue;
      return fmt::format("{} of {} on {} runs", to_text(doing.work), name(d), name(node_at(n)));
    }
    if (cluster_.group_moves(d)) return fmt::format("the group of {} moves", name(d));
  }
  return cluster_.membership_changes() ? "the membership is about to change" : std::string();
}

}  // namespace xvm::sim
