#include "fakes/gds/cl_commands.hpp"

#include "fakes/gds/cl_show.hpp"
#include "fakes/gds/faults.hpp"
#include "fakes/gds/request.hpp"
#include "fakes/gds/rtr_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace xvm::fakes::gds {
namespace {

bool only_reads(const std::string& subcommand) {
  return subcommand == "list" || subcommand == "show" || subcommand == "status";
}

int ask(Call& call, const ClWords& words, const char* what) {
  if (words.operands.empty()) {
    return call.refuse(static_cast<int>(ClError::inval), words.subcommand + " wants a name");
  }
  Json request = words.json();
  request["do"] = what;
  return ask_rgm(call, request);
}

// Reads the registration here: the file is seen by the node of the caller.
int register_type(Call& call, const ClWords& words) {
  for (const std::string& name : words.operands) {
    const auto text = words.file.empty() ? std::nullopt : read_text(words.file);
    const char* known = builtin_rtr(name);
    if (!words.file.empty() && !text) {
      return call.refuse(static_cast<int>(ClError::noent), "cannot read " + words.file);
    }
    if (!text && known == nullptr) {
      return call.refuse(static_cast<int>(ClError::noent),
                         name + ": no registration file is known; name one with -f");
    }
    const RtrResult rtr = read_rtr(text ? *text : known);
    if (!rtr.problem.empty()) {
      return call.refuse(static_cast<int>(ClError::inval), words.file + ": " + rtr.problem);
    }
    if (rtr.type.value("name", "") != name.substr(0, name.find(':'))) {
      return call.refuse(
          static_cast<int>(ClError::inval),
          fmt::format("the file registers {}, not {}", rtr.type.value("name", ""), name));
    }
    if (const int code = ask_rgm(call, {{"do", "type-register"}, {"type", rtr.type}}); code != 0)
      return code;
  }
  return 0;
}

int show_types(Call& call, const ClWords& words) {
  const auto cluster = Snapshot::read(call.folder);
  if (!cluster) return call.refuse(static_cast<int>(ClError::internal), "no cluster runs here");
  const Json types = part(cluster->all(), "types");
  for (const std::string& name : words.operands) {
    if (name != "+" && cluster->type(name) == nullptr) {
      return call.refuse(static_cast<int>(ClError::noent), name + ": there is no such type");
    }
  }
  for (const auto& [name, type] : types.items()) {
    const std::string full = name + ":" + type.value("version", "");
    const bool wanted = words.operands.empty() || words.operands[0] == "+" ||
                        words.operands[0] == name || words.operands[0] == full;
    if (!wanted) continue;
    call.out += full + "\n";
    if (words.subcommand == "list") continue;
    for (const auto& [property, value] : type.at("properties").items()) {
      call.out += fmt::format("  {:<30}{}", property + ":", value_lines(value));
    }
  }
  return 0;
}

}  // namespace

int clrg(Call& call) {
  static const std::map<std::string, std::string> letters{
      {"create", "np"},   {"set", "np!"},      {"manage", ""},   {"unmanage", ""},
      {"online", "nMem"}, {"switch", "n!Mem"}, {"offline", "n"}, {"remaster", ""},
      {"restart", "n"},   {"evacuate", "n!T"}, {"quiesce", "k"}, {"suspend", "k"},
      {"resume", ""},     {"delete", "F"},     {"status", "n"},  {"show", "n"},
      {"list", "n"}};
  ClWords words;
  if (const auto code = words.read(call, letters)) return *code;
  if (only_reads(words.subcommand)) return show_objects(call, words, "groups");
  if (words.subcommand == "evacuate" && words.operands.empty()) words.operands = {"+"};
  return ask(call, words, "group");
}

int clrs(Call& call) {
  static const std::map<std::string, std::string> letters{
      {"create", "t!g!pd"}, {"set", "p!"},    {"enable", "n"},    {"disable", "n"},
      {"clear", "f!n"},     {"monitor", "n"}, {"unmonitor", "n"}, {"delete", "F"},
      {"status", "n"},      {"show", "n"},    {"list", "n"}};
  ClWords words;
  if (const auto code = words.read(call, letters)) return *code;
  if (only_reads(words.subcommand)) return show_objects(call, words, "resources");
  return ask(call, words, "resource");
}

int clresourcetype(Call& call) {
  static const std::map<std::string, std::string> letters{
      {"register", "f"}, {"unregister", ""}, {"list", ""}, {"show", ""}};
  ClWords words;
  if (const auto code = words.read(call, letters)) return *code;
  if (only_reads(words.subcommand)) return show_types(call, words);
  if (words.operands.empty()) {
    return call.refuse(static_cast<int>(ClError::inval), words.subcommand + " wants a type");
  }
  if (words.subcommand == "register") return register_type(call, words);
  for (const std::string& name : words.operands) {
    if (const int code = ask_rgm(call, {{"do", "type-unregister"}, {"name", name}}); code != 0)
      return code;
  }
  return 0;
}

int clnode(Call& call) {
  ClWords words;
  if (const auto code = words.read(call, {{"evacuate", "T"}})) return *code;
  if (words.operands.size() != 1)
    return call.refuse(static_cast<int>(ClError::inval), "evacuate wants one node");
  words.nodes = words.operands[0];
  words.operands = {"+"};
  return ask(call, words, "group");
}

// Not a command of the cluster: tells fake-rgm what no command can.
int fake_rgm_ctl(Call& call) {
  const std::string what = call.words.empty() ? "" : call.words[0];
  const std::vector<std::string> rest(
      call.words.empty() ? call.words.end() : call.words.begin() + 1, call.words.end());
  if (what == "fault" && !rest.empty()) {
    const std::string wrong = add_fault(call.folder, fmt::format("{}", fmt::join(rest, " ")));
    return wrong.empty() ? 0 : call.refuse(2, wrong);
  }
  if (what == "node-died" && (rest.size() == 1 || rest.size() == 2)) {
    return ask_rgm(
        call, {{"do", what}, {"name", rest[0]}, {"how", rest.size() == 2 ? rest[1] : "fenced"}});
  }
  if (what == "node-joined" && !rest.empty()) return ask_rgm(call, {{"do", what}, {"names", rest}});
  if (what == "wait-idle" && rest.empty()) return ask_rgm(call, {{"do", what}});
  return call.refuse(
      2,
      "use: node-died NODE [fenced|failfast|shutdown], node-joined NODE..., wait-idle, "
      "fault COMMAND|* [optag=TAG] [node=N] [count=N|always] [delay_ms=N] "
      "[answer=NAME|NUMBER] [hang]");
}

}  // namespace xvm::fakes::gds
