// fakes/gds/rtr_properties.hpp
//
// Purpose: which names a resource type registration file may use without EXTENSION, and of which
// type each is (rt_reg(4), r_properties(5); facts: GDS, chapter 8).
// Thread rule: constant data, pure functions.
//
//   type_property("API_version") == RtrValue::number
//   system_property_type("Retry_count") == "INT";   method_of_timeout("Stop_timeout") == "STOP"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xvm::fakes::gds {

enum class RtrValue { text, path, number, boolean, list, init_nodes, method };

// Part 1; case does not matter. nullopt: there is none of that name.
std::optional<RtrValue> type_property(std::string_view name);

// Part 2: BOOLEAN, INT, STRING, STRINGARRAY or ENUM; "": no system property has that name.
std::string system_property_type(std::string_view name);

// The method, in capitals, whose timeout this is; "": it is none of a method.
std::string method_of_timeout(std::string_view name);

}  // namespace xvm::fakes::gds
