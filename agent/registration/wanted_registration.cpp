#include "agent/registration/wanted_registration.hpp"

#include "agent/registration/command_text.hpp"

#include <algorithm>
#include <cctype>

namespace xvm::agent {
namespace {

const RegisterOrder usual;

class Properties {
 public:
  Properties(const RegisterOrder& order, const Config& config, const WantedRegistration& wanted)
      : order_(order), config_(config), wanted_(wanted) {}

  std::vector<WantedProperty> all() {
    put_commands();
    put_times();
    put_form();
    if (order_.type == TypeWish::xvm) put_configuration();
    return std::move(properties_);
  }

 private:
  void put(const std::string& name, const std::string& value, Tunable tunable) {
    properties_.push_back({name, value, false, tunable});
  }
  void put_extension(const std::string& name, const std::string& value, Tunable tunable) {
    properties_.push_back({name, value, true, tunable});
  }
  void put(const std::string& name, std::int64_t number) {
    put(name, std::to_string(number), Tunable::anytime);
  }

  std::string method(const std::string& word) const {
    CommandWords words = control_words(order_, config_, word);
    CommandWords more;
    // A type of our own does not tell that a stop has all of its timeout (agent/gds,
    // stop_has_all).
    if (order_.type == TypeWish::xvm && wanted_.form == GdsForm::orcl) more = {"-T", "ORCL.gds"};
    if (word == "probe") {
      more.insert(more.end(), {"--probe-timeout", std::to_string(wanted_.times.probe_timeout_s)});
    }
    more.emplace_back("--quiet");
    words.insert(words.end() - 1, more.begin(), more.end());
    return shell_text(words);
  }

  void put_commands() {
    for (const auto& [name, word] :
         {std::pair{"Start", "start"}, std::pair{"Stop", "stop"}, std::pair{"Probe", "probe"},
          std::pair{"Validate", "validate"}}) {
      put_extension(std::string(name) + "_command", method(word), Tunable::when_disabled);
    }
    // SUNW.gds has no Boot_command: nothing is swept after a reboot until the next start or stop.
    if (wanted_.form == GdsForm::orcl) {
      put_extension("Boot_command", method("boot"), Tunable::when_disabled);
    }
  }

  void put_times() {
    const RegistrationTimes& t = wanted_.times;
    put("Start_timeout", t.start_timeout_s);
    put("Stop_timeout", t.stop_timeout_s);
    put_extension("Probe_timeout", std::to_string(t.probe_timeout_s), Tunable::anytime);
    put("Thorough_probe_interval", t.probe_interval_s);
    put("Retry_count", t.retry_count);
    put("Retry_interval", t.retry_interval_s);
  }

  void put_form() {
    if (wanted_.form == GdsForm::sunw) {
      put_extension("Network_aware", "FALSE", Tunable::at_creation);
      return;
    }
    put_extension("PMF_managed", "FALSE", Tunable::when_disabled);
    if (order_.pre_evict) put("Pre_evict", "TRUE", Tunable::when_disabled);
  }

  // Nothing but `clrs show` reads these: the configuration file is what counts.
  void put_configuration() {
    std::string failover(to_text(config_.failover));
    if (config_.failover == FailoverType::migrate_live) failover = "MIGRATE_LIVE";
    put_extension("Domain", config_.domain.text, Tunable::when_disabled);
    put_extension("Failover", capitals(failover), Tunable::anytime);
    put_extension("Plugin_probe", config_.plugin_probe, Tunable::anytime);
    put_extension("Admin", config_.admin, Tunable::when_disabled);
    put_extension("On_migrate_fail", capitals(std::string(to_text(config_.on_migrate_fail))),
                  Tunable::anytime);
  }

  static std::string capitals(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
  }

  const RegisterOrder& order_;
  const Config& config_;
  const WantedRegistration& wanted_;
  std::vector<WantedProperty> properties_;
};

}  // namespace

std::string group_of(const Config& config) { return config.rg.empty() ? config.rs : config.rg; }

std::string target_of(const std::string& affinity) {
  return affinity.substr(std::min(affinity.find_first_not_of("+-"), affinity.size()));
}

std::vector<std::string> control_words(const RegisterOrder& order, const Config& config,
                                       const std::string& method) {
  CommandWords words{order.control,    "-R",       config.rs,   "-G",
                     group_of(config), "--config", order.config};
  if (order.cluster_commands != usual.cluster_commands) {
    words.insert(words.end(), {"--cluster-commands", order.cluster_commands});
  }
  words.push_back(method);
  return words;
}

WantedRegistration wanted_registration(const RegisterOrder& order, const Config& config,
                                       GdsForm form) {
  WantedRegistration w;
  w.resource = config.rs;
  w.group = group_of(config);
  w.type = to_text(order.type);
  w.form = form;
  if (order.type == TypeWish::xvm) {
    w.registration_file = order.etc + (form == GdsForm::orcl ? "/SUNW.xvm" : "/SUNW.xvm.sungds");
  }
  w.nodelist = config.nodelist;
  for (const Affinity& a : config.affinities) {
    w.affinities.push_back(std::string(to_text(a.kind)) + a.group);
  }
  w.admin_folder = config.admin + "/" + config.rs;
  w.times = registration_times(order, config, form);
  w.properties = Properties(order, config, w).all();
  return w;
}

}  // namespace xvm::agent
