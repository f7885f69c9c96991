#include "agent/hypervisor/xl_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

namespace xvm::agent {
namespace {

struct Value {
  std::string text;                // string, or the digits of a number
  std::vector<std::string> items;  // of a list; a list within it is an empty item
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
    return {word, {}, false};
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
    Value list{{}, {}, true};
    constexpr unsigned deepest = 8;  // xl knows no list that is nested more than twice
    if (depth == deepest) return fail("lists are nested too deeply"), list;
    ++at_;
    for (skip(true, false); error_.empty(); skip(true, false)) {
      if (at_ >= text_.size()) return fail("a list is not closed"), list;
      if (text_[at_] == ']') return ++at_, list;
      list.items.push_back(take_value(depth + 1).text);
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

// The host's side of a disk (xl-disk-configuration(5)): "target=" takes all the rest; else the
// first part, with the old prefixes "phy:", "file:", "tap:aio:". Empty: an empty drive, or no path.
std::string disk_path(const std::string& spec) {
  std::string path;
  const std::size_t target = spec.find("target=");
  if (target != std::string::npos) {
    path = spec.substr(target + 7);
  } else {
    path = spec.substr(0, spec.find(','));
    const std::size_t slash = path.find('/');
    const bool prefixed = slash != std::string::npos && slash > 0 && path[slash - 1] == ':';
    if (prefixed) path = path.substr(slash);
  }
  return !path.empty() && path.front() == '/' ? path : std::string();
}

// "bridge=xenbr0" of "mac=00:16:3e:00:00:01, bridge=xenbr0" (xl-network-configuration(5)).
std::string bridge_of(const std::string& spec) {
  for (std::size_t begin = 0; begin < spec.size();) {
    const std::size_t end = std::min(spec.find(',', begin), spec.size());
    const std::size_t word = std::min(spec.find_first_not_of(" \t", begin), end);
    constexpr std::string_view key = "bridge=";
    if (spec.compare(word, key.size(), key) == 0) {
      return spec.substr(word + key.size(), end - word - key.size());
    }
    begin = end + 1;
  }
  return {};
}

void read_devices(const std::map<std::string, Value>& pairs, DefinitionFacts& facts) {
  const auto items_of = [&](const char* key) {
    const auto found = pairs.find(key);
    return found == pairs.end() ? std::vector<std::string>() : found->second.items;
  };
  for (const std::string& disk : items_of("disk")) {
    if (std::string path = disk_path(disk); !path.empty()) facts.paths.push_back(std::move(path));
  }
  for (const std::string& vif : items_of("vif")) {
    if (std::string name = bridge_of(vif); !name.empty()) facts.bridges.push_back(std::move(name));
  }
  for (const char* key : {"kernel", "ramdisk"}) {
    const auto found = pairs.find(key);
    if (found != pairs.end() && found->second.text.starts_with("/")) {
      facts.paths.push_back(found->second.text);
    }
  }
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
  facts.tpm = vtpm != pairs->end() && !vtpm->second.items.empty();
  const std::string mib = get("memory");
  std::uint64_t memory_mib = 0;
  std::from_chars(mib.data(), mib.data() + mib.size(), memory_mib);
  facts.memory_kib = memory_mib * 1024;
  read_devices(*pairs, facts);
  return {std::move(facts), {}};
}

bool is_xml(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return first != std::string_view::npos && text[first] == '<';
}

DefinitionReading read_any_definition(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n\xef\xbb\xbf") == std::string_view::npos) {
    return {{}, "it is empty"};
  }
  DefinitionReading reading = is_xml(text) ? read_definition(text) : read_xl_config(text);
  if (!reading.error.empty() || reading.facts.uuid.empty()) return reading;
  if (auto uuid = usual_form(reading.facts.uuid)) {
    reading.facts.uuid = std::move(*uuid);
  } else {
    reading.error = fmt::format("'{}' is no UUID", reading.facts.uuid);
  }
  return reading;
}

}  // namespace xvm::agent
