#include "agent/control/trace_file.hpp"

#include "agent/driver/definitions.hpp"

namespace xvm::agent {

std::string trace_path(const Options& options, const NodeState& state) {
  return options.trace.empty() ? state.folder().path() + "/trace.ndjson" : options.trace;
}

TraceFile::TraceFile(const std::string& path, const Options& options) {
  if (path.empty()) return;
  stream_.open(path, std::ios::app);
  if (!stream_) return;
  writer_.emplace([this](std::string_view line) {
    stream_.write(line.data(), static_cast<std::streamsize>(line.size()));
    // Each line at once: the trace of a method that is killed must end with its last step.
    stream_.flush();
    return static_cast<bool>(stream_);
  });
  writer_->write({.resource = options.resource,
                  .method = options.method,
                  .payload = trace::Header{.program = "control_xvm",
                                           .version = XVM_VERSION,
                                           .engine = "gds",
                                           .started = wall_time_text()}});
}

}  // namespace xvm::agent
