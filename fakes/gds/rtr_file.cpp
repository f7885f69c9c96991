#include "fakes/gds/rtr_file.hpp"

#include "fakes/gds/call.hpp"

#include <fmt/format.h>

#include <cctype>
#include <stdexcept>

namespace xvm::fakes::gds {
namespace {

struct Token {
  std::string text = {};
  bool quoted = false;
  int line = 1;
};

[[noreturn]] void fail(int line, const std::string& text) {
  throw std::runtime_error(fmt::format("line {}: {}", line, text));
}

bool is_sign(char c) { return c == '{' || c == '}' || c == ';' || c == '=' || c == ','; }

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {
    while (skip_blank(), at_ < text_.size()) all_.push_back(next());
  }
  bool end() const { return index_ >= all_.size(); }
  const Token& look() const {
    if (end()) fail(line_, "the file ends too soon");
    return all_[index_];
  }
  Token take() {
    Token token = look();
    ++index_;
    return token;
  }
  bool take_if(std::string_view sign) {
    if (end() || all_[index_].quoted || all_[index_].text != sign) return false;
    ++index_;
    return true;
  }
  void want(std::string_view sign) {
    if (!take_if(sign)) fail(look().line, fmt::format("'{}' wanted, not '{}'", sign, look().text));
  }

 private:
  void skip_blank() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] == '#')
        skip_comment();
      else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0)
        ++at_;
      else
        return;
    }
  }
  // "#$upgrade" and "#$upgrade_from" are the only legal directives.
  void skip_comment() {
    const auto stop = std::min(text_.find('\n', at_), text_.size());
    const std::string_view comment = text_.substr(at_, stop - at_);
    if (comment.starts_with("#$") && !comment.starts_with("#$upgrade")) {
      fail(line_, "unknown directive " + std::string(comment));
    }
    at_ = stop;
  }
  Token next() {
    Token token{.line = line_};
    if (text_[at_] == '"') {
      const auto stop = text_.find('"', at_ + 1);
      if (stop == std::string_view::npos) fail(line_, "a quote is not closed");
      token.text = text_.substr(at_ + 1, stop - at_ - 1);
      token.quoted = true;
      at_ = stop + 1;
    } else if (is_sign(text_[at_])) {
      token.text = text_[at_++];
    } else {
      while (at_ < text_.size() && !is_sign(text_[at_]) && text_[at_] != '#' &&
             std::isspace(static_cast<unsigned char>(text_[at_])) == 0) {
        token.text += text_[at_++];
      }
    }
    return token;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Token> all_;
  std::size_t index_ = 0;
};

// "name;" is TRUE, "name = a;" a text, "name = a, b;" and "name = {a, b};" lists.
Json read_value(Tokens& tokens) {
  if (tokens.take_if(";")) return true;
  tokens.want("=");
  std::vector<std::string> texts;
  const bool braces = tokens.take_if("{");
  do texts.push_back(tokens.take().text);
  while (tokens.take_if(","));
  if (braces) tokens.want("}");
  tokens.want(";");
  if (texts.size() > 1 || braces) return texts;
  if (same_word(texts[0], "TRUE")) return true;
  if (same_word(texts[0], "FALSE")) return false;
  return texts[0];
}

// ENUM {A, B}; has no '='.
Json read_words(Tokens& tokens) {
  std::vector<std::string> words;
  tokens.want("{");
  do words.push_back(tokens.take().text);
  while (tokens.take_if(","));
  tokens.want("}");
  tokens.want(";");
  return words;
}

Json number_or_same(const Json& value) {
  if (!value.is_string()) return value;
  try {
    std::size_t used = 0;
    const int number = std::stoi(value.get<std::string>(), &used);
    if (used == value.get<std::string>().size()) return number;
  } catch (const std::exception&) {  // no number: a text
  }
  return value;
}

// One "{ PROPERTY = name; ... }" of the second part.
void read_rule(Tokens& tokens, Json& rules) {
  const int line = tokens.look().line;
  Json rule{{"type", ""}, {"extension", false}};
  std::string name;
  while (!tokens.take_if("}")) {
    const std::string key = upper(tokens.take().text);
    if (key == "ENUM") {
      rule["type"] = "ENUM";
      rule["words"] = read_words(tokens);
      continue;
    }
    const Json value = read_value(tokens);
    if (key == "PROPERTY")
      name = value.get<std::string>();
    else if (key == "EXTENSION")
      rule["extension"] = true;
    else if (key == "PER_NODE")
      rule["per_node"] = true;
    else if (key == "BOOLEAN" || key == "INT" || key == "STRING" || key == "STRINGARRAY")
      rule["type"] = key;
    else if (key == "TUNABLE")
      rule["tunable"] = value.is_boolean() ? (value.get<bool>() ? "ANYTIME" : "NONE")
                                           : upper(value.get<std::string>());
    else if (key == "DEFAULT" || key == "MIN" || key == "MAX")
      rule[key == "DEFAULT" ? "default" : key == "MIN" ? "min" : "max"] = number_or_same(value);
    else if (key != "DESCRIPTION" && key != "MINLENGTH" && key != "MAXLENGTH" &&
             key != "ARRAY_MINSIZE" && key != "ARRAY_MAXSIZE")
      fail(line, "unknown attribute " + key);
  }
  if (name.empty()) fail(line, "a parameter entry has no PROPERTY");
  if (rule["type"] == "" && rule["extension"].get<bool>()) fail(line, name + " has no type");
  if (rule["type"] == "")
    rule["type"] = rule.value("default", Json()).is_number() ? "INT" : "STRING";
  if (rule["type"] == "BOOLEAN" && !rule.contains("default") && rule["extension"].get<bool>())
    fail(line, name + " needs a DEFAULT");
  rules[name] = rule;
}

Json read_type(Tokens& tokens) {
  Json properties = Json::object();
  Json rules = Json::object();
  while (!tokens.end()) {
    if (tokens.take_if("{")) {
      read_rule(tokens, rules);
      continue;
    }
    const Token key = tokens.take();
    if (properties.empty() && !same_word(key.text, "RESOURCE_TYPE")) {
      fail(key.line, "the first property must be Resource_type");
    }
    properties[upper(key.text)] = read_value(tokens);
  }
  for (const char* needed : {"RESOURCE_TYPE", "START", "STOP"}) {
    if (!properties.contains(needed)) fail(1, std::string("no ") + needed);
  }
  const std::string vendor = properties.value("VENDOR_ID", "");
  const std::string name = properties.at("RESOURCE_TYPE");
  return {{"name", vendor.empty() ? name : vendor + "." + name},
          {"version", properties.value("RT_VERSION", "")},
          {"properties", properties},
          {"rules", rules}};
}

}  // namespace

RtrResult read_rtr(std::string_view text) {
  try {
    Tokens tokens(text);
    return {read_type(tokens), {}};
  } catch (const std::exception& e) {
    return {{}, e.what()};
  }
}

}  // namespace xvm::fakes::gds
