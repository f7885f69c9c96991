#include "agent/store/quarantine_files.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agent/store/definition_files.hpp"

namespace xvm::agent {
namespace {

constexpr std::string_view prefix = "quarantine.";
constexpr std::string_view suffix = ".xml";

// Node names come from the cluster manager; this one becomes part of a file name.
bool is_plain(std::string_view node) {
  return !node.empty() && node.size() <= 200 && node.find('/') == std::string_view::npos &&
         node.find('\0') == std::string_view::npos;
}

}  // namespace

FileStatus write_quarantine(const Folder& folder, const std::string& node, std::string_view text,
                            std::string_view metadata) {
  if (text.empty() || !is_plain(node)) {
    return {FileFault::other, "no definition or no node name to quarantine in " + folder.path()};
  }
  const std::string name = fmt::format("{}{}.{}", prefix, node, content_hash(text));
  if (const FileContent there = folder.read(name + ".xml"); there.status && there.text == text) {
    return {};
  }
  if (FileStatus s = folder.replace(name + ".meta", metadata); !s) return s;
  if (FileStatus s = folder.replace(name + ".xml", text); !s) return s;
  const FileContent back = folder.read(name + ".xml");
  if (!back.status) return back.status;
  if (back.text != text)
    return {FileFault::io, fmt::format("{}/{} reads back different", folder.path(), name + ".xml")};
  return {};
}

std::vector<std::string> list_quarantine(const Folder& folder) {
  std::vector<std::string> names = folder.list().names;
  std::erase_if(names, [](const std::string& name) {
    return !name.starts_with(prefix) || !name.ends_with(suffix);
  });
  return names;
}

}  // namespace xvm::agent
