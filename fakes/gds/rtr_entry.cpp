#include "fakes/gds/rtr_entry.hpp"

#include "fakes/gds/call.hpp"
#include "fakes/gds/rtr_properties.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

namespace xvm::fakes::gds {
namespace {

// Texts as they stand, by attribute in capitals; a bare attribute has an empty list.
struct Attributes {
  std::map<std::string, std::vector<std::string>> given;
  std::string type;
  std::vector<std::string> words;  // of ENUM
  bool has(const char* key) const { return given.count(key) != 0; }
  const std::string& text(const char* key) const { return given.at(key).front(); }
};

class Entry {
 public:
  explicit Entry(RtrTokens& tokens) : tokens_(tokens), line_(tokens.look().line) {}

  RtrEntry read() {
    read_name();
    while (!tokens_.take_if("}")) read_attribute();
    settle_type();
    rule_ = {{"type", a_.type}, {"extension", a_.has("EXTENSION")}};
    if (!a_.words.empty()) rule_["words"] = a_.words;
    if (a_.has("PER_NODE")) rule_["per_node"] = true;
    take_tunable();
    take_limits();
    take_default();
    check_extension();
    check_method_timeout();
    return {name_, rule_, line_};
  }

 private:
  [[noreturn]] void fail(const std::string& text) const {
    fail_in_rtr(line_, fmt::format("{}: {}", name_, text));
  }

  void read_name() {
    const RtrToken key = tokens_.name();
    if (!same_word(key.text, "PROPERTY")) {
      fail_in_rtr(key.line, "an entry begins with PROPERTY, not with " + key.text);
    }
    tokens_.want("=");
    name_ = tokens_.value().text;
    tokens_.want(";");
  }

  void read_attribute() {
    const RtrToken token = tokens_.name();
    const std::string key = upper(token.text);
    static const std::set<std::string> types{"BOOLEAN", "INT", "STRING", "STRINGARRAY", "ENUM"};
    if (types.count(key) != 0) return read_type(key);
    static const std::set<std::string> bare{"EXTENSION", "PER_NODE"};
    static const std::set<std::string> valued{"DEFAULT",       "MIN",       "MAX",
                                              "MINLENGTH",     "MAXLENGTH", "ARRAY_MINSIZE",
                                              "ARRAY_MAXSIZE", "TUNABLE",   "DESCRIPTION"};
    const bool is_bare = bare.count(key) != 0;
    if (!is_bare && valued.count(key) == 0) fail("unknown attribute " + token.text);
    if (a_.has(key.c_str())) fail(key + " is given twice");
    std::vector<std::string>& texts = a_.given[key];
    if (!is_bare) {
      tokens_.want("=");
      texts = tokens_.values();
      if (key != "DEFAULT" && texts.size() != 1) fail(key + " has one value");
    }
    tokens_.want(";");
  }

  void read_type(const std::string& type) {
    if (!a_.type.empty()) fail("more than one type");
    a_.type = type;
    if (type == "ENUM") {
      tokens_.want("{");
      a_.words = tokens_.values();
      tokens_.want("}");
    }
    tokens_.want(";");
  }

  void settle_type() {
    if (a_.has("EXTENSION")) {
      if (a_.type.empty()) fail("an extension property has a type");
      return;
    }
    const std::string type = system_property_type(name_);
    if (type.empty()) fail("is no system property; is EXTENSION missing?");
    if (!a_.type.empty() && a_.type != type) fail("its type is " + type);
    a_.type = type;
  }

  void take_tunable() {
    if (!a_.has("TUNABLE")) return;
    const std::string word = upper(a_.text("TUNABLE"));
    static const std::map<std::string, std::string> meanings{{"NONE", "NONE"},
                                                             {"FALSE", "NONE"},
                                                             {"TRUE", "ANYTIME"},
                                                             {"ANYTIME", "ANYTIME"},
                                                             {"AT_CREATION", "AT_CREATION"},
                                                             {"WHEN_DISABLED", "WHEN_DISABLED"}};
    const auto found = meanings.find(word);
    if (found == meanings.end()) fail("TUNABLE is no such word: " + word);
    rule_["tunable"] = found->second;
  }

  std::optional<int> number(const char* key) const {
    if (!a_.has(key)) return std::nullopt;
    const std::string& text = a_.text(key);
    int value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) {
      fail(fmt::format("{} = {} is no whole number", key, text));
    }
    return value;
  }

  // Two limits, each for some types only.
  void limits(const char* least, const char* most, const std::vector<std::string>& types) {
    const auto low = number(least);
    const auto high = number(most);
    if (!low && !high) return;
    if (std::find(types.begin(), types.end(), a_.type) == types.end()) {
      fail(fmt::format("{} is not for {}", low ? least : most, a_.type));
    }
    if (low && high && *low > *high) fail(fmt::format("{} is above {}", least, most));
  }

  void take_limits() {
    limits("MIN", "MAX", {"INT"});
    limits("MINLENGTH", "MAXLENGTH", {"STRING", "STRINGARRAY"});
    limits("ARRAY_MINSIZE", "ARRAY_MAXSIZE", {"STRINGARRAY"});
    if (const auto low = number("MIN")) rule_["min"] = *low;
    if (const auto high = number("MAX")) rule_["max"] = *high;
  }

  void take_default() {
    if (!a_.has("DEFAULT")) return;
    const std::vector<std::string>& texts = a_.given.at("DEFAULT");
    if (a_.type == "STRINGARRAY") {
      rule_["default"] = texts == std::vector<std::string>{""} ? Json::array() : Json(texts);
      return;
    }
    if (texts.size() != 1) fail("DEFAULT has one value");
    const std::string& text = texts.front();
    if (text.empty() && a_.type != "STRING") fail("an empty DEFAULT is for texts only");
    if (a_.type == "INT")
      default_number();
    else if (a_.type == "BOOLEAN")
      default_boolean(text);
    else
      default_text(text);
  }

  void default_number() {
    const int value = *number("DEFAULT");
    if (value < rule_.value("min", value) || value > rule_.value("max", value)) {
      fail("DEFAULT is out of range");
    }
    rule_["default"] = value;
  }

  void default_boolean(const std::string& text) {
    if (!same_word(text, "TRUE") && !same_word(text, "FALSE")) fail("DEFAULT is TRUE or FALSE");
    rule_["default"] = same_word(text, "TRUE");
  }

  void default_text(const std::string& text) {
    const bool known =
        a_.words.empty() || std::find(a_.words.begin(), a_.words.end(), text) != a_.words.end();
    if (!known) fail("DEFAULT is none of its words");
    rule_["default"] = text;
  }

  void check_extension() {
    if (!a_.has("EXTENSION") && a_.has("DESCRIPTION")) fail("DESCRIPTION is for extensions only");
    if (a_.has("PER_NODE") && !a_.has("DEFAULT")) fail("PER_NODE needs a DEFAULT");
    if (a_.has("EXTENSION") && a_.type == "BOOLEAN" && !a_.has("DEFAULT")) {
      fail("a BOOLEAN needs a DEFAULT");
    }
  }

  void check_method_timeout() {
    if (a_.has("EXTENSION") || method_of_timeout(name_).empty()) return;
    if (a_.has("MAX")) fail("a method's timeout has no MAX");
    if (rule_.value("min", 1) == 0) fail("a method's timeout has no MIN of 0");
  }

  RtrTokens& tokens_;
  int line_;
  std::string name_;
  Attributes a_;
  Json rule_;
};

}  // namespace

RtrEntry read_rtr_entry(RtrTokens& tokens) { return Entry(tokens).read(); }

}  // namespace xvm::fakes::gds
