#include "ci/rooms/rules.hpp"

#include <map>
#include <optional>
#include <regex>
#include <set>

namespace xvm::rooms {
namespace {

using Rooms = std::set<std::string>;

const Rooms all_rooms{"model", "agent", "fakes", "sim", "proptests", "ci", "scenarios"};

// nullopt: everything, or no room of ours.
std::optional<Rooms> allowed_for(const SourceFile& file) {
  static const std::map<std::string, Rooms> allowed{{"model", {"model"}},
                                                    {"fakes", {"model", "fakes"}},
                                                    {"agent", {"model", "agent"}},
                                                    {"sim", {"model", "fakes", "sim"}}};
  const auto found = allowed.find(room_of(file));
  if (found == allowed.end()) return std::nullopt;
  Rooms rooms = found->second;
  if (room_of(file) == "agent" && (is_test(file) || is_contract(file))) rooms.insert("fakes");
  return rooms;
}

std::string first_part(const std::string& path) { return path.substr(0, path.find('/')); }

}  // namespace

std::string complaint(const SourceFile& file, std::size_t line, const std::string& what) {
  return file.path + ":" + std::to_string(line) + ": " + what;
}

Complaints check_includes(const SourceFile& file) {
  static const std::regex include(R"re(^\s*#\s*include\s*(["<])([^">]+)[">].*)re");
  Complaints found;
  if (!is_cpp(file) || all_rooms.count(room_of(file)) == 0) return found;
  const std::optional<Rooms> allowed = allowed_for(file);
  std::size_t number = 0;
  for (const std::string& line : lines_of(file.text)) {
    ++number;
    std::smatch match;
    if (!std::regex_match(line, match, include)) continue;
    const std::string target = match[2];
    const bool ours =
        all_rooms.count(first_part(target)) != 0 && target.find('/') != std::string::npos;
    if (!ours && match[1] == "\"") {
      found.push_back(
          complaint(file, number, "include " + target + " from the root of the checkout"));
    }
    if (ours && allowed && allowed->count(first_part(target)) == 0) {
      found.push_back(complaint(file, number, room_of(file) + "/ may not include " + target));
    }
  }
  return found;
}

Complaints check_purity(const SourceFile& file) {
  static const std::regex impure(
      R"(\b(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday|random_device)"
      R"(|mt19937\w*|getenv|[io]?fstream|fopen|popen|pthread_\w+|jthread)\b)"
      R"(|\b(rand|srand|time|system|usleep|sleep_for|sleep_until)\s*\(|::open\s*\()"
      R"(|<(filesystem|fstream|thread|random|unistd\.h|fcntl\.h|sys/\w+\.h)>)");
  Complaints found;
  if (!is_cpp(file) || room_of(file) != "model" || is_test(file)) return found;
  std::size_t number = 0;
  for (const std::string& line : lines_of(code_of(file.text))) {
    ++number;
    std::smatch match;
    if (!std::regex_search(line, match, impure)) continue;
    found.push_back(complaint(
        file, number, "model/ is pure: " + match.str() + " belongs to the room that executes"));
  }
  return found;
}

Complaints check_rows(const SourceFile& file) {
  static const std::regex source(R"(\b[Ss]ection [0-9]+|\b([RS][0-9]+b?|L[0-9]+)\b)");
  static const std::regex row(R"(^\s*Row<.*)");
  Complaints found;
  if (file.path.rfind("model/tables/", 0) != 0 || !ends_with(file.path, "_table.hpp")) return found;
  bool named = false;
  std::size_t number = 0;
  for (const std::string& line : lines_of(file.text)) {
    ++number;
    const std::size_t text = line.find_first_not_of(' ');
    if (text == std::string::npos) named = false;
    const bool is_comment = text != std::string::npos && line.compare(text, 2, "//") == 0;
    named = named || (is_comment && std::regex_search(line, source));
    if (!named && std::regex_match(line, row)) {
      found.push_back(complaint(file, number,
                                "no comment above this row in its group names a section of the "
                                "2008 design or a rule"));
    }
  }
  return found;
}

}  // namespace xvm::rooms
