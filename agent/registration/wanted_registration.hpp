// agent/registration/wanted_registration.hpp
//
// Purpose: what the cluster is to hold for one resource, made from the configuration file, the
// command line and the generic data service that runs the commands.
// Thread rule: pure functions.
//
//   WantedRegistration w = wanted_registration(order, config, GdsForm::orcl);
//   w.type == "SUNW.xvm";  w.properties.front().name == "Start_command";
#pragma once

#include "agent/registration/registration_times.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

// When a property of a resource may be changed, as etc/SUNW.xvm and GDS itself say.
enum class Tunable : std::uint8_t { anytime, when_disabled, at_creation };

struct WantedProperty {
  std::string name;
  std::string value;
  bool extension = false;  // scha_resource_get asks for these in another way
  Tunable tunable = Tunable::anytime;
};

struct WantedRegistration {
  std::string resource;
  std::string group;
  std::string type;               // without a version
  std::string registration_file;  // empty: the cluster has its own for this type
  GdsForm form = GdsForm::orcl;
  std::vector<std::string> nodelist;
  std::vector<std::string> affinities;  // "--db-rg"; empty: the file says nothing of them
  std::vector<WantedProperty> properties;
  std::string admin_folder;  // of the resource
  RegistrationTimes times;
};

WantedRegistration wanted_registration(const RegisterOrder& order, const Config& config,
                                       GdsForm form);

std::string group_of(const Config& config);

// "--db-rg" -> "db-rg"
std::string target_of(const std::string& affinity);

// control_xvm as a method of this resource, as words; `method` as control_xvm spells it.
std::vector<std::string> control_words(const RegisterOrder& order, const Config& config,
                                       const std::string& method);

}  // namespace xvm::agent
