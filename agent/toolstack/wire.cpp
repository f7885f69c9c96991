#include "agent/toolstack/wire.hpp"

#include <stdexcept>

namespace xvm::agent {
namespace {

std::string text(const Json& json, const char* field) { return json.at(field).get<std::string>(); }
std::uint64_t amount(const Json& json, const char* field) {
  return json.at(field).get<std::uint64_t>();
}
std::uint32_t small(const Json& json, const char* field) {
  return json.at(field).get<std::uint32_t>();
}
bool flag(const Json& json, const char* field) { return json.at(field).get<bool>(); }

template <class Word>
Word word(const Json& json, const char* field) {
  const auto found = from_text<Word>(text(json, field));
  if (!found) throw std::runtime_error(std::string(field) + " has no known word");
  return *found;
}
template <class Word>
std::string said(Word word) {
  return std::string(to_text(word));
}

Json key_json(const DomainKey& key) { return {{"uuid", key.uuid}, {"name", key.name}}; }
DomainKey key_from(const Json& json) { return {text(json, "uuid"), text(json, "name")}; }

Json facts_json(const DefinitionFacts& f) {
  Json volumes = Json::array();
  for (const PoolVolume& v : f.volumes) volumes.push_back({{"pool", v.pool}, {"volume", v.volume}});
  return {{"type", f.type},        {"os_type", f.os_type},   {"name", f.name},
          {"uuid", f.uuid},        {"on_crash", f.on_crash}, {"on_reboot", f.on_reboot},
          {"nvram", f.nvram},      {"tpm", f.tpm},           {"memory_kib", f.memory_kib},
          {"paths", f.paths},      {"volumes", volumes},     {"bridges", f.bridges},
          {"networks", f.networks}};
}

DefinitionFacts facts_from(const Json& json) {
  using Words = std::vector<std::string>;
  DefinitionFacts f;
  f.type = text(json, "type");
  f.os_type = text(json, "os_type");
  f.name = text(json, "name");
  f.uuid = text(json, "uuid");
  f.on_crash = text(json, "on_crash");
  f.on_reboot = text(json, "on_reboot");
  f.nvram = flag(json, "nvram");
  f.tpm = flag(json, "tpm");
  f.memory_kib = amount(json, "memory_kib");
  f.paths = json.at("paths").get<Words>();
  f.bridges = json.at("bridges").get<Words>();
  f.networks = json.at("networks").get<Words>();
  for (const Json& v : json.at("volumes"))
    f.volumes.push_back({text(v, "pool"), text(v, "volume")});
  return f;
}

}  // namespace

Json to_json(const Called& a) { return {{"outcome", said(a.outcome)}, {"detail", a.detail}}; }
template <>
Called from_json(const Json& json) {
  return {word<CallOutcome>(json, "outcome"), text(json, "detail")};
}

Json to_json(const Looked& a) {
  return {{"activity", said(a.seen.activity)},
          {"pause", said(a.seen.pause)},
          {"off", said(a.seen.off)},
          {"defined", a.seen.defined},
          {"detail", a.detail}};
}
template <>
Looked from_json(const Json& json) {
  return {{.activity = word<Activity>(json, "activity"),
           .pause = word<PauseReason>(json, "pause"),
           .off = word<OffReason>(json, "off"),
           .defined = flag(json, "defined")},
          text(json, "detail")};
}

Json to_json(const Resolved& a) {
  return {{"outcome", said(a.outcome)}, {"key", key_json(a.key)}, {"detail", a.detail}};
}
template <>
Resolved from_json(const Json& json) {
  return {word<CallOutcome>(json, "outcome"), key_from(json.at("key")), text(json, "detail")};
}

Json to_json(const Dumped& a) {
  return {{"outcome", said(a.outcome)},
          {"definition", a.definition},
          {"live", a.live},
          {"detail", a.detail}};
}
template <>
Dumped from_json(const Json& json) {
  return {word<CallOutcome>(json, "outcome"), text(json, "definition"), text(json, "live"),
          text(json, "detail")};
}

Json to_json(const TargetNeeds& n) {
  return {{"key", key_json(n.key)},
          {"definition", facts_json(n.definition)},
          {"libvirt_version", n.libvirt_version},
          {"hypervisor_version", n.hypervisor_version}};
}
template <>
TargetNeeds from_json(const Json& json) {
  return {key_from(json.at("key")), facts_from(json.at("definition")),
          amount(json, "libvirt_version"), amount(json, "hypervisor_version")};
}

Json to_json(const NeedsAnswer& a) {
  return {{"outcome", said(a.outcome)}, {"needs", to_json(a.needs)}, {"detail", a.detail}};
}
template <>
NeedsAnswer from_json(const Json& json) {
  return {word<CallOutcome>(json, "outcome"), from_json<TargetNeeds>(json.at("needs")),
          text(json, "detail")};
}

Json to_json(const TargetAnswer& a) { return {{"faults", a.report.faults}, {"detail", a.detail}}; }
template <>
TargetAnswer from_json(const Json& json) {
  return {{json.at("faults").get<std::uint16_t>()}, text(json, "detail")};
}

Json to_json(const PolicyAnswer& a) {
  return {{"outcome", said(a.outcome)},
          {"definition", facts_json(a.definition)},
          {"autostart", a.autostart},
          {"managed_save", a.managed_save},
          {"detail", a.detail}};
}
template <>
PolicyAnswer from_json(const Json& json) {
  return {word<CallOutcome>(json, "outcome"), facts_from(json.at("definition")),
          flag(json, "autostart"), flag(json, "managed_save"), text(json, "detail")};
}

Json to_json(const MigrationProgress& p) {
  return {{"known", p.known},
          {"total_bytes", p.total_bytes},
          {"remaining_bytes", p.remaining_bytes},
          {"processed_bytes", p.processed_bytes},
          {"bytes_per_s", p.bytes_per_s},
          {"iteration", p.iteration}};
}
template <>
MigrationProgress from_json(const Json& json) {
  return {.known = flag(json, "known"),
          .total_bytes = amount(json, "total_bytes"),
          .remaining_bytes = amount(json, "remaining_bytes"),
          .processed_bytes = amount(json, "processed_bytes"),
          .bytes_per_s = amount(json, "bytes_per_s"),
          .iteration = small(json, "iteration")};
}

Json to_json(const MigrationOrder& o) {
  return {{"target_uri", o.target_uri}, {"migrate_uri", o.migrate_uri}, {"live", o.live}};
}
template <>
MigrationOrder from_json(const Json& json) {
  return {.target_uri = text(json, "target_uri"),
          .migrate_uri = text(json, "migrate_uri"),
          .live = flag(json, "live")};
}

}  // namespace xvm::agent
