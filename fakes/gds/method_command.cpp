#include "fakes/gds/method_command.hpp"

#include <fmt/format.h>

#include <sstream>

namespace xvm::fakes::gds {
namespace {

struct Names {
  const char* extension;  // of GDS
  const char* callback;   // of the registration file
};

Names names_of(rgm::Method method) {
  switch (method) {
    case rgm::Method::start: return {"Start_command", "START"};
    case rgm::Method::stop: return {"Stop_command", "STOP"};
    case rgm::Method::probe: return {"Probe_command", ""};
    case rgm::Method::boot: return {"Boot_command", "BOOT"};
    case rgm::Method::validate: return {"Validate_command", "VALIDATE"};
    // MONITOR_CHECK of GDS validates.
    case rgm::Method::monitor_check: return {"Validate_command", "MONITOR_CHECK"};
    case rgm::Method::none: break;
  }
  return {"", ""};
}

std::string callback(const Json& type, const Json& resource, const std::string& group,
                     const char* name) {
  const Json& properties = type.at("properties");
  const std::string program = properties.value(name, "");
  if (program.empty()) return {};
  const std::string folder = properties.value("RT_BASEDIR", "");
  const bool absolute = program[0] == '/';
  return fmt::format("{}{}{} -R {} -T {} -G {}", absolute ? "" : folder, absolute ? "" : "/",
                     program, resource.value("name", ""), type.value("name", ""), group);
}

}  // namespace

std::string method_command(const Json& type, const Json& resource, const std::string& group,
                           rgm::Method method) {
  const Names names = names_of(method);
  const bool of_gds = type.at("rules").contains("Start_command");
  if (!of_gds) return callback(type, resource, group, names.callback);
  std::string line = resource.at("extensions").value(names.extension, "");
  line = replaced(line, "%RS_NAME", resource.value("name", ""));
  line = replaced(line, "%RG_NAME", group);
  return replaced(line, "%RT_NAME", type.value("name", ""));
}

bool runs_through_sunw_gds(const Json& type) {
  return type.at("properties").value("RT_BASEDIR", "") == "/opt/SUNWscgds/bin";
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace xvm::fakes::gds
