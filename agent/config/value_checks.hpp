// agent/config/value_checks.hpp
//
// Purpose: what makes a name, a path, a number or a list acceptable. Names end up in command lines,
// URIs and file names, so their alphabets are narrow on purpose.
// Thread rule: pure functions. Each returns what is wrong, or an empty string.
//
//   check_domain("web1", ref) == "";  ref.naming == DomainNaming::name;
#pragma once

#include "agent/config/config.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

// A name (1..200 bytes, not all digits: virsh and xl would take that for a domain id; no '/', no
// leading '-', no blank), a UUID with dashes, or the absolute path of a file.
std::string check_domain(std::string_view value, DomainRef& out);

// An absolute path of 2..4000 bytes without "." and ".." parts; slashes at its end are dropped.
std::string check_absolute_path(std::string_view value, std::string& out);

// Resource or resource group: a letter or '_', then letters, digits, '_', '-', '.'; 1..200 bytes.
// The resource's name is also the name of its folder.
std::string check_resource_name(std::string_view value, std::string& out);

// 1..16 different host names, separated by commas or blanks.
std::string check_nodelist(std::string_view value, std::vector<std::string>& out);

// Affinities, separated by commas or blanks; a group may be named once.
std::string check_affinities(std::string_view value, std::vector<Affinity>& out);

// scheme:rest, without blanks. With `per_node`, %n must be there (the same address for every node
// would let one node answer for another); without it, %n is refused.
std::string check_uri(std::string_view value, bool per_node, std::string& out);

// Decimal digits, lowest..highest.
std::string check_number(std::string_view value, std::uint32_t lowest, std::uint32_t highest,
                         std::uint32_t& out);

}  // namespace xvm::agent
