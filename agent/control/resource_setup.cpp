#include "agent/control/resource_setup.hpp"

#include "agent/config/config_file.hpp"
#include "agent/control/bounded.hpp"
#include "agent/control/cluster.hpp"
#include "agent/gds/cluster_nodes.hpp"
#include "agent/hypervisor/host_facts.hpp"
#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/admin_folder.hpp"
#include "agent/toolstack/toolstack_address.hpp"
#include "model/records/definition_record.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace xvm::agent {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : "localhost";
}

// Why the state folder could not be made or written in; empty when it can. Nothing is made before
// the domain is known: a mistyped call must leave nothing behind.
std::string fault_of_state_folder(const std::string& base, const std::string& path) {
  const std::string parent = base.substr(0, std::max<std::size_t>(base.rfind('/'), 1));
  for (const std::string& place : {path, base, parent}) {
    struct stat st {};
    if (::stat(place.c_str(), &st) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) continue;
      return failed_status("use", place, errno).text;
    }
    if (!S_ISDIR(st.st_mode)) return fmt::format("{} is not a folder", place);
    return ::access(place.c_str(), W_OK | X_OK) == 0 ? std::string()
                                                     : failed_status("write in", place, errno).text;
  }
  return fmt::format("cannot find folder {}", parent);
}

// What is wrong with a URI of the toolstack; libvirt judges its own. Empty: nothing.
std::string fault_of_toolstack(const Config& config) {
  const std::string peer =
      config.peer_uri.empty() ? std::string() : uri_for_node(config.peer_uri, "node");
  for (const auto& [key, uri] : {std::pair("URI", config.uri), std::pair("PEER_URI", peer)}) {
    if (!is_toolstack_uri(uri)) continue;
    const AddressReading reading = read_toolstack_uri(uri);
    if (!reading.error.empty()) return fmt::format("{}: {}", key, reading.error);
    const bool is_peer = std::string_view(key) == "PEER_URI";
    if (is_peer == reading.address.is_remote()) continue;
    return fmt::format("{}: '{}' names {}", key, uri,
                       is_peer ? "this node: write xl+ssh://root@%n/" : "a peer: write xl:///");
  }
  return {};
}

// The file may lie on ADMIN, whose server may be silent.
DomainKey key_from_file(const std::string& path, const CallTime& time, std::string& why) {
  const auto file = bounded(time.bound_ms(5'000), [path] { return read_text_file(path); });
  if (!file) {
    why = path + ": cannot be read: no answer; is its file system there?";
    return {};
  }
  if (file->error) {
    why = to_line(*file->error);
    return {};
  }
  const DefinitionReading reading = read_any_definition(file->text);
  if (!reading.error.empty() || reading.facts.uuid.empty()) {
    why = fmt::format("{}: {}; DOMAIN needs a definition with name and uuid", path,
                      reading.error.empty() ? "no uuid" : reading.error);
    return {};
  }
  return {reading.facts.uuid, reading.facts.name};
}

DomainKey key_from_export(const Prepared& p, const CallTime& time) {
  const auto stored =
      bounded(time.bound_ms(5'000), [admin = p.resource->config.admin, name = p.resource->name] {
        return AdminFolder(admin, name).read_export(DefinitionKind::persistent_xml);
      });
  if (!stored || !stored->intact) return {};
  const auto record = records::parse_record<records::ExportRecord>(stored->metadata);
  if (!record || record->name != p.resource->config.domain.text) return {};
  return {record->uuid, record->name};
}

FoundDomain look_for_domain(const Prepared& p, const Hypervisors::Make& make,
                            const CallTime& time) {
  const DomainRef& domain = p.resource->config.domain;
  if (domain.naming == DomainNaming::uuid) return {{domain.text, domain.text}, ""};
  const records::LocalState known = p.state->read();
  if (domain.naming == DomainNaming::name && known.domain == domain.text && !known.uuid.empty()) {
    return {{known.uuid, domain.text}, ""};
  }
  if (domain.naming == DomainNaming::file) {
    std::string why;
    DomainKey key = key_from_file(domain.text, time, why);
    // The file is needed to define the domain, not to stop it (R1: peers, "config gone").
    if (key.uuid.empty() && known.domain == domain.text) key = {known.uuid, known.uuid};
    return {key, why};
  }
  const auto asked =
      bounded(time.bound_ms(10'000), [make, uri = p.resource->uri, name = domain.text] {
        return make(uri, false)->resolve(name);
      });
  if (asked && asked->outcome == CallOutcome::ok) return {asked->key, ""};
  // After a stop no node defines the domain; its export knows who it is.
  if (DomainKey key = key_from_export(p, time); !key.uuid.empty()) return {key, ""};
  if (asked && asked->outcome == CallOutcome::refused) {
    return {{}, fmt::format("{} knows no domain '{}'", p.resource->uri, domain.text)};
  }
  return {{},
          fmt::format("{} does not say whether domain '{}' exists: {}", p.resource->uri,
                      domain.text, asked ? asked->detail : "no answer")};
}

}  // namespace

Prepared prepare_resource(const Options& options, const CallTime& time) {
  Prepared p;
  if (FileStatus named = check_plain_name(options.resource); !named) {
    p.errors.push_back(fmt::format("--resource: {}; name the resource as it is", named.text));
    return p;
  }
  ParseResult parsed = load(options.config);
  for (const ConfigError& error : parsed.errors) p.errors.push_back(to_line(error));
  if (!p.errors.empty()) return p;
  if (const std::string fault = fault_of_toolstack(parsed.config); !fault.empty()) {
    p.errors.push_back(fmt::format("{}: {}", options.config, fault));
    return p;
  }
  auto resource = std::make_shared<Resource>();
  resource->name = options.resource;
  resource->group = options.group;
  resource->config = std::move(parsed.config);
  const std::string own = options.node.empty() ? host_name() : options.node;
  resource->nodes = resource->config.nodelist;
  if (resource->nodes.empty() && has_cluster(options)) {
    GroupNodes found = group_nodes(options, time);
    if (!found.error.empty()) {
      p.errors.push_back(fmt::format("{}: NODELIST: {}", options.config, found.error));
      return p;
    }
    resource->nodes = std::move(found.nodes);
  }
  if (resource->nodes.empty()) resource->nodes = {own};
  resource->self = node_called(own, resource->nodes);
  if (resource->self == NodeId::none) {
    p.errors.push_back(
        fmt::format("{}: NODELIST: this node, '{}', is not in it; add it or say "
                    "--node NAME",
                    options.config, own));
    return p;
  }
  resource->uri = resource->config.uri.empty() ? default_uri() : resource->config.uri;
  auto names = records::NodeNames::of(resource->nodes);
  if (!names) {
    p.errors.push_back(fmt::format("{}: NODELIST: {}", options.config, names.error().text));
    return p;
  }
  const LocalFolder folder(options.state_folder, options.resource);
  if (const std::string fault = fault_of_state_folder(options.state_folder, folder.path());
      !fault.empty()) {
    p.errors.push_back(
        fmt::format("--state-folder: {}; it must be a writable folder of this node", fault));
    return p;
  }
  p.names = *names;
  p.state = std::make_shared<NodeState>(folder, options.resource, *names);
  p.resource = std::move(resource);
  return p;
}

FoundDomain find_domain(const Prepared& p, const Hypervisors::Make& make, const CallTime& time) {
  FoundDomain found = look_for_domain(p, make, time);
  if (found.key.uuid.empty()) return found;
  if (FileStatus made = p.state->folder().create(); !made) return {{}, made.text};
  return found;
}

}  // namespace xvm::agent
