#include "ci/rooms/rules.hpp"

#include <algorithm>
#include <array>
#include <regex>

namespace xvm::rooms {
namespace {

constexpr std::size_t most_lines = 800;
constexpr std::size_t widest = 100;
constexpr std::size_t widest_row = 200;

std::size_t columns_of(const std::string& line) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u; };
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), begins));
}

// Tables and texts that no line break may cut: unformatted code, raw strings, here-documents.
class Verbatim {
 public:
  explicit Verbatim(const SourceFile& file)
      : cpp_(is_cpp(file)), code_(lines_of(cpp_ ? code_of(file.text) : file.text)) {}

  // Asked once for every line, in their order.
  bool holds(const std::string& line) {
    if (line.find("clang-format off") != std::string::npos) unformatted_ = true;
    if (line.find("clang-format on") != std::string::npos) unformatted_ = false;
    const std::string& code = code_[at_++];
    return unformatted_ || (cpp_ ? is_in_raw_string(line, code) : is_in_here_document(line));
  }

 private:
  // Neither code nor comment.
  static bool is_in_raw_string(const std::string& line, const std::string& code) {
    const std::size_t text = line.find_first_not_of(' ');
    return text != std::string::npos && line.compare(text, 2, "//") != 0 &&
           code.find_first_not_of(' ') == std::string::npos;
  }
  bool is_in_here_document(const std::string& line) {
    static const std::regex begin(R"re(<<-?\s*['"]?([A-Za-z_]+))re");
    if (line == end_) end_.clear();
    const bool inside = !end_.empty();
    std::smatch match;
    if (!inside && std::regex_search(line, match, begin)) end_ = match[1];
    return inside;
  }

  bool cpp_;
  std::vector<std::string> code_;
  std::size_t at_ = 0;
  bool unformatted_ = false;
  std::string end_;  // the word that ends the here-document
};

// "cluster manager" and "lock manager" are terms of the field; a manager of nothing is not.
bool says_nothing(const std::vector<std::string>& words) {
  static constexpr std::array empty{"util", "utils", "helper", "helpers", "common", "misc"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (std::find(empty.begin(), empty.end(), words[i]) != empty.end()) return true;
    const bool of_something = i > 0 && (words[i - 1] == "cluster" || words[i - 1] == "lock");
    if ((words[i] == "manager" || words[i] == "managers") && !of_something) return true;
  }
  return false;
}

}  // namespace

Complaints check_length(const SourceFile& file) {
  const std::size_t count = lines_of(file.text).size();
  if (!is_source(file) || count <= most_lines) return {};
  return {complaint(file, count, "more than 800 lines: split it by idea")};
}

Complaints check_width(const SourceFile& file) {
  Complaints found;
  if (!is_source(file)) return found;
  Verbatim verbatim(file);
  std::size_t number = 0;
  for (const std::string& line : lines_of(file.text)) {
    ++number;
    const std::size_t limit = verbatim.holds(line) ? widest_row : widest;
    if (columns_of(line) <= limit) continue;
    found.push_back(complaint(
        file, number,
        std::to_string(columns_of(line)) + " columns, " + std::to_string(limit) + " are allowed"));
  }
  return found;
}

Complaints check_names(const SourceFile& file) {
  // Laid out as it is installed: /opt/SUNWscxvm/util has its name from the 2008 design (section
  // 12).
  static const std::string of_the_design = "agent/package/util/";
  const bool of_design = file.path.rfind(of_the_design, 0) == 0;
  for (std::string part :
       parts_of(of_design ? file.path.substr(of_the_design.size()) : file.path, '/')) {
    std::replace_if(
        part.begin(), part.end(), [](char c) { return c == '-' || c == '.'; }, '_');
    if (says_nothing(parts_of(part, '_'))) {
      return {complaint(file, 1, "a name that says nothing: name the idea")};
    }
  }
  return {};
}

Complaints check_banner(const SourceFile& file) {
  if (!ends_with(file.path, ".hpp")) return {};
  const std::string first = "// " + file.path;
  std::string banner;  // the first comment as running text
  for (const std::string& line : lines_of(file.text)) {
    if (line.rfind("//", 0) != 0) break;
    banner += line.substr(2);
  }
  if ((file.text + "\n").rfind(first + "\n", 0) != 0 && file.text.rfind(first + " ", 0) != 0) {
    return {complaint(file, 1, "the first line is to be: " + first)};
  }
  const std::size_t purpose = banner.find(" Purpose: ");
  if (purpose == std::string::npos) return {complaint(file, 1, "the banner lacks: Purpose:")};
  if (banner.find(" Thread rule: ", purpose) == std::string::npos) {
    return {complaint(file, 1, "the banner lacks: Thread rule:")};
  }
  return {};
}

Complaints check_leftovers(const SourceFile& file) {
  // In two halves, so that this file does not complain about itself.
  static const std::regex later(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X)\\b");
  static const std::regex skip(R"(\bGTEST_SKIP\s*\(\s*\)\s*(<<)?)");
  Complaints found;
  if (!is_source(file)) return found;
  std::size_t number = 0;
  for (const std::string& line : lines_of(file.text)) {
    ++number;
    if (std::regex_search(line, later)) {
      found.push_back(complaint(file, number, "something is left to do: do it or drop it"));
    }
  }
  const std::string code = is_cpp(file) ? code_of(file.text) : "";
  for (std::sregex_iterator at(code.begin(), code.end(), skip), end; at != end; ++at) {
    if ((*at)[1].matched) continue;
    const auto lines = std::count(code.begin(), code.begin() + at->position(), '\n');
    found.push_back(complaint(file, static_cast<std::size_t>(lines) + 1,
                              "a test is skipped without a reason: GTEST_SKIP() << why"));
  }
  return found;
}

}  // namespace xvm::rooms
