#include "fakes/gds/rtr_file.hpp"

#include "fakes/gds/call.hpp"
#include "fakes/gds/rtr_entry.hpp"
#include "fakes/gds/rtr_properties.hpp"

#include <fmt/format.h>

#include <set>
#include <sstream>
#include <stdexcept>

namespace xvm::fakes::gds {
namespace {

std::vector<std::string> words_between_blanks(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// In their order: properties of the type, directives, entries of the parameter table.
class TypeFile {
 public:
  explicit TypeFile(std::string_view text) : tokens_(text) {}

  Json read() {
    while (!tokens_.end() && tokens_.look().kind == RtrToken::Kind::word) read_property();
    while (!tokens_.end() && tokens_.look().kind == RtrToken::Kind::directive) read_directive();
    for (const char* needed : {"RESOURCE_TYPE", "START", "STOP"}) {
      if (!properties_.contains(needed)) fail_in_rtr(1, std::string("no ") + needed);
    }
    while (!tokens_.end()) read_entry();
    if (upgradeable_ && !properties_.contains("RT_VERSION")) {
      fail_in_rtr(1, "#$upgrade needs an RT_version");
    }
    const std::string vendor = properties_.value("VENDOR_ID", "");
    const std::string name = properties_.at("RESOURCE_TYPE");
    return {{"name", vendor.empty() ? name : vendor + "." + name},
            {"version", properties_.value("RT_VERSION", "")},
            {"properties", properties_},
            {"upgrade_from", upgrade_from_},
            {"rules", rules_}};
  }

 private:
  void read_property() {
    const RtrToken key = tokens_.name();
    if (properties_.empty() && !same_word(key.text, "RESOURCE_TYPE")) {
      fail_in_rtr(key.line, "the first property must be Resource_type");
    }
    const auto kind = type_property(key.text);
    if (!kind) fail_in_rtr(key.line, key.text + " is no property of a resource type");
    if (properties_.contains(upper(key.text))) fail_in_rtr(key.line, key.text + " is given twice");
    std::vector<std::string> texts;
    if (tokens_.take_if("=")) texts = tokens_.values();
    tokens_.want(";");
    const std::string wrong = put(upper(key.text), *kind, texts);
    if (!wrong.empty()) fail_in_rtr(key.line, key.text + " " + wrong);
  }

  // Returns what is wrong, empty: it was taken.
  std::string put(const std::string& key, RtrValue kind, const std::vector<std::string>& texts) {
    if (kind == RtrValue::list) {
      if (texts.empty()) return "needs a value";
      properties_[key] = texts;
      return {};
    }
    if (texts.size() > 1) return "has one value";
    if (kind == RtrValue::boolean) return put_boolean(key, texts);
    if (texts.empty() || texts.front().empty()) return "needs a value";
    properties_[key] = texts.front();
    return fault_of(key, kind, texts.front());
  }

  std::string put_boolean(const std::string& key, const std::vector<std::string>& texts) {
    const std::string word = texts.empty() ? "TRUE" : upper(texts.front());
    if (word != "TRUE" && word != "FALSE") return "is neither TRUE nor FALSE";
    properties_[key] = word == "TRUE";
    return {};
  }

  static std::string fault_of(const std::string& key, RtrValue kind, const std::string& text) {
    const bool digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (kind == RtrValue::number && !digits) return "is no whole number";
    if (kind == RtrValue::path && text.front() != '/') return "is no absolute path";
    if (kind == RtrValue::init_nodes && text != "RG_PRIMARIES" && text != "RT_INSTALLED_NODES") {
      return "is neither RG_PRIMARIES nor RT_INSTALLED_NODES";
    }
    if (key == "RT_VERSION" && text.find_first_of(" \t/\\*?,;[]") != std::string::npos) {
      return "may not hold blanks or / \\ * ? , ; [ ]";
    }
    return {};
  }

  void read_directive() {
    const RtrToken token = tokens_.take();
    const std::vector<std::string> words = words_between_blanks(token.text);
    if (words == std::vector<std::string>{"#$upgrade"}) {
      upgradeable_ = true;
      return;
    }
    static const std::set<std::string> moments{"ANYTIME",       "WHEN_UNMONITORED", "WHEN_OFFLINE",
                                               "WHEN_DISABLED", "WHEN_UNMANAGED",   "AT_CREATION"};
    const bool good = words.size() == 3 && words[0] == "#$upgrade_from" && words[1].size() >= 2 &&
                      words[1].front() == '"' && words[1].back() == '"' &&
                      moments.count(upper(words[2])) != 0;
    if (!good) fail_in_rtr(token.line, "no directive that is known: " + token.text);
    const std::string version = words[1].substr(1, words[1].size() - 2);
    if (upgrade_from_.contains(version)) fail_in_rtr(token.line, "twice: " + token.text);
    upgrade_from_[version] = upper(words[2]);
  }

  void read_entry() {
    const RtrToken& token = tokens_.look();
    if (token.kind == RtrToken::Kind::directive) {
      fail_in_rtr(token.line, "a directive stands between the two parts only: " + token.text);
    }
    tokens_.want("{");
    RtrEntry entry = read_rtr_entry(tokens_);
    if (member(rules_, entry.name) != nullptr) {
      fail_in_rtr(entry.line, entry.name + " has two entries");
    }
    const std::string method = method_of_timeout(entry.name);
    const bool extension = entry.rule.value("extension", false);
    if (!extension && !method.empty() && !properties_.contains(method)) {
      fail_in_rtr(entry.line, entry.name + ": the type has no method " + method);
    }
    rules_[entry.name] = std::move(entry.rule);
  }

  RtrTokens tokens_;
  Json properties_ = Json::object();
  Json rules_ = Json::object();
  Json upgrade_from_ = Json::object();
  bool upgradeable_ = false;
};

}  // namespace

RtrResult read_rtr(std::string_view text) {
  try {
    return {TypeFile(text).read(), {}};
  } catch (const std::exception& e) {
    return {{}, e.what()};
  }
}

}  // namespace xvm::fakes::gds
