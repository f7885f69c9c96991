#include "agent/registration/registration_plan.hpp"

#include "agent/gds/cluster_nodes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace xvm::agent {
namespace {

bool same_but_for_case(const std::string& a, const std::string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// Words of the cluster (TRUE, MIGRATE_LIVE) are written in any case; texts are not.
bool same_value(const WantedProperty& wanted, const std::string& present) {
  if (wanted.value == present) return true;
  const bool is_word = wanted.name.find("_command") == std::string::npos &&
                       wanted.name != "Domain" && wanted.name != "Admin" &&
                       wanted.name != "Plugin_probe";
  return is_word && same_but_for_case(wanted.value, present);
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

std::string assignment(const std::string& name, const std::vector<std::string>& values) {
  return fmt::format("{}={}", name, fmt::join(values, ","));
}

class Planner {
 public:
  Planner(const WantedRegistration& wanted, const Registry& registry, const PlanFacts& facts)
      : w_(wanted), r_(registry), facts_(facts) {}

  RegistrationPlan plan() {
    refuse();
    if (!plan_.refusals.empty()) return std::move(plan_);
    plan_admin_folder();
    plan_type();
    plan_group();
    plan_resource();
    if (facts_.online) plan_online();
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
  const PresentGroup* group() const {
    const auto found = r_.groups.find(w_.group);
    return found == r_.groups.end() ? nullptr : &found->second;
  }

  // Everything that a command would refuse later, when something is done already.
  void refuse() {
    for (const std::string& node : w_.nodelist) {
      if (!name_in_cluster(node, r_.nodes).empty()) continue;
      plan_.refusals.push_back(fmt::format("NODELIST: the cluster has no node '{}'; it has {}",
                                           node, fmt::join(r_.nodes, ", ")));
    }
    for (const std::string& affinity : w_.affinities) {
      const std::string other = target_of(affinity);
      if (other == w_.group) {
        plan_.refusals.push_back("AFFINITIES: " + affinity + " names the resource's own group");
      } else if (r_.groups.count(other) == 0) {
        plan_.refusals.push_back("AFFINITIES: there is no resource group " + other +
                                 "; register that one first");
      }
    }
    refuse_resource();
  }

  void refuse_resource() {
    if (!r_.resource) {
      if (facts_.must_exist) {
        plan_.refusals.push_back(w_.resource + " is not registered; use: xvm_register register");
      }
      return;
    }
    if (r_.resource->group != w_.group) {
      plan_.refusals.push_back(
          fmt::format("RG: {} is in group {} already, not in {}; correct RG, "
                      "or unregister it first",
                      w_.resource, r_.resource->group, w_.group));
    }
    if (r_.resource->type != w_.type) {
      plan_.refusals.push_back(fmt::format(
          "{} is of type {}, not {}; say --type {}, or unregister it first with that --type",
          w_.resource, r_.resource->type, w_.type, r_.resource->type));
    }
  }

  void plan_admin_folder() {
    if (facts_.admin_folder_is_there) {
      plan_.unchanged.push_back("folder " + w_.admin_folder);
      return;
    }
    step({"/bin/mkdir", "-m", "0700", w_.admin_folder}, {{"/bin/rmdir", w_.admin_folder}});
  }

  void plan_type() {
    if (r_.has_type(w_.type)) {
      plan_.unchanged.push_back("resource type " + w_.type);
      return;
    }
    std::vector<std::string> words{"register"};
    if (!w_.registration_file.empty()) words.insert(words.end(), {"-f", w_.registration_file});
    words.push_back(w_.type);
    step(command("clresourcetype", words), {command("clresourcetype", {"unregister", w_.type})});
  }

  // As the cluster spells them.
  std::vector<std::string> nodelist() const {
    std::vector<std::string> names;
    for (const std::string& node : w_.nodelist) names.push_back(name_in_cluster(node, r_.nodes));
    return names;
  }

  void plan_group() {
    const PresentGroup* present = group();
    if (present == nullptr) {
      std::vector<std::string> words{"create", "-n", fmt::format("{}", fmt::join(nodelist(), ","))};
      if (!w_.affinities.empty()) {
        words.insert(words.end(), {"-p", assignment("RG_affinities", w_.affinities)});
      }
      words.push_back(w_.group);
      step(command("clrg", words), {command("clrg", {"delete", w_.group})});
      return plan_managing();
    }
    const std::size_t before = plan_.steps.size();
    if (present->nodelist != nodelist()) change_group("Nodelist", present->nodelist, nodelist());
    if (!w_.affinities.empty() && sorted(present->affinities) != sorted(w_.affinities)) {
      change_group("RG_affinities", present->affinities, w_.affinities);
    }
    if (!present->managed()) plan_managing();
    if (plan_.steps.size() == before) plan_.unchanged.push_back("resource group " + w_.group);
    if (w_.affinities.empty() && !present->affinities.empty()) {
      plan_.unchanged.push_back(
          fmt::format("RG_affinities={} of {}: AFFINITIES is not set; to take them away: {}",
                      fmt::join(present->affinities, ","), w_.group,
                      shell_text(command("clrg", {"set", "-p", "RG_affinities=", w_.group}))));
    }
  }

  void plan_managing() {
    step(command("clrg", {"manage", w_.group}), {command("clrg", {"unmanage", w_.group})});
  }

  void change_group(const char* property, const std::vector<std::string>& from,
                    const std::vector<std::string>& to) {
    plan_.changes.push_back(fmt::format("{} of {}: '{}' -> '{}'", property, w_.group,
                                        fmt::join(from, ","), fmt::join(to, ",")));
    step(command("clrg", {"set", "-p", assignment(property, to), w_.group}),
         {command("clrg", {"set", "-p", assignment(property, from), w_.group})});
  }

  void plan_resource() {
    if (!r_.resource) {
      step(create_resource_words(w_, facts_, w_.properties),
           {command("clrs", {"delete", w_.resource})});
      return;
    }
    std::vector<std::string> to{"set"};
    std::vector<std::string> from{"set"};
    for (const WantedProperty& p : w_.properties) {
      const std::string& present = r_.resource->properties.at(p.name);
      if (same_value(p, present)) continue;
      if (!may_change_now(p)) {
        wait_for(p, present);
        continue;
      }
      plan_.changes.push_back(fmt::format("{}: '{}' -> '{}'", p.name, present, p.value));
      to.insert(to.end(), {"-p", p.name + "=" + p.value});
      from.insert(from.end(), {"-p", p.name + "=" + present});
    }
    if (to.size() == 1) {
      if (plan_.waiting.empty()) plan_.unchanged.push_back("resource " + w_.resource);
      return;
    }
    to.push_back(w_.resource);
    from.push_back(w_.resource);
    step(command("clrs", to), {command("clrs", from)});
  }

  bool may_change_now(const WantedProperty& p) const {
    return p.tunable == Tunable::anytime ||
           (p.tunable == Tunable::when_disabled && !r_.resource->enabled);
  }

  void wait_for(const WantedProperty& p, const std::string& present) {
    const char* what = p.tunable == Tunable::at_creation
                           ? "it is tunable at creation only: unregister and register again"
                           : "it is tunable only when the resource is disabled, which shuts the "
                             "guest down: clrs disable {0}; xvm_register update; clrs enable {0}";
    plan_.waiting.push_back(fmt::format("{}: '{}' -> '{}' waits: {}", p.name, present, p.value,
                                        fmt::format(fmt::runtime(what), w_.resource)));
  }

  void plan_online() {
    const PresentGroup* present = group();
    if (present == nullptr || !present->online()) {
      step(command("clrg", {"online", w_.group}), {command("clrg", {"offline", w_.group})});
    }
    if (!r_.resource || !r_.resource->enabled) {
      step(command("clrs", {"enable", w_.resource}), {command("clrs", {"disable", w_.resource})});
    }
  }

  const WantedRegistration& w_;
  const Registry& r_;
  const PlanFacts& facts_;
  RegistrationPlan plan_;
};

}  // namespace

CommandWords create_resource_words(const WantedRegistration& w, const PlanFacts& facts,
                                   const std::vector<WantedProperty>& properties) {
  CommandWords words{facts.commands + "/clrs", "create", "-d", "-t", w.type, "-g", w.group};
  for (const WantedProperty& p : properties) {
    // Not every cluster takes an empty value, and all defaults of ours that may be empty are.
    if (!p.value.empty()) words.insert(words.end(), {"-p", p.name + "=" + p.value});
  }
  words.push_back(w.resource);
  return words;
}

RegistrationPlan plan_registration(const WantedRegistration& wanted, const Registry& registry,
                                   const PlanFacts& facts) {
  return Planner(wanted, registry, facts).plan();
}

}  // namespace xvm::agent
