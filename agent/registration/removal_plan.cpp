#include "agent/registration/registration_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace xvm::agent {
namespace {

class Removal {
 public:
  Removal(const WantedRegistration& wanted, const Registry& registry, const PlanFacts& facts)
      : w_(wanted), r_(registry), facts_(facts) {}

  RegistrationPlan plan() {
    refuse();
    if (!plan_.refusals.empty()) return std::move(plan_);
    plan_resource();
    plan_group();
    plan_type();
    plan_.kept.push_back(
        fmt::format("{}: the records and the definition of the guest stay", w_.admin_folder));
    return std::move(plan_);
  }

 private:
  CommandWords command(const char* program, std::vector<std::string> words) const {
    words.insert(words.begin(), facts_.commands + "/" + program);
    return words;
  }
  void step(CommandWords words, std::vector<CommandWords> undo) {
    plan_.steps.push_back({std::move(words), std::move(undo)});
  }

  void refuse() {
    if (!r_.resource) return;
    if (r_.resource->group != w_.group || r_.resource->type != w_.type) {
      plan_.refusals.push_back(
          fmt::format("{} is of type {} in group {}, not of {} in {}; correct "
                      "RG or --type",
                      w_.resource, r_.resource->type, r_.resource->group, w_.type, w_.group));
      return;
    }
    if (r_.resource->enabled) {
      if (facts_.disable) return;
      plan_.refusals.push_back(
          fmt::format("{} is enabled; {} shuts the guest down, or say --disable", w_.resource,
                      shell_text(command("clrs", {"disable", w_.resource}))));
      return;
    }
    for (const auto& [node, state] : r_.resource->states) {
      if (state == "OFFLINE") continue;
      plan_.refusals.push_back(fmt::format(
          "{} is {} on {}; bring it down first (operations, section 8)", w_.resource, state, node));
    }
  }

  // As it is now, for whoever wants it back.
  std::vector<WantedProperty> present_properties() const {
    std::vector<WantedProperty> properties = w_.properties;
    for (WantedProperty& p : properties) p.value = r_.resource->properties.at(p.name);
    return properties;
  }

  void plan_resource() {
    if (!r_.resource) {
      plan_.unchanged.push_back("resource " + w_.resource + ": there is none");
      return;
    }
    if (r_.resource->enabled) {
      step(command("clrs", {"disable", w_.resource}), {command("clrs", {"enable", w_.resource})});
    }
    step(command("clrs", {"delete", w_.resource}),
         {create_resource_words(w_, facts_, present_properties())});
  }

  // Why the group is needed still; empty: it is not.
  std::string use_of_group(const PresentGroup& present) const {
    for (const std::string& other : present.resources) {
      if (other != w_.resource) return "it has the resource " + other;
    }
    for (const auto& [name, group] : r_.groups) {
      for (const std::string& affinity : group.affinities) {
        if (target_of(affinity) == w_.group) return name + " has the affinity " + affinity;
      }
      const auto& needs = group.dependencies;
      if (std::find(needs.begin(), needs.end(), w_.group) != needs.end()) {
        return name + " depends on it";
      }
    }
    return "";
  }

  void plan_group() {
    const auto found = r_.groups.find(w_.group);
    if (found == r_.groups.end()) {
      plan_.unchanged.push_back("resource group " + w_.group + ": there is none");
      return;
    }
    const PresentGroup& present = found->second;
    if (const std::string use = use_of_group(present); !use.empty()) {
      plan_.kept.push_back(fmt::format("resource group {}: {}", w_.group, use));
      return;
    }
    if (present.online()) {
      step(command("clrg", {"offline", w_.group}), {command("clrg", {"online", w_.group})});
    }
    if (present.managed()) {
      step(command("clrg", {"unmanage", w_.group}), {command("clrg", {"manage", w_.group})});
    }
    CommandWords again =
        command("clrg", {"create", "-n", fmt::format("{}", fmt::join(present.nodelist, ","))});
    if (!present.affinities.empty()) {
      again.insert(again.end(),
                   {"-p", fmt::format("RG_affinities={}", fmt::join(present.affinities, ","))});
    }
    again.push_back(w_.group);
    step(command("clrg", {"delete", w_.group}), {again});
  }

  void plan_type() {
    if (!r_.has_type(w_.type)) {
      plan_.unchanged.push_back("resource type " + w_.type + ": not registered");
      return;
    }
    for (const auto& [resource, type] : r_.types_in_use) {
      if (type != w_.type || resource == w_.resource) continue;
      plan_.kept.push_back(fmt::format("resource type {}: {} is of it", w_.type, resource));
      return;
    }
    std::vector<std::string> again{"register"};
    if (!w_.registration_file.empty()) again.insert(again.end(), {"-f", w_.registration_file});
    again.push_back(w_.type);
    const CommandWords words = command("clresourcetype", {"unregister", w_.type});
    // GDS itself came with the cluster; others may count on it before they have a resource.
    if (w_.registration_file.empty()) {
      plan_.kept.push_back(
          fmt::format("resource type {}: it is the cluster's own; nothing uses it "
                      "now, {} would remove it",
                      w_.type, shell_text(words)));
      return;
    }
    step(words, {command("clresourcetype", again)});
  }

  const WantedRegistration& w_;
  const Registry& r_;
  const PlanFacts& facts_;
  RegistrationPlan plan_;
};

}  // namespace

RegistrationPlan plan_removal(const WantedRegistration& wanted, const Registry& registry,
                              const PlanFacts& facts) {
  return Removal(wanted, registry, facts).plan();
}

}  // namespace xvm::agent
