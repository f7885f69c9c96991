#include "agent/registration/registration.hpp"

#include "agent/config/config_file.hpp"
#include "agent/control/bounded.hpp"
#include "agent/registration/preconditions.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xvm::agent {
namespace {

constexpr std::uint32_t questions_ms = 120'000;  // all questions of one kind together
constexpr std::int64_t admin_patience_ms = 10'000;
constexpr const char* orcl_gds_file = "/opt/ORCLscgds/etc/ORCL.gds";

// What is asked of the cluster and of ADMIN; `error` is one line.
struct Look {
  Registry registry;
  WantedRegistration wanted;
  bool admin_folder_is_there = false;
  std::string error;
};

class Registration {
 public:
  Registration(const RegisterOrder& order, const Talk& talk) : o_(order), talk_(talk) {}

  int run() {
    const ParseResult parsed = load(o_.config);
    std::vector<std::string> faults = faults_before(o_, parsed);
    if (!faults.empty()) return refuse(faults);
    const Config& config = parsed.config;
    if (!removes()) faults = validate_here(o_, config, talk_);
    if (!faults.empty()) return refuse(faults);
    const Look look = look_at(config);
    if (!look.error.empty()) return refuse({look.error});
    const RegistrationPlan plan = plan_for(look);
    if (!plan.refusals.empty()) return refuse(plan.refusals);
    tell(plan, look.wanted);
    if (o_.dry_run) {
      for (const Step& step : plan.steps) talk_.out(shell_text(step.words));
    } else if (!run_steps(plan.steps, {static_cast<std::uint32_t>(o_.command_timeout_s * 1000)},
                          talk_)) {
      return registration_failed;
    }
    return plan.waiting.empty() ? registration_done : registration_waits;
  }

 private:
  bool removes() const { return o_.verb == RegistrationVerb::remove; }

  int refuse(const std::vector<std::string>& faults) const {
    for (const std::string& fault : faults) talk_.err(fault);
    talk_.err("nothing was changed");
    return registration_failed;
  }

  // In a dry run all that is no command is a comment, so that the whole can be given to a shell.
  void say(const std::string& line) const { talk_.out((o_.dry_run ? "# " : "") + line); }

  void tell(const RegistrationPlan& plan, const WantedRegistration& wanted) const {
    for (const std::string& line : plan.unchanged) say("unchanged: " + line);
    for (const std::string& line : plan.changes) say("change: " + line);
    for (const std::string& line : plan.waiting) say(line);
    for (const std::string& line : plan.kept) say("kept: " + line);
    if (removes()) return;
    for (const std::string& line : explain_times(wanted.times, wanted.form)) say(line);
  }

  Look look_at(const Config& config) const {
    Look look;
    const ClusterCommands cluster({.folder = o_.cluster_commands}, questions_ms);
    RegistryReading reading = read_registry(cluster, config.rs);
    if (!reading.error.empty()) return failed("the cluster does not tell: " + reading.error);
    look.registry = std::move(reading.registry);
    const auto form = form_for(cluster, look.registry);
    if (!form) return failed("the cluster does not tell RT_basedir of SUNW.xvm");
    look.wanted = wanted_registration(o_, config, *form);
    if (look.registry.resource && look.registry.resource->type == look.wanted.type) {
      const std::string wrong = read_properties(cluster, look.wanted, look.registry);
      if (!wrong.empty()) return failed("the cluster does not tell: " + wrong);
    }
    if (!removes()) look_at_files(look);
    return look;
  }

  static Look failed(std::string why) {
    Look look;
    look.error = std::move(why);
    return look;
  }

  std::optional<GdsForm> form_for(const ClusterCommands& cluster, const Registry& registry) const {
    if (o_.type == TypeWish::orcl_gds) return GdsForm::orcl;
    if (o_.type == TypeWish::sunw_gds) return GdsForm::sunw;
    const std::string type(to_text(TypeWish::xvm));
    if (registry.has_type(type)) return form_of_type(cluster, type);
    const bool has_orcl = registry.has_type("ORCL.gds") || ::access(orcl_gds_file, F_OK) == 0;
    return has_orcl ? GdsForm::orcl : GdsForm::sunw;
  }

  void look_at_files(Look& look) const {
    const std::string& file = look.wanted.registration_file;
    if (!look.registry.has_type(look.wanted.type) && !file.empty() &&
        ::access(file.c_str(), R_OK) != 0) {
      look.error =
          fmt::format("{}: {}; install the agent, or say --etc", file, std::strerror(errno));
      return;
    }
    const auto there =
        bounded(admin_patience_ms, [path = look.wanted.admin_folder]() -> std::string {
          struct stat st {};
          if (::stat(path.c_str(), &st) != 0) return errno == ENOENT ? "" : std::strerror(errno);
          return S_ISDIR(st.st_mode) ? "folder" : "is there and is no folder; move it aside";
        });
    const std::string said = there.value_or("no answer; is ADMIN mounted?");
    look.admin_folder_is_there = said == "folder";
    if (!said.empty() && said != "folder") look.error = look.wanted.admin_folder + ": " + said;
  }

  RegistrationPlan plan_for(const Look& look) const {
    const PlanFacts facts{.commands = o_.cluster_commands,
                          .admin_folder_is_there = look.admin_folder_is_there,
                          .must_exist = o_.verb == RegistrationVerb::update,
                          .online = o_.online,
                          .disable = o_.disable};
    return removes() ? plan_removal(look.wanted, look.registry, facts)
                     : plan_registration(look.wanted, look.registry, facts);
  }

  const RegisterOrder& o_;
  const Talk& talk_;
};

}  // namespace

int run_registration(const RegisterOrder& order, const Talk& talk) {
  return Registration(order, talk).run();
}

}  // namespace xvm::agent
