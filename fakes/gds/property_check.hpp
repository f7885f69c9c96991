// fakes/gds/property_check.hpp
//
// Purpose: turns the texts of "-p NAME=VALUE" into typed properties and refuses what the type's
// registration does not allow: unknown names, values of a wrong type or out of range, properties
// that may not be changed now.
// Thread rule: re-entrant.
//
//   std::string wrong = set_resource_property(type, resource, {"Stop_timeout", "600"},
//   Moment::create);
#pragma once

#include "fakes/gds/snapshot.hpp"

#include <utility>

namespace xvm::fakes::gds {

enum class Moment { create, disabled, enabled };
using Assignment = std::pair<std::string, std::string>;

// All return what is wrong, empty: done.
std::string set_resource_property(const Json& type, Json& resource, const Assignment& assignment,
                                  Moment moment);
std::string set_group_property(Json& group, const Assignment& assignment);
// Fills defaults; names a required property that has no value.
std::string complete_resource(const Json& type, Json& resource);
Json default_group_properties();

}  // namespace xvm::fakes::gds
