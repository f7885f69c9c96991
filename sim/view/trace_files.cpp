#include "sim/view/trace_files.hpp"

#include "model/trace/reader.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>

namespace xvm::sim::view {
namespace {

// A trace may begin with any line, for example after it was cut with head and tail.
bool is_about_the_header(const trace::ReadError& e) {
  return e.problem.text.rfind("expected a header entry first", 0) == 0;
}

void read_file(const std::string& path, TraceFiles& all) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream || std::filesystem::is_directory(path)) {
    all.problem = fmt::format("{}: cannot be read; name a trace (NDJSON)", path);
    return;
  }
  const std::size_t before = all.entries.size();
  trace::Reader reader(stream);
  std::optional<trace::ReadError> bad;
  for (;;) {
    trace::ReadResult result = reader.next();
    if (std::holds_alternative<trace::EndOfTrace>(result)) break;
    if (bad) {  // it was not the last line
      all.problem = fmt::format("{}: {}", path, bad->text());
      return;
    }
    if (auto* error = std::get_if<trace::ReadError>(&result)) {
      if (is_about_the_header(*error)) {
        all.remarks.push_back(fmt::format("{}: {}", path, error->text()));
      } else {
        bad = std::move(*error);
      }
    } else {
      all.entries.push_back(std::move(std::get<trace::Entry>(result)));
    }
  }
  // The agent that wrote it was killed in the middle of a line.
  if (bad)
    all.remarks.push_back(fmt::format("{}: the last line is left out: {}", path, bad->text()));
  if (all.entries.size() == before) {
    all.problem = fmt::format("{}: no trace: {}", path, bad ? bad->text() : "it has no entry");
  }
}

}  // namespace

TraceFiles read_trace_files(const std::vector<std::string>& paths) {
  TraceFiles all;
  for (const std::string& path : paths) {
    read_file(path, all);
    if (!all.problem.empty()) break;
  }
  return all;
}

}  // namespace xvm::sim::view
