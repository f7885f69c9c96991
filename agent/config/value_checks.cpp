#include "agent/config/value_checks.hpp"

#include "agent/config/key_value_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace xvm::agent {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_hex(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
constexpr bool is_separator(char c) { return c == ',' || c == ' ' || c == '\t'; }

std::string in_lower_case(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_uuid(std::string_view s) {
  if (s.size() != 36) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? s[i] != '-' : !is_hex(s[i])) return false;
  }
  return true;
}

bool is_host_name(std::string_view s) {
  return !s.empty() && s.size() <= 255 && (is_letter(s[0]) || is_digit(s[0])) &&
         std::all_of(s.begin(), s.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
         });
}

// Items between commas and blanks; "a,,b" has an empty item, "a, b" has none.
std::vector<std::string_view> split_list(std::string_view s) {
  std::vector<std::string_view> items;
  std::size_t begin = 0;
  bool after_comma = false;
  for (std::size_t i = 0; i <= s.size(); ++i) {
    if (i < s.size() && !is_separator(s[i])) continue;
    const bool comma = i < s.size() && s[i] == ',';
    if (i > begin) {
      items.push_back(s.substr(begin, i - begin));
      after_comma = comma;
    } else if (comma) {
      if (after_comma || items.empty()) items.push_back({});
      after_comma = true;
    }
    begin = i + 1;
  }
  if (after_comma) items.push_back({});
  return items;
}

std::string name_problem(std::string_view value) {
  if (value.size() > 200) return fmt::format("{} is longer than 200 bytes", quoted(value));
  if (value[0] == '-') return fmt::format("{} begins with '-'", quoted(value));
  if (value.find('/') != std::string_view::npos) {
    return fmt::format("{} is a path, but not an absolute one", quoted(value));
  }
  if (std::any_of(value.begin(), value.end(), is_separator)) {
    return fmt::format("{} holds a blank or a comma", quoted(value));
  }
  if (std::all_of(value.begin(), value.end(), is_digit)) {
    return fmt::format("{} would be taken for a domain id; give the UUID", quoted(value));
  }
  return "";
}

std::optional<Affinity> parse_affinity(std::string_view item) {
  const auto length = std::min(item.find_first_not_of("+-"), item.size());
  const auto kind = from_text<AffinityKind>(item.substr(0, length));
  std::string group;
  if (!kind || length == item.size()) return std::nullopt;
  if (!check_resource_name(item.substr(length), group).empty()) return std::nullopt;
  return Affinity{*kind, std::move(group)};
}

// %n, or a percent-encoded byte.
bool well_formed_percents(std::string_view s) {
  for (std::size_t i = s.find('%'); i != std::string_view::npos; i = s.find('%', i + 1)) {
    const std::string_view next = s.substr(i + 1, 2);
    const bool node = !next.empty() && next[0] == 'n';
    const bool encoded = next.size() == 2 && is_hex(next[0]) && is_hex(next[1]);
    if (!node && !encoded) return false;
  }
  return true;
}

}  // namespace

std::string check_domain(std::string_view value, DomainRef& out) {
  if (value[0] == '/') {
    std::string path;
    if (value.back() == '/') return fmt::format("{} is a folder, not a file", quoted(value));
    if (std::string bad = check_absolute_path(value, path); !bad.empty()) return bad;
    out = {DomainNaming::file, std::move(path)};
    return "";
  }
  if (is_uuid(value)) {
    out = {DomainNaming::uuid, in_lower_case(value)};
    return "";
  }
  if (std::string bad = name_problem(value); !bad.empty()) return bad;
  out = {DomainNaming::name, std::string(value)};
  return "";
}

