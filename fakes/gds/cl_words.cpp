#include "fakes/gds/cl_words.hpp"

#include "fakes/gds/call.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace xvm::fakes::gds {
namespace {

void add_letter(CLI::App& app, ClWords& w, std::vector<std::string>& assignments, char letter) {
  switch (letter) {
    case 'n': app.add_option("-n,--node,--nodelist", w.nodes, "node, or nodes with commas"); break;
    case 'p':
      app.add_option("-p,-x,-y,--property", assignments, "NAME=VALUE")->allow_extra_args(false);
      break;
    case 't': app.add_option("-t,--type", w.type, "resource type"); break;
    case 'g': app.add_option("-g,--group", w.group, "resource group"); break;
    case 'f': app.add_option("-f", w.file, "registration file; error flag"); break;
    case 'T': app.add_option("-T,--time", w.seconds, "seconds"); break;
    case 'k': app.add_flag("-k,--kill", w.kill, "kill running methods"); break;
    case 'F': app.add_flag("-F,--force", w.force, "even if it is in use"); break;
    case 'd': app.add_flag("-d,--disable", w.disabled, "create it disabled"); break;
    case 'M': app.add_flag("-M", w.manage, "manage the group"); break;
    case 'e': app.add_flag("-e", w.enable, "enable its resources"); break;
    case 'm': app.add_flag("-m", w.monitor, "monitor its resources"); break;
    default: break;
  }
}

const char* option_of(char letter) {
  switch (letter) {
    case 'n': return "-n";
    case 't': return "-t";
    case 'g': return "-g";
    case 'f': return "-f";
    default: return "-p";
  }
}

std::string known(const std::map<std::string, std::string>& letters) {
  std::string words;
  for (const auto& [word, ignored] : letters) words += (words.empty() ? "" : ", ") + word;
  return words;
}

}  // namespace

std::optional<int> ClWords::read(Call& call, const std::map<std::string, std::string>& letters) {
  const auto found = call.words.empty() ? letters.end() : letters.find(call.words[0]);
  if (found == letters.end()) {
    return call.refuse(exit_code(SchaError::inval), "use one of: " + known(letters));
  }
  subcommand = call.words[0];
  CLI::App app(call.name + " " + subcommand);
  std::vector<std::string> assignments;
  for (const char letter : found->second) add_letter(app, *this, assignments, letter);
  for (std::size_t i = 1; i < found->second.size(); ++i) {
    if (found->second[i] == '!') app.get_option(option_of(found->second[i - 1]))->required();
  }
  app.add_flag("-v,--verbose", verbose, "more words");
  app.add_option("operands", operands, "names, or + for all");
  Call rest = call;
  rest.words.erase(rest.words.begin());
  const auto code = parse_words(app, rest);
  call.out = rest.out;
  call.err = rest.err;
  if (code) return code;
  for (const std::string& text : assignments) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      return call.refuse(exit_code(SchaError::inval), "a property is NAME=VALUE, not " + text);
    }
    properties.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return std::nullopt;
}

Json ClWords::json() const {
  return {{"subcommand", subcommand},
          {"operands", operands},
          {"nodes", nodes},
          {"properties", properties},
          {"type", type},
          {"group", group},
          {"file", file},
          {"seconds", seconds},
          {"kill", kill},
          {"force", force},
          {"disabled", disabled},
          {"manage", manage},
          {"enable", enable},
          {"monitor", monitor}};
}

}  // namespace xvm::fakes::gds
