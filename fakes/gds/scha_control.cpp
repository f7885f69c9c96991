#include "fakes/gds/request.hpp"
#include "fakes/gds/scha_commands.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

namespace xvm::fakes::gds {
namespace {

constexpr std::array optags{"RESTART"sv,
                            "RESOURCE_RESTART"sv,
                            "RESOURCE_IS_RESTARTED"sv,
                            "GIVEOVER"sv,
                            "CHECK_RESTART"sv,
                            "CHECK_GIVEOVER"sv,
                            "IGNORE_FAILED_START"sv,
                            "CHANGE_STATE_ONLINE"sv,
                            "CHANGE_STATE_OFFLINE"sv,
                            "RESOURCE_DISABLE"sv};

}  // namespace

int scha_control(Call& call) {
  std::string optag, group, resource, zone;
  CLI::App app("asks the fake cluster to act on a resource");
  app.add_option("-O", optag, "what to do")->required();
  app.add_option("-G", group, "resource group")->required();
  app.add_option("-R", resource, "resource")->required();
  app.add_option("-Z", zone, "zone (accepted, not used)");
  if (const auto code = parse_words(app, call)) return *code;
  if (std::find(optags.begin(), optags.end(), upper(optag)) == optags.end()) {
    return call.refuse(SchaError::tag, optag);
  }
  return ask_rgm(
      call, {{"do", "control"}, {"optag", upper(optag)}, {"group", group}, {"resource", resource}});
}

int scha_resource_setstatus(Call& call) {
  std::string group, resource, status, message, zone;
  CLI::App app("sets the status of a resource on this node");
  app.add_option("-G", group, "resource group")->required();
  app.add_option("-R", resource, "resource")->required();
  app.add_option("-s", status, "OK, DEGRADED, FAULTED, UNKNOWN or OFFLINE")
      ->required()
      ->check(CLI::IsMember({"OK", "DEGRADED", "FAULTED", "UNKNOWN", "OFFLINE"}));
  app.add_option("-m", message, "one line of text");
  app.add_option("-Z", zone, "zone (accepted, not used)");
  if (const auto code = parse_words(app, call)) return *code;
  return ask_rgm(call, {{"do", "set-status"},
                        {"group", group},
                        {"resource", resource},
                        {"status", status},
                        {"message", message}});
}

}  // namespace xvm::fakes::gds
