// agent/config/config_keys.hpp
//
// Purpose: the keys of the configuration file: for each its spelling, whether it must be given,
// what it may be, and the check that takes its value into a Config. Thread rule: constant data,
// pure functions.
//
//   for (const Key& key : config_keys()) say(key.name, key.allowed);
#pragma once

#include "agent/config/config.hpp"

#include <span>
#include <string>
#include <string_view>

namespace xvm::agent {

struct Key {
  std::string_view name;
  bool mandatory;
  std::string_view allowed;  // for messages and manuals: what the value may be
  // Takes `value` (never empty) into `config`; returns what is wrong with it, or an empty string.
  std::string (*take)(std::string_view value, Config& config);
  std::span<const std::string_view> words;  // when only certain words are allowed
};

std::span<const Key> config_keys();

}  // namespace xvm::agent
