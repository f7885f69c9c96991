#include "agent/inspection/xl_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>

namespace xvm::agent {
namespace {

struct Value {
  std::string text;  // string, or the digits of a number
  std::size_t list_items = 0;
  bool is_list = false;
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

class XlParser {
 public:
  explicit XlParser(std::string_view text) : text_(text) {}

  // Nothing when there is an error.
  std::optional<std::map<std::string, Value>> run() {
    for (skip_gaps(); error_.empty() && at_ < text_.size(); skip_gaps()) pair();
    if (!error_.empty()) return std::nullopt;
    return std::move(pairs_);
  }
  const std::string& error() const { return error_; }

 private:
  // Blanks, comments, and with `lines` what separates pairs.
  void skip(bool lines, bool semicolons) {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '#') {
        while (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
      } else if (c == '\n') {
        if (!lines) return;
        ++line_;
      } else if (c != ' ' && c != '\t' && c != '\r' && !(c == ';' && semicolons)) {
        return;
      }
    }
  }
  void skip_gaps() { skip(true, true); }

  void pair() {
    const std::string key(take_word());
    if (key.empty() || std::isdigit(static_cast<unsigned char>(key.front())) != 0) {
      return fail("expected a key");
    }
    skip(false, false);
    if (at_ < text_.size() && text_[at_] == '+') ++at_;  // KEY += VALUE adds to a list
    if (at_ >= text_.size() || text_[at_] != '=')
      return fail(fmt::format("expected '=' after {}", key));
    ++at_;
    skip(false, false);
    Value value = take_value(0);
    if (!error_.empty()) return;
    skip(false, false);
    const bool ends = at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == ';';
    if (!ends) return fail(fmt::format("something follows the value of {}", key));
    pairs_[key] = std::move(value);
  }

  std::string_view take_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  Value take_value(unsigned depth) {
    const char c = at_ < text_.size() ? text_[at_] : '\n';
    if (c == '"' || c == '\'') return take_string(c);
    if (c == '[') return take_list(depth);
    const std::string word(take_word());
    if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front())) == 0) {
      fail("expected a quoted string, a number or a list");
    }
    return {word, 0, false};
  }

  Value take_string(char quote) {
    Value value;
    for (++at_; at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value.text += text_[at_];
    }
    if (at_ >= text_.size() || text_[at_] != quote) fail("a string is not closed");
    ++at_;
    return value;
  }

  Value take_list(unsigned depth) {
    Value list{{}, 0, true};
    constexpr unsigned deepest = 8;  // xl knows no list that is nested more than twice
    if (depth == deepest) return fail("lists are nested too deeply"), list;
    ++at_;
    for (skip(true, false); error_.empty(); skip(true, false)) {
      if (at_ >= text_.size()) return fail("a list is not closed"), list;
      if (text_[at_] == ']') return ++at_, list;
      take_value(depth + 1);
      ++list.list_items;
      skip(true, false);
      const char next = at_ < text_.size() ? text_[at_] : ']';
      if (next == ',') ++at_;
      if (next != ',' && next != ']') fail("expected ',' or ']' in a list");
    }
    return list;
  }

  void fail(std::string what) {
    if (error_.empty()) error_ = fmt::format("line {}: {}", line_, what);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  unsigned line_ = 1;
  std::map<std::string, Value> pairs_;
  std::string error_;
};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// With dashes, in lower case; libvirt and xl accept a UUID without dashes, too. Nothing: it is
// none.
std::optional<std::string> usual_form(const std::string& uuid) {
  std::string digits;
  for (const char c : uuid) {
    if (c == '-') continue;
    if (std::isxdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
    digits += c;
  }
  if (digits.size() != 32) return std::nullopt;
  for (const std::size_t dash : {8u, 13u, 18u, 23u}) digits.insert(dash, 1, '-');
  return lower(std::move(digits));
}

// libvirt's words for the kinds of xl.cfg(5), "Selecting Guest Type".
std::string os_type_of(const std::string& type, const std::string& builder) {
  const std::string kind = lower(type.empty() ? builder : type);
  if (kind == "hvm") return "hvm";
  return kind == "pvh" ? "xenpvh" : "linux";
}

}  // namespace

DefinitionReading read_xl_config(std::string_view text) {
  XlParser parser(text);
  const auto pairs = parser.run();
  if (!pairs) return {{}, "no xl configuration: " + parser.error()};
  const auto get = [&](const char* key, const char* otherwise = "") {
    const auto found = pairs->find(key);
    const bool given = found != pairs->end() && !found->second.is_list;
    return given ? found->second.text : std::string(otherwise);
  };
  DefinitionFacts facts;
  facts.type = "xen";
  facts.name = get("name");
  if (facts.name.empty()) return {{}, "no xl configuration: it has no name"};
  facts.os_type = os_type_of(get("type"), get("builder"));
  facts.uuid = lower(get("uuid"));
  facts.on_crash = get("on_crash", "destroy");
  facts.on_reboot = get("on_reboot", "restart");
  const auto vtpm = pairs->find("vtpm");
  facts.tpm = vtpm != pairs->end() && vtpm->second.list_items > 0;
  const std::string mib = get("memory");
  std::uint64_t memory_mib = 0;
  std::from_chars(mib.data(), mib.data() + mib.size(), memory_mib);
  facts.memory_kib = memory_mib * 1024;
  return {std::move(facts), {}};
}

DefinitionReading read_any_definition(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string_view::npos) return {{}, "it is empty"};
  DefinitionReading reading = text[first] == '<' ? read_definition(text) : read_xl_config(text);
  if (!reading.error.empty() || reading.facts.uuid.empty()) return reading;
  if (auto uuid = usual_form(reading.facts.uuid)) {
    reading.facts.uuid = std::move(*uuid);
  } else {
    reading.error = fmt::format("'{}' is no UUID", reading.facts.uuid);
  }
  return reading;
}

}  // namespace xvm::agent
