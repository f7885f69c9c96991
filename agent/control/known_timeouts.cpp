#include "agent/control/known_timeouts.hpp"

#include "agent/store/atomic_file.hpp"

namespace xvm::agent {
namespace {

constexpr const char* file_name = "timeouts";

}  // namespace

KnownTimeouts read_timeouts(const LocalFolder& folder) {
  const OpenedFolder opened = open_folder(folder.path());
  if (!opened.status) return {};
  const FileContent content = opened.folder.read(file_name);
  if (!content.status) return {};
  const auto known = records::parse_record<KnownTimeouts>(content.text);
  return known ? *known : KnownTimeouts{};
}

std::string write_timeouts(const LocalFolder& folder, const KnownTimeouts& known) {
  const auto text = records::print_record(known);
  if (!text) return text.error().text;
  const OpenedFolder opened = open_folder(folder.path());
  if (!opened.status) return opened.status.text;
  const FileStatus status = opened.folder.replace(file_name, *text);
  return status ? std::string() : status.text;
}

}  // namespace xvm::agent
