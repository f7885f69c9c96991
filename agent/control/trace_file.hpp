// agent/control/trace_file.hpp
//
// Purpose: where the NDJSON trace of a method goes when debug is on. A trace that cannot be written
// is missed, but never stops a method.
// Thread rule: the loop's thread.
#pragma once

#include "agent/control/options.hpp"
#include "agent/driver/node_state.hpp"
#include "model/trace/writer.hpp"

#include <fstream>
#include <optional>
#include <string>

namespace xvm::agent {

std::string trace_path(const Options& options, const NodeState& state);

class TraceFile {
 public:
  // Empty path: no trace. Otherwise lines are appended, beginning with a header.
  TraceFile(const std::string& path, const Options& options);

  trace::Writer* writer() { return writer_ ? &*writer_ : nullptr; }

 private:
  std::ofstream stream_;
  std::optional<trace::Writer> writer_;
};

}  // namespace xvm::agent