std::string check_absolute_path(std::string_view value, std::string& out) {
  const std::string_view whole = value;
  if (value[0] != '/') return fmt::format("{} is not absolute", quoted(whole));
  if (value.size() > 4000) return fmt::format("{} is longer than 4000 bytes", quoted(whole));
  while (value.size() > 1 && value.back() == '/') value.remove_suffix(1);
  if (value == "/") return fmt::format("{} is the root folder", quoted(whole));
  for (std::size_t begin = 1; begin <= value.size();) {
    const auto end = std::min(value.find('/', begin), value.size());
    const std::string_view part = value.substr(begin, end - begin);
    if (part == "." || part == "..") return fmt::format("{} holds '{}'", quoted(whole), part);
    begin = end + 1;
  }
  out = value;
  return "";
}

std::string check_resource_name(std::string_view value, std::string& out) {
  const bool well_formed = value.size() <= 200 && (is_letter(value[0]) || value[0] == '_') &&
                           std::all_of(value.begin(), value.end(), [](char c) {
                             return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.';
                           });
  if (!well_formed) return fmt::format("{} is no resource or group name", quoted(value));
  out = value;
  return "";
}

std::string check_nodelist(std::string_view value, std::vector<std::string>& out) {
  out.clear();
  for (const std::string_view item : split_list(value)) {
    if (!is_host_name(item)) return fmt::format("{} is no node name", quoted(item));
    const bool twice = std::any_of(out.begin(), out.end(), [&](const std::string& n) {
      return in_lower_case(n) == in_lower_case(item);
    });
    if (twice) return fmt::format("node {} is listed twice", quoted(item));
    out.emplace_back(item);
  }
  if (out.empty()) return "the list is empty";
  if (out.size() > max_nodes) return fmt::format("{} nodes are listed", out.size());
  return "";
}

std::string check_affinities(std::string_view value, std::vector<Affinity>& out) {
  out.clear();
  for (const std::string_view item : split_list(value)) {
    auto affinity = parse_affinity(item);
    if (!affinity) return fmt::format("{} is no affinity", quoted(item));
    const bool twice = std::any_of(out.begin(), out.end(),
                                   [&](const Affinity& a) { return a.group == affinity->group; });
    if (twice) return fmt::format("group {} is named twice", quoted(affinity->group));
    out.push_back(std::move(*affinity));
  }
  return out.empty() ? "the list is empty" : "";
}

std::string check_uri(std::string_view value, bool per_node, std::string& out) {
  const auto colon = value.find(':');
  const std::string_view scheme = value.substr(0, std::min(colon, value.size()));
  const bool has_scheme = colon != std::string_view::npos && colon + 1 < value.size() &&
                          !scheme.empty() && is_lower(scheme[0]) &&
                          std::all_of(scheme.begin(), scheme.end(), [](char c) {
                            return is_lower(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
                          });
  if (!has_scheme) return fmt::format("{} is no URI", quoted(value));
  if (value.find_first_of(" \t") != std::string_view::npos) {
    return fmt::format("{} holds a blank", quoted(value));
  }
  if (!well_formed_percents(value)) {
    return fmt::format("{} holds a '%' that is neither %n nor two hex digits", quoted(value));
  }
  const bool names_node = value.find("%n") != std::string_view::npos;
  if (per_node && !names_node) {
    return fmt::format("{} is the same for every node", quoted(value));
  }
  if (!per_node && names_node) {
    return fmt::format("{} holds %n, but this URI is the local one", quoted(value));
  }
  out = value;
  return "";
}

std::string check_number(std::string_view value, std::uint32_t lowest, std::uint32_t highest,
                         std::uint32_t& out) {
  if (!std::all_of(value.begin(), value.end(), is_digit)) {
    return fmt::format("{} is no whole number", quoted(value));
  }
  std::uint64_t number = 0;
  for (const char c : value) {
    number = std::min<std::uint64_t>(number * 10 + static_cast<std::uint64_t>(c - '0'), 1u << 31);
  }
  if (number < lowest || number > highest) {
    return fmt::format("{} is out of range", quoted(value));
  }
  out = static_cast<std::uint32_t>(number);
  return "";
}

}  // namespace xvm::agent
