#include "agent/log/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>

#include <vector>

namespace xvm::agent {
namespace {

// A tag is text, but spdlog takes it as a part of its pattern.
std::string escaped(const std::string& tag) {
  std::string pattern;
  for (const char c : tag) pattern += c == '%' ? std::string("%%") : std::string(1, c);
  return pattern;
}

}  // namespace

Log::Log(const LogSettings& settings) {
  std::vector<spdlog::sink_ptr> sinks;
  if (settings.to_syslog) {
    auto sink =
        std::make_shared<spdlog::sinks::syslog_sink_mt>("ha-xvm", LOG_PID, LOG_DAEMON, true);
    sink->set_pattern(escaped(settings.tag) + " %v");
    sinks.push_back(std::move(sink));
  }
  if (settings.to_stderr) {
    auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    sink->set_pattern(escaped(settings.tag) + " %l: %v");
    sinks.push_back(std::move(sink));
  }
  logger_ = std::make_shared<spdlog::logger>("ha-xvm", sinks.begin(), sinks.end());
  logger_->set_level(settings.debug ? spdlog::level::debug : spdlog::level::info);
  // A log that cannot be written must not stop a method.
  logger_->set_error_handler([](const std::string&) {});
}

void Log::debug(std::string_view text) { logger_->debug(text); }
void Log::info(std::string_view text) { logger_->info(text); }
void Log::warning(std::string_view text) { logger_->warn(text); }
void Log::error(std::string_view text) { logger_->error(text); }
void Log::flush() { logger_->flush(); }

}  // namespace xvm::agent
