// sim/retrace/retrace.hpp
//
// Purpose: feeds a whole trace through the tables (architecture, section 10): each recorded step
// must be one that the model makes, with the recorded actions and states. Several processes may
// have written one file, line by line in any mixture.
// Thread rule: one thread; whatever the bytes are, it ends, never throws for them, and says at most
// one line about each line of the file (and the event with both outcomes below a refusal).
//
//   std::ifstream file("trace.ndjson");
//   const Retraced r = retrace(file);
//   if (r.refusal) complain(r.refusal->text("trace.ndjson"));
//
// A step is attributed to its call by node, domain, resource and method, then by sequence and time.
// Where two calls fit (two probes at once), both readings are followed until one of them fails.
#pragma once

#include "sim/retrace/retraced_call.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace xvm::sim {

struct Remark {
  std::size_t line = 0;
  std::string text;  // one line
};

struct Retraced {
  std::optional<Refusal> refusal;  // the first; reading ended there
  std::vector<Remark> unread;      // lines that cannot be understood: what they held is not checked
  std::vector<Remark> notes;       // of no harm: a torn last line, a part of a trace
  std::uint64_t lines_unread = 0;  // of which `unread` holds the first ones
  std::uint64_t calls = 0;
  std::uint64_t finished = 0;  // of these; the others were killed or still ran
  std::uint64_t steps = 0;

  // Every line was read and every step is the model's.
  bool ok() const { return !refusal && lines_unread == 0 && calls != 0; }
};

Retraced retrace(std::istream& trace);

// What people see, and the exit code: 0 the model makes every step, 1 it does not, 2 the file is no
// whole trace.
struct RetraceReport {
  std::string text;
  int exit_code = 0;
};
RetraceReport report_of(const Retraced& retraced, const std::string& file);
RetraceReport retrace_file(const std::string& path);

}  // namespace xvm::sim
