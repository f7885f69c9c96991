#include "agent/config/key_value_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace xvm::agent {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}
constexpr bool is_key_char(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// What a shell would expand inside double quotes or without quotes.
constexpr std::string_view expanded = "$`\\";
// What a shell would take apart without quotes.
constexpr std::string_view taken_apart = ";&|<>()'\"";

std::string_view without_blanks(std::string_view s) {
  while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
  return s;
}

struct Problem {
  std::string problem;
  std::string remedy;
};

// One line at a time: either an entry, a problem, or nothing (blank, comment).
class LineCutter {
 public:
  explicit LineCutter(std::string_view line) : rest_(without_blanks(line)) {}

  std::optional<Problem> cut(Entry& entry) {
    const auto control = std::find_if(rest_.begin(), rest_.end(), is_control);
    if (control != rest_.end()) {
      return Problem{fmt::format("control character in {}", quoted(rest_)),
                     "a configuration file is plain text"};
    }
    const auto equals = rest_.find('=');
    if (equals == std::string_view::npos) {
      return Problem{fmt::format("{} is no KEY=VALUE", quoted(rest_)),
                     "write KEY=VALUE or # comment"};
    }
    if (auto bad = take_key(rest_.substr(0, equals), entry)) return bad;
    rest_.remove_prefix(equals + 1);
    return take_value(entry);
  }

 private:
  static std::optional<Problem> take_key(std::string_view key, Entry& entry) {
    const bool well_formed = !key.empty() && !(key[0] >= '0' && key[0] <= '9') &&
                             std::all_of(key.begin(), key.end(), is_key_char);
    if (!well_formed) {
      return Problem{fmt::format("{} is no key", quoted(key)),
                     "a key is letters, digits and '_', glued to '='"};
    }
    entry.key = key;
    return std::nullopt;
  }

  std::optional<Problem> take_value(Entry& entry) {
    if (!rest_.empty() && is_blank(rest_[0])) {
      const std::string_view after = without_blanks(rest_);
      if (after[0] == '#') return std::nullopt;  // KEY= # comment: an empty value
      return Problem{"blank after '='", "write KEY=VALUE without blanks around '='"};
    }
    if (rest_.empty()) return std::nullopt;
    return rest_[0] == '\'' || rest_[0] == '"' ? take_quoted(entry) : take_bare(entry);
  }

  std::optional<Problem> take_quoted(Entry& entry) {
    const char quote = rest_[0];
    const auto end = rest_.find(quote, 1);
    if (end == std::string_view::npos) {
      return Problem{fmt::format("no closing {} in {}", quote, quoted(rest_)),
                     "a value ends on the line where it begins"};
    }
    const std::string_view value = rest_.substr(1, end - 1);
    const std::string_view after = rest_.substr(end + 1);
    if (!after.empty() && (!is_blank(after[0]) || without_blanks(after)[0] != '#')) {
      return Problem{fmt::format("{} follows the closing quote", quoted(without_blanks(after))),
                     "only a comment may follow: quote the whole value"};
    }
    if (quote == '"' && value.find_first_of(expanded) != std::string_view::npos)
      return expansion(value);
    entry.value = value;
    return std::nullopt;
  }

  std::optional<Problem> take_bare(Entry& entry) {
    const auto end = std::find_if(rest_.begin(), rest_.end(), is_blank);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view value = rest_.substr(0, length);
    const std::string_view after = without_blanks(rest_.substr(length));
    if (value.find_first_of(expanded) != std::string_view::npos) return expansion(value);
    if (value.find_first_of(taken_apart) != std::string_view::npos) {
      return Problem{fmt::format("{} holds shell characters", quoted(value)),
                     "put the value in single quotes"};
    }
    if (!after.empty() && after[0] != '#') {
      return Problem{fmt::format("{} has blanks", quoted(rest_)), "put the value in quotes"};
    }
    entry.value = value;
    return std::nullopt;
  }

  static Problem expansion(std::string_view value) {
    return {fmt::format("{} holds $, ` or \\, and nothing is expanded here", quoted(value)),
            "put the value in single quotes if it is meant literally"};
  }

  std::string_view rest_;
};

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out = "'";
  for (const char c : text.substr(0, longest)) {
    if (is_control(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c == '\t' ? ' ' : c;
    }
  }
  out += text.size() > longest ? "...'" : "'";
  return out;
}

Lines cut_lines(std::string_view text, std::string_view file_name) {
  Lines lines;
  if (text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);  // editors that also write CR LF
  for (unsigned number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::string_view content = without_blanks(line);
    if (content.empty() || content[0] == '#') continue;
    Entry entry{"", "", number};
    if (auto bad = LineCutter(content).cut(entry)) {
      if (lines.errors.size() == max_errors) {
        ++lines.left_out;
        continue;
      }
      lines.errors.push_back({std::string(file_name), number, std::move(entry.key),
                              std::move(bad->problem), std::move(bad->remedy)});
      continue;
    }
    lines.entries.push_back(std::move(entry));
  }
  return lines;
}

}  // namespace xvm::agent
