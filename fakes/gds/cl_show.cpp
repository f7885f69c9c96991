#include "fakes/gds/cl_show.hpp"

#include "fakes/gds/call.hpp"

#include <fmt/format.h>

namespace xvm::fakes::gds {
namespace {

// A value on one line: lists with blanks between, as "clrg show" prints them.
std::string one_line(const Json& value) {
  std::string text = value_lines(value);
  if (!text.empty()) text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text.empty() ? "<NULL>" : text;
}

void show(Call& call, const Json& object, bool group) {
  call.out += fmt::format("\n{:<40}{}\n",
                          group ? "Resource Group:" : "Resource:", object.value("name", ""));
  if (!group) {
    call.out += fmt::format("  {:<38}{}\n", "Type:", object.value("type", ""));
    call.out += fmt::format("  {:<38}{}\n", "Group:", object.value("group", ""));
    call.out += fmt::format("  {:<38}{}\n",
                            "Enabled:", object.value("on_off", "") == "ENABLED" ? "True" : "False");
    call.out +=
        fmt::format("  {:<38}{}\n",
                    "Monitored:", object.value("monitored", "") == "ENABLED" ? "True" : "False");
  }
  for (const char* kind : {"properties", "extensions"}) {
    for (const auto& [name, value] : part(object, kind).items()) {
      call.out += fmt::format("  {:<38}{}\n", name + ":", one_line(value));
    }
  }
}

void status(Call& call, const Json& object, const Snapshot& cluster, bool group) {
  for (const std::string& node : cluster.names("nodes")) {
    const std::string state = node_text(object, "state", node, "");
    if (state.empty()) continue;
    const Json status_of = part(object, "status").value(node, Json::object());
    const std::string last = group ? (object.value("suspended", false) ? "Yes" : "No")
                                   : fmt::format("{} - {}", status_of.value("status", ""),
                                                 status_of.value("message", ""));
    call.out += fmt::format("{:<20}{:<16}{:<22}{}\n", object.value("name", ""), node, state, last);
  }
}

}  // namespace

int show_objects(Call& call, const ClWords& words, const char* list) {
  const auto cluster = Snapshot::read(call.folder);
  if (!cluster) return call.refuse(static_cast<int>(ClError::internal), "no cluster runs here");
  const bool group = std::string_view(list) == "groups";
  std::vector<std::string> names = words.operands;
  if (names.empty() || names[0] == "+") names = cluster->names(list);
  if (words.subcommand == "status") {
    call.out += group
                    ? "Group Name          Node Name       Status                Suspended\n"
                    : "Resource Name       Node Name       State                 Status Message\n";
  }
  for (const std::string& name : names) {
    const Json* object = group ? cluster->group(name) : cluster->resource(name);
    if (object == nullptr)
      return call.refuse(static_cast<int>(ClError::noent), name + ": there is none");
    if (words.subcommand == "list")
      call.out += name + "\n";
    else if (words.subcommand == "show")
      show(call, *object, group);
    else
      status(call, *object, *cluster, group);
  }
  return 0;
}

}  // namespace xvm::fakes::gds
