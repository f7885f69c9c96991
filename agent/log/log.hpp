// agent/log/log.hpp
//
// Purpose: the agent's one log: syslog for the administrator of a node, standard error for whoever
// calls by hand, each line tagged as Sun's agents tag theirs: SC[xvm,<group>,<resource>,<method>].
// Thread rule: any thread.
//
//   Log log({.tag = "SC[xvm,web-rg,web-rs,start]", .debug = false, .to_stderr = true});
//   log.info("domain web executes on n1");
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace xvm::agent {

struct LogSettings {
  std::string tag;
  bool debug = false;
  bool to_syslog = true;
  bool to_stderr = true;
};

class Log {
 public:
  explicit Log(const LogSettings& settings);

  void debug(std::string_view text);
  void info(std::string_view text);
  void warning(std::string_view text);
  void error(std::string_view text);
  void flush();

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace xvm::agent
