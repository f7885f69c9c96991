// sim/view/trace_files.hpp
//
// Purpose: reads the traces that people name on the command line, one or several of one cluster.
// Thread rule: re-entrant.
//
//   const TraceFiles read = read_trace_files({"n1.ndjson", "n2.ndjson"});
//   if (!read.problem.empty()) ...                 // "n1.ndjson: line 7: ..."
#pragma once

#include "model/trace/entry.hpp"

#include <string>
#include <vector>

namespace xvm::sim::view {

struct TraceFiles {
  std::vector<trace::Entry> entries;
  std::vector<std::string> remarks;  // a part of a trace; a last line that was cut off
  std::string problem;               // empty: all was read; else one line
};

TraceFiles read_trace_files(const std::vector<std::string>& paths);

}  // namespace xvm::sim::view
