#include "sim/retrace/retrace.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace xvm::sim {
namespace {

std::string lines_of(const std::vector<Remark>& remarks, const std::string& file) {
  std::string text;
  for (const Remark& r : remarks) text += fmt::format("{}:{}: {}\n", file, r.line, r.text);
  return text;
}

std::string total(const Retraced& r) {
  std::string text = fmt::format("{} calls, {} steps", r.calls, r.steps);
  const std::uint64_t open = r.calls - r.finished;
  if (open != 0 && !r.refusal) text += fmt::format(", {} calls did not come to their end", open);
  return text;
}

}  // namespace

RetraceReport report_of(const Retraced& r, const std::string& file) {
  RetraceReport report;
  report.text = lines_of(r.notes, file) + lines_of(r.unread, file);
  if (r.lines_unread > r.unread.size()) {
    report.text += fmt::format("{}: {} further lines cannot be read\n", file,
                               r.lines_unread - r.unread.size());
  }
  if (r.refusal) {
    report.text += r.refusal->text(file);
    report.exit_code = 1;
  } else if (r.lines_unread != 0) {
    report.text += fmt::format(
        "{}: not checked whole; of what could be read, the model makes "
        "every step: {}\n",
        file, total(r));
    report.exit_code = 2;
  } else if (r.calls == 0) {
    report.text += fmt::format(
        "{}: holds no call of a method: is this a trace of control_xvm "
        "(--trace FILE or --debug)?\n",
        file);
    report.exit_code = 2;
  } else {
    report.text += fmt::format("{}: the model makes every step: {}\n", file, total(r));
  }
  return report;
}

RetraceReport retrace_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return {fmt::format("{}: is a folder, expected a trace\n", path), 2};
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    return {fmt::format("{}: cannot be read: {}\n", path, std::strerror(errno)), 2};
  }
  return report_of(retrace(stream), path);
}

}  // namespace xvm::sim
