#include "agent/config/debug_selection.hpp"

#include "agent/config/config_file.hpp"
#include "agent/config/key_value_lines.hpp"
#include "agent/config/value_checks.hpp"

#include <algorithm>

namespace xvm::agent {
namespace {

constexpr std::string_view allowed = "DEBUG= ALL or resource names, separated by commas or blanks";

void take(const Entry& entry, std::string_view file, DebugSelection& out) {
  constexpr std::string_view separators = ", \t";
  std::string_view rest = entry.value;
  while (true) {
    const auto begin = rest.find_first_not_of(separators);
    if (begin == std::string_view::npos) return;
    rest.remove_prefix(begin);
    const std::string_view item = rest.substr(0, rest.find_first_of(separators));
    rest.remove_prefix(item.size());
    std::string name;
    if (item == "ALL") {
      out.all = true;
    } else if (std::string bad = check_resource_name(item, name); !bad.empty()) {
      out.errors.push_back(
          {std::string(file), entry.line, "DEBUG", std::move(bad), std::string(allowed)});
    } else {
      out.resources.push_back(std::move(name));
    }
  }
}

}  // namespace

bool DebugSelection::selects(std::string_view resource) const {
  return all || std::find(resources.begin(), resources.end(), resource) != resources.end();
}

DebugSelection parse_debug(std::string_view text, std::string_view file_name) {
  DebugSelection out;
  Lines lines = cut_lines(text, file_name);
  out.errors = std::move(lines.errors);
  for (const Entry& entry : lines.entries) {
    if (entry.key == "DEBUG") {
      take(entry, file_name, out);
    } else {
      out.errors.push_back({std::string(file_name), entry.line, entry.key, "unknown key",
                            "allowed: " + std::string(allowed)});
    }
  }
  return out;
}

DebugSelection load_debug(const std::string& etc_folder) {
  DebugSelection out;
  for (const char* name : {"debug", "config"}) {
    const std::string path = etc_folder + "/" + name;
    const TextFile file = read_text_file(path);
    if (file.error) {
      if (!file.missing) out.errors.push_back(*file.error);
      continue;
    }
    DebugSelection one = parse_debug(file.text, path);
    out.all = out.all || one.all;
    out.resources.insert(out.resources.end(), one.resources.begin(), one.resources.end());
    out.errors.insert(out.errors.end(), one.errors.begin(), one.errors.end());
  }
  return out;
}

}  // namespace xvm::agent
