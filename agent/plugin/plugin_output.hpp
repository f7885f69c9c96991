// agent/plugin/plugin_output.hpp
//
// Purpose: keeps the beginning of what a plugin prints and counts the rest, so that no plugin can
// fill the agent's memory or the log: a probe comes every minute. Thread rule: as a plain value.
//
//   PluginOutput output; output.add("up\n"); output.lines() == {"up"}
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

inline constexpr std::size_t plugin_output_kept_bytes = std::size_t{64} * 1024;
inline constexpr std::size_t plugin_output_kept_lines = 50;
inline constexpr std::size_t plugin_output_line_bytes = 500;  // a message of syslog has 1024

class PluginOutput {
 public:
  void add(std::string_view bytes);

  // The first lines, cut at their length. Without line ends; control bytes become '?' (lines go to
  // logs and terminals), tabs blanks.
  std::vector<std::string> lines() const;
  // Whether there is more than lines() says.
  bool is_cut() const;

 private:
  std::string kept_;
  std::uint64_t dropped_ = 0;
};

}  // namespace xvm::agent
