#include "agent/config/config_parser.hpp"

#include "agent/config/config_keys.hpp"
#include "agent/config/key_value_lines.hpp"
#include "agent/config/near_miss.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace xvm::agent {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view file) : file_(file) {}

  ParseResult run(std::string_view text) {
    Lines lines = cut_lines(text, file_);
    // A key whose value could not be read was given all the same.
    for (const ConfigError& e : lines.errors) {
      if (!e.key.empty()) first_line_.emplace(e.key, e.line);
    }
    result_.errors = std::move(lines.errors);
    left_out_ = lines.left_out;
    for (const Entry& entry : lines.entries) take(entry);
    for (const Key& key : config_keys()) {
      if (key.mandatory) require(key);
    }
    check_own_group();
    put_in_order();
    return std::move(result_);
  }

 private:
  void take(const Entry& entry) {
    const auto keys = config_keys();
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == entry.key; });
    if (key == keys.end()) {
      complain(entry, "unknown key", unknown_key_remedy(entry.key));
      return;
    }
    const auto [first, is_new] = first_line_.emplace(entry.key, entry.line);
    if (!is_new) {
      complain(entry, fmt::format("given again; line {} gave it first", first->second),
               "give it once");
      return;
    }
    if (entry.value.empty()) {
      empty_line_.emplace(entry.key, entry.line);
      return;
    }
    if (std::string bad = key->take(entry.value, result_.config); !bad.empty()) {
      complain(entry, std::move(bad), value_remedy(*key, entry.value));
    }
  }

  void require(const Key& key) {
    const std::string name(key.name);
    const std::string remedy = fmt::format("give {}", key.allowed);
    if (const auto empty = empty_line_.find(name); empty != empty_line_.end()) {
      complain({name, "", empty->second}, "mandatory, but empty", remedy);
    } else if (!first_line_.contains(name)) {
      complain({name, "", 0}, "mandatory, but missing", remedy);
    }
  }

  void check_own_group() {
    const Config& c = result_.config;
    const bool own =
        !c.rg.empty() && std::any_of(c.affinities.begin(), c.affinities.end(),
                                     [&](const Affinity& a) { return a.group == c.rg; });
    if (own) {
      complain({"AFFINITIES", "", first_line_["AFFINITIES"]},
               fmt::format("{} is the group itself", quoted(c.rg)), "name other groups");
    }
  }

  static std::string unknown_key_remedy(std::string_view word) {
    std::vector<std::string_view> names;
    for (const Key& key : config_keys()) names.push_back(key.name);
    const std::string_view near = nearest(word, names);
    return fmt::format("{}allowed: {}", near.empty() ? "" : fmt::format("did you mean {}? ", near),
                       fmt::join(names, ", "));
  }

  static std::string value_remedy(const Key& key, std::string_view value) {
    const std::string_view near = nearest(value, key.words);
    return fmt::format("{}allowed: {}",
                       near.empty() ? "" : fmt::format("did you mean '{}'? ", near), key.allowed);
  }

  void complain(const Entry& entry, std::string problem, std::string remedy) {
    if (result_.errors.size() == max_errors) {
      ++left_out_;
      return;
    }
    result_.errors.push_back(
        {std::string(file_), entry.line, entry.key, std::move(problem), std::move(remedy)});
  }

  void put_in_order() {
    auto& errors = result_.errors;
    std::stable_sort(errors.begin(), errors.end(),
                     [](const ConfigError& a, const ConfigError& b) { return a.line < b.line; });
    if (left_out_ == 0) return;
    errors.push_back({std::string(file_), 0, "", fmt::format("{} more errors", left_out_),
                      "is this a configuration file at all?"});
  }

  std::string_view file_;
  ParseResult result_;
  std::size_t left_out_ = 0;
  std::map<std::string, unsigned> first_line_;
  std::map<std::string, unsigned> empty_line_;
};

}  // namespace

std::string to_line(const ConfigError& e) {
  std::string line = e.file;
  if (e.line != 0) line += fmt::format(":{}", e.line);
  if (!e.key.empty()) line += fmt::format(": {:.60}", e.key);
  line += fmt::format(": {}", e.problem);
  if (!e.remedy.empty()) line += fmt::format("; {}", e.remedy);
  return line;
}

ParseResult parse(std::string_view text, std::string_view file_name) {
  return Parser(file_name).run(text);
}

}  // namespace xvm::agent
