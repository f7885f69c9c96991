#include "fakes/gds/property_check.hpp"

#include "fakes/gds/call.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace xvm::fakes::gds {
namespace {

// System properties that every resource has, whatever its type declares (r_properties(5)).
const Json& common_rules() {
  static const Json rules = Json::parse(R"({
    "R_description": {"type": "STRING", "default": ""},
    "Resource_project_name": {"type": "STRING", "default": "default"},
    "Resource_dependencies": {"type": "STRINGARRAY", "default": []},
    "Resource_dependencies_weak": {"type": "STRINGARRAY", "default": []},
    "Resource_dependencies_restart": {"type": "STRINGARRAY", "default": []},
    "Resource_dependencies_offline_restart": {"type": "STRINGARRAY", "default": []},
    "Failover_mode": {"type": "ENUM", "default": "NONE", "words":
        ["NONE", "SOFT", "HARD", "RESTART_ONLY", "LOG_ONLY"]},
    "Load_factors": {"type": "STRINGARRAY", "default": []}})");
  return rules;
}

std::vector<std::string> comma_list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    items.push_back(text.substr(at, comma - at));
    at = comma + 1;
  }
  return items;
}

std::string typed_number(const Json& rule, const std::string& text, Json& value) {
  try {
    std::size_t used = 0;
    const int number = std::stoi(text, &used);
    if (used != text.size()) return "is no whole number";
    if (number < rule.value("min", number)) return fmt::format("is below {}", rule["min"].dump());
    if (number > rule.value("max", number)) return fmt::format("is above {}", rule["max"].dump());
    value = number;
    return {};
  } catch (const std::exception&) {
    return "is no whole number";
  }
}

std::string typed(const Json& rule, const std::string& text, Json& value) {
  const std::string type = rule.value("type", "STRING");
  if (type == "INT") return typed_number(rule, text, value);
  if (type == "STRINGARRAY") return value = comma_list(text), "";
  if (type == "BOOLEAN") {
    if (!same_word(text, "TRUE") && !same_word(text, "FALSE")) return "is neither TRUE nor FALSE";
    return value = same_word(text, "TRUE"), "";
  }
  if (type == "ENUM") {
    for (const std::string word : rule["words"]) {
      if (same_word(word, text)) return value = word, "";
    }
    return "is none of " + rule["words"].dump();
  }
  value = text;
  return {};
}

bool may_change(const Json& rule, Moment moment) {
  const std::string tunable = rule.value("tunable", "ANYTIME");
  if (moment == Moment::create || tunable == "ANYTIME" || tunable == "TRUE") return true;
  return tunable == "WHEN_DISABLED" && moment == Moment::disabled;
}

// The spelling of the registration and the rule; nullptr: unknown.
std::pair<std::string, const Json*> find_rule(const Json& rules, const std::string& name) {
  for (auto it = rules.begin(); it != rules.end(); ++it) {
    if (same_word(it.key(), name)) return {it.key(), &it.value()};
  }
  return {name, nullptr};
}

// What the type says of a common property (a default, a range) is laid over the common rule.
Json rules_of(const Json& type) {
  Json rules = common_rules();
  for (const auto& [name, rule] : type.at("rules").items()) {
    const Json* common = member(common_rules(), name);
    Json merged = common == nullptr ? rule : *common;
    if (common != nullptr) {
      for (const auto& [key, value] : rule.items()) {
        if (key != "type") merged[key] = value;
      }
    }
    rules[name] = merged;
  }
  return rules;
}

}  // namespace

std::string set_resource_property(const Json& type, Json& resource, const Assignment& assignment,
                                  Moment moment) {
  const Json rules = rules_of(type);
  const auto [name, rule] = find_rule(rules, assignment.first);
  if (rule == nullptr) {
    return fmt::format("property {} is unknown to {}", assignment.first, type.value("name", ""));
  }
  if (!may_change(*rule, moment)) {
    return fmt::format("property {} is tunable {} only", name, rule->value("tunable", ""));
  }
  Json value;
  const std::string wrong = typed(*rule, assignment.second, value);
  if (!wrong.empty()) return fmt::format("{}='{}' {}", name, assignment.second, wrong);
  resource[rule->value("extension", false) ? "extensions" : "properties"][name] = value;
  return {};
}

std::string complete_resource(const Json& type, Json& resource) {
  const Json rules = rules_of(type);
  for (const auto& [name, rule] : rules.items()) {
    Json& home = resource[rule.value("extension", false) ? "extensions" : "properties"];
    if (home.contains(name)) continue;
    if (!rule.contains("default")) return fmt::format("property {} needs a value", name);
    const Json& preset = rule["default"];
    const bool empty_list = rule.value("type", "") == "STRINGARRAY" && preset.is_string() &&
                            preset.get_ref<const std::string&>().empty();
    home[name] = empty_list ? Json::array() : preset;
  }
  const Json& extensions = resource["extensions"];
  const bool pmf = extensions.value("PMF_managed", true);
  if (!pmf && extensions.value("Stop_command", "").empty()) {
    return "Stop_command needs a value when PMF_managed is FALSE";
  }
  if (extensions.value("Network_aware", false) &&
      part(resource["properties"], "Port_list").empty()) {
    return "Port_list needs a value when Network_aware is TRUE";
  }
  return {};
}

Json default_group_properties() {
  return Json::parse(R"({
    "RG_description": "", "RG_mode": "Failover", "Nodelist": [], "Failback": false,
    "Maximum_primaries": 1, "Desired_primaries": 1, "Auto_start_on_new_cluster": true,
    "Implicit_network_dependencies": true, "Global_resources_used": ["*"], "Pathprefix": "",
    "Pingpong_interval": 3600, "RG_affinities": [], "RG_dependencies": [], "RG_system": false,
    "RG_project_name": "default"})");
}

std::string set_group_property(Json& group, const Assignment& assignment) {
  Json& properties = group["properties"];
  for (auto it = properties.begin(); it != properties.end(); ++it) {
    if (!same_word(it.key(), assignment.first)) continue;
    const char* type = it->is_boolean()  ? "BOOLEAN"
                       : it->is_number() ? "INT"
                       : it->is_array()  ? "STRINGARRAY"
                                         : "STRING";
    Json value;
    const std::string wrong = typed({{"type", type}, {"min", 0}}, assignment.second, value);
    if (!wrong.empty()) return fmt::format("{}='{}' {}", it.key(), assignment.second, wrong);
    *it = value;
    return {};
  }
  return fmt::format("property {} is unknown to resource groups", assignment.first);
}

}  // namespace xvm::fakes::gds
