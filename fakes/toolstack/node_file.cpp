#include "fakes/toolstack/node_file.hpp"

#include <cstring>

#include "fakes/gds/state_folder.hpp"

namespace xvm::fakes::toolstack {
namespace {

// fakes/node's state is compared and hashed as bytes, so it may be kept as bytes as well.
Json bytes_of(const NodeState& node) {
  std::vector<std::uint8_t> bytes(sizeof node);
  std::memcpy(bytes.data(), &node, sizeof node);
  return bytes;
}

NodeState node_of(const Json& json) {
  const auto bytes = json.get<std::vector<std::uint8_t>>();
  NodeState node;
  if (bytes.size() == sizeof node)
    std::memcpy(static_cast<void*>(&node), bytes.data(), sizeof node);
  return node;
}

}  // namespace

Json guest_json(const XenGuest& g) {
  return {{"name", g.name},
          {"uuid", g.uuid},
          {"config", g.config},
          {"on_poweroff", g.on_poweroff},
          {"on_reboot", g.on_reboot},
          {"kind", std::string(to_text(g.kind))},
          {"id", g.id},
          {"memory_mib", g.memory_mib},
          {"node", bytes_of(g.node)},
          {"state", std::string(to_text(g.node.domain.activity))},  // for people
          {"ending", g.ending},
          {"suspended", g.suspended},
          {"times", {g.begun_ms, g.boot_ms, g.obey_ms, g.ends_ms, g.back_ms}}};
}

XenGuest guest_from(const Json& json) {
  XenGuest g;
  g.name = json.at("name");
  g.uuid = json.at("uuid");
  g.config = json.at("config");
  g.on_poweroff = json.at("on_poweroff");
  g.on_reboot = json.at("on_reboot");
  g.kind = from_text<Kind>(json.at("kind").get<std::string>()).value_or(Kind::pv);
  g.id = json.at("id");
  g.memory_mib = json.at("memory_mib");
  g.node = node_of(json.at("node"));
  g.ending = json.at("ending");
  g.suspended = json.at("suspended");
  const auto times = json.at("times").get<std::vector<std::int64_t>>();
  g.begun_ms = times.at(0);
  g.boot_ms = times.at(1);
  g.obey_ms = times.at(2);
  g.ends_ms = times.at(3);
  g.back_ms = times.at(4);
  return g;
}

NodeNow read_node(const std::filesystem::path& file) {
  NodeNow now;
  const auto text = gds::read_text(file);
  if (!text) return now;
  const Json json = Json::parse(*text);
  for (const Json& guest : json.at("guests")) now.guests.push_back(guest_from(guest));
  now.next_id = json.at("next_id");
  now.free_mib = json.at("free_mib");
  const auto pace = json.at("pace").get<std::vector<std::int64_t>>();
  now.pace = {pace.at(0), pace.at(1), pace.at(2), pace.at(3), pace.at(4), pace.at(5) != 0};
  return now;
}

void write_node(const std::filesystem::path& file, const NodeNow& now) {
  Json json{{"guests", Json::array()}, {"next_id", now.next_id}, {"free_mib", now.free_mib}};
  for (const XenGuest& guest : now.guests) json["guests"].push_back(guest_json(guest));
  const XenPace& p = now.pace;
  json["pace"] = {p.boot_ms,       p.obey_ms, p.end_ms,
                  p.reboot_gap_ms, p.copy_ms, std::int64_t{p.has_resume}};
  gds::replace_text(file, json.dump(1));
}

}  // namespace xvm::fakes::toolstack
