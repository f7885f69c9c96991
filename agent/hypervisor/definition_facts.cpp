#include "agent/hypervisor/definition_facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

namespace xvm::agent {
namespace {

std::string text_of(const pugi::xml_node& node) {
  const std::string_view raw = node.text().as_string();
  const auto first = raw.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(raw.substr(first, raw.find_last_not_of(" \t\r\n") - first + 1));
}

std::string or_default(std::string text, const char* otherwise) {
  return text.empty() ? otherwise : std::move(text);
}

// libvirt's <memory unit='...'>: KiB unless told; see its "Memory Allocation". 0: not understood.
std::uint64_t kib_of(const pugi::xml_node& node) {
  const std::string unit = node.attribute("unit").as_string("KiB");
  const std::uint64_t value = node.text().as_ullong();
  if (unit == "b" || unit == "bytes") return value / 1024;
  if (unit == "KB") return value * 1000 / 1024;
  if (unit == "MB") return value * 1000 * 1000 / 1024;
  if (unit == "GB") return value * 1000 * 1000 * 1000 / 1024;
  if (unit == "k" || unit == "KiB") return value;
  if (unit == "M" || unit == "MiB") return value << 10;
  if (unit == "G" || unit == "GiB") return value << 20;
  if (unit == "T" || unit == "TiB") return value << 30;
  return 0;
}

void add_path(DefinitionFacts& facts, const std::string& path) {
  if (!path.empty() && path.front() == '/') facts.paths.push_back(path);
}

// An empty optical drive has no source and needs nothing.
void read_disks(const pugi::xml_node& devices, DefinitionFacts& facts) {
  for (const pugi::xml_node& disk : devices.children("disk")) {
    const pugi::xml_node source = disk.child("source");
    add_path(facts, source.attribute("file").as_string());
    add_path(facts, source.attribute("dev").as_string());
    add_path(facts, source.attribute("dir").as_string());
    const std::string pool = source.attribute("pool").as_string();
    if (!pool.empty()) facts.volumes.push_back({pool, source.attribute("volume").as_string()});
  }
}

// A running domain's <source network='...' bridge='...'/> names both: the network is the need, the
// bridge its product on that node.
void read_interfaces(const pugi::xml_node& devices, DefinitionFacts& facts) {
  for (const pugi::xml_node& interface : devices.children("interface")) {
    const std::string_view type = interface.attribute("type").as_string();
    const pugi::xml_node source = interface.child("source");
    if (type == "bridge") facts.bridges.emplace_back(source.attribute("bridge").as_string());
    if (type == "network") facts.networks.emplace_back(source.attribute("network").as_string());
  }
}

void read_os(const pugi::xml_node& os, DefinitionFacts& facts) {
  facts.os_type = text_of(os.child("type"));
  add_path(facts, text_of(os.child("kernel")));
  add_path(facts, text_of(os.child("initrd")));
  add_path(facts, text_of(os.child("loader")));
  const bool chooses_firmware = std::string_view(os.attribute("firmware").as_string()) == "efi";
  facts.nvram = os.child("nvram") || chooses_firmware;
}

}  // namespace

DefinitionReading read_definition(std::string_view xml) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size());
  if (!parsed) {
    return {{},
            fmt::format("the definition is no XML: {} at byte {}", parsed.description(),
                        parsed.offset)};
  }
  const pugi::xml_node domain = document.document_element();
  if (std::string_view(domain.name()) != "domain") {
    return {{}, fmt::format("the definition's root is <{}>, not <domain>", domain.name())};
  }
  DefinitionFacts facts;
  facts.type = domain.attribute("type").as_string();
  facts.name = text_of(domain.child("name"));
  facts.uuid = text_of(domain.child("uuid"));
  std::transform(facts.uuid.begin(), facts.uuid.end(), facts.uuid.begin(),
                 [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  if (facts.name.empty()) return {{}, "the definition has no <name>"};
  facts.on_crash = or_default(text_of(domain.child("on_crash")), "destroy");
  facts.on_reboot = or_default(text_of(domain.child("on_reboot")), "restart");
  const pugi::xml_node now = domain.child("currentMemory");
  facts.memory_kib = kib_of(now ? now : domain.child("memory"));
  read_os(domain.child("os"), facts);
  const pugi::xml_node devices = domain.child("devices");
  facts.tpm = static_cast<bool>(devices.child("tpm"));
  read_disks(devices, facts);
  read_interfaces(devices, facts);
  return {facts, {}};
}

}  // namespace xvm::agent
