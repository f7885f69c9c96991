#include "sim/view/fact_text.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>

namespace xvm::sim::view {
namespace {

using trace::Fact;

std::string all_fields(const Fact& fact) {
  std::string text = fact.name;
  for (const auto& [name, value] : fact.fields) text += fmt::format(" {}={}", name, value);
  return text;
}

std::string cause_text(const Fact& fact) {
  std::string text = fmt::format("{}: {}", fact.name, field_of(fact, "what"));
  for (const auto& [name, value] : fact.fields) {
    if (name != "what") text += fmt::format(" {} {}", name, value);
  }
  return text;
}

std::string state_text(const Fact& fact) {
  return fmt::format("{}: {}", fact.name, field_of(fact, "state"));
}

std::string network_text(const Fact& fact) {
  return fmt::format("network to {}: {}", field_of(fact, "to"), field_of(fact, "state"));
}

std::string member_text(const Fact& fact) {
  return field_of(fact, "state") == "yes" ? "member of the cluster" : "no member of the cluster";
}

std::string group_text(const Fact& fact) {
  return fmt::format("group {}, resource {}", field_of(fact, "state"), field_of(fact, "resource"));
}

std::string method_text(const Fact& fact) {
  const std::string exit = field_of(fact, "exit");
  return fmt::format("{} {}{}", field_of(fact, "method"), field_of(fact, "state"),
                     exit.empty() ? "" : ", exit " + exit);
}

std::string export_text(const Fact& fact) {
  return field_of(fact, "intact") == "yes" ? "an intact export is on ADMIN"
                                           : "no intact export is on ADMIN";
}

std::string migration_text(const Fact& fact) {
  const std::string phase = field_of(fact, "phase");
  const std::string memory = field_of(fact, "memory") == "cut" ? ", memory stream cut" : "";
  const std::string finish = phase == "finish" ? " " + field_of(fact, "finish") : "";
  return fmt::format("migration from {} to {}: {}{}{}", field_of(fact, "source"),
                     field_of(fact, "target"), phase, finish, memory);
}

std::string domain_text(const Fact& fact) {
  std::string text = copy_text(fact);
  const std::string boot = field_of(fact, "boot");
  if (boot == "booting") text += ", booting";
  return text + fmt::format(", memory {}", field_of(fact, "memory"));
}

std::string cluster_text(const Fact& fact) {
  return fmt::format("{}: nodes {}, domains {}", field_of(fact, "name"), field_of(fact, "nodes"),
                     field_of(fact, "domains"));
}

struct Told {
  Kind kind;
  std::function<std::string(const Fact&)> text;
};

const std::map<std::string, Told>& known() {
  static const std::map<std::string, Told> table{
      {"cluster", {Kind::run, cluster_text}},
      {"run-over",
       {Kind::run, [](const Fact& f) { return "the run is over: " + field_of(f, "result"); }}},
      {"host", {Kind::host, state_text}},
      {"daemon", {Kind::host, state_text}},
      {"member", {Kind::host, member_text}},
      {"network", {Kind::host, network_text}},
      {"admin", {Kind::host, [](const Fact& f) { return "ADMIN " + field_of(f, "state"); }}},
      {"domain", {Kind::copy, domain_text}},
      {"group", {Kind::group, group_text}},
      {"method", {Kind::method, method_text}},
      {"claim", {Kind::claim, claim_text}},
      {"export", {Kind::claim, export_text}},
      {"migration", {Kind::migration, migration_text}},
      {"fault", {Kind::fault, cause_text}},
      {"fencing", {Kind::fault, cause_text}},
      {"command", {Kind::command, cause_text}},
      {"by-hand", {Kind::command, cause_text}},
      {"repair", {Kind::repair, cause_text}},
      {"late-call", {Kind::late, cause_text}},
      {"violation",
       {Kind::violation,
        [](const Fact& f) { return "invariant broken: " + field_of(f, "invariant"); }}},
  };
  return table;
}

}  // namespace

std::string field_of(const Fact& fact, const std::string& name) {
  const auto found = fact.fields.find(name);
  return found == fact.fields.end() ? "" : found->second;
}

Kind kind_of(const Fact& fact) {
  const auto found = known().find(fact.name);
  return found == known().end() ? Kind::note : found->second.kind;
}

std::string text_of(const Fact& fact) {
  const auto found = known().find(fact.name);
  return found == known().end() ? all_fields(fact) : found->second.text(fact);
}

std::string claim_text(const Fact& claim) {
  const std::string state = field_of(claim, "state");
  const std::string owner = field_of(claim, "owner");
  const std::string other = field_of(claim, "other");
  std::string text = fmt::format("claim {}: {}", field_of(claim, "epoch"), state);
  if (state == "none" || state.empty()) return "no claim";
  if (state == "held") {
    text += " by " + owner;
    if (other != "-") text += ", migrated with " + other;
    if (field_of(claim, "resume_owed") == "yes") text += ", resume owed";
  } else if (state == "moving") {
    text += fmt::format(" from {} to {}", owner, other);
  } else if (state == "released") {
    text += " by " + owner;
  } else {
    text = fmt::format("claim {}: copy on {} {}", field_of(claim, "epoch"), owner, state);
  }
  return text;
}

std::string copy_text(const Fact& domain) {
  const std::string activity = field_of(domain, "activity");
  const bool defined = field_of(domain, "defined") == "yes";
  std::string text = activity;
  if (activity == "inactive") text = defined ? "shut off" : "nothing here";
  for (const char* why : {"pause", "off"}) {
    const std::string reason = field_of(domain, why);
    if (!reason.empty() && reason != "none") text += fmt::format(" ({})", reason);
  }
  if (activity != "inactive" && activity != "unknown" && !defined) text += ", transient";
  return text;
}

}  // namespace xvm::sim::view
