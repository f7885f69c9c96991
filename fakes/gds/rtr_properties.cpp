#include "fakes/gds/rtr_properties.hpp"

#include "fakes/gds/call.hpp"

#include <array>
#include <map>

namespace xvm::fakes::gds {
namespace {

constexpr std::array methods{"START",    "STOP",          "PRENET_START", "POSTNET_STOP",
                             "VALIDATE", "UPDATE",        "INIT",         "FINI",
                             "BOOT",     "MONITOR_START", "MONITOR_STOP", "MONITOR_CHECK"};

const std::map<std::string, RtrValue>& type_properties() {
  static const std::map<std::string, RtrValue> all{
      {"RESOURCE_TYPE", RtrValue::text},    {"VENDOR_ID", RtrValue::text},
      {"RT_DESCRIPTION", RtrValue::text},   {"RT_VERSION", RtrValue::text},
      {"API_VERSION", RtrValue::number},    {"FAILOVER", RtrValue::boolean},
      {"RT_BASEDIR", RtrValue::path},       {"PKGLIST", RtrValue::list},
      {"INIT_NODES", RtrValue::init_nodes}, {"SINGLE_INSTANCE", RtrValue::boolean},
      {"GLOBAL_ZONE", RtrValue::boolean},   {"RT_SYSTEM", RtrValue::boolean}};
  return all;
}

const std::map<std::string, std::string>& system_properties() {
  static const std::map<std::string, std::string> all{
      {"AFFINITY_TIMEOUT", "INT"},
      {"CHEAP_PROBE_INTERVAL", "INT"},
      {"FAILOVER_MODE", "ENUM"},
      {"LOAD_BALANCING_POLICY", "STRING"},
      {"LOAD_BALANCING_WEIGHTS", "STRINGARRAY"},
      {"NETWORK_RESOURCES_USED", "STRINGARRAY"},
      {"PORT_LIST", "STRINGARRAY"},
      {"PRE_EVICT", "BOOLEAN"},
      {"R_DESCRIPTION", "STRING"},
      {"RESOURCE_DEPENDENCIES", "STRINGARRAY"},
      {"RESOURCE_DEPENDENCIES_OFFLINE_RESTART", "STRINGARRAY"},
      {"RESOURCE_DEPENDENCIES_RESTART", "STRINGARRAY"},
      {"RESOURCE_DEPENDENCIES_WEAK", "STRINGARRAY"},
      {"RESOURCE_PROJECT_NAME", "STRING"},
      {"RETRY_COUNT", "INT"},
      {"RETRY_INTERVAL", "INT"},
      {"SCALABLE", "BOOLEAN"},
      {"THOROUGH_PROBE_INTERVAL", "INT"},
      {"UDP_AFFINITY", "BOOLEAN"},
      {"WEAK_AFFINITY", "BOOLEAN"}};
  return all;
}

}  // namespace

std::optional<RtrValue> type_property(std::string_view name) {
  const std::string wanted = upper(name);
  for (const char* method : methods) {
    if (wanted == method) return RtrValue::method;
  }
  const auto found = type_properties().find(wanted);
  return found == type_properties().end() ? std::nullopt : std::optional(found->second);
}

std::string system_property_type(std::string_view name) {
  if (!method_of_timeout(name).empty()) return "INT";
  const auto found = system_properties().find(upper(name));
  return found == system_properties().end() ? "" : found->second;
}

std::string method_of_timeout(std::string_view name) {
  for (const char* method : methods) {
    if (upper(name) == std::string(method) + "_TIMEOUT") return method;
  }
  return "";
}

}  // namespace xvm::fakes::gds
