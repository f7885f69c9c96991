#include "agent/driver/definitions.hpp"

#include "agent/config/config_file.hpp"
#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/export_check.hpp"
#include "model/records/definition_record.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace xvm::agent {
namespace {

std::string export_metadata(const Tools& t, const std::string& xml, records::DefinitionView view) {
  const records::ExportRecord record{
      .uuid = t.resource->key.uuid,
      .name = t.resource->key.name,
      .view = is_xml(xml) ? view : records::DefinitionView::xl_config,
      .epoch = t.state->last_seen().epoch,
      .writer = t.resource->node_name(t.resource->self),
      .content = mark_of(xml),
      .written = wall_time_text()};
  const auto text = records::print_record(record);
  return text ? *text : std::string();
}

// Intact: read back, and the record beside it is for this very domain and this very text.
bool is_ours(const StoredDefinition& stored, const Tools& t) {
  return check_export(stored, t.resource->key.uuid).ok();
}

// What was dumped must be this domain's: exporting another one would lose ours.
std::string fault_of_dump(const Tools& t, const std::string& xml) {
  const DefinitionReading reading = read_any_definition(xml);
  if (!reading.error.empty()) return reading.error;
  if (reading.facts.uuid == t.resource->key.uuid) return {};
  return fmt::format("the definition is of {}, not of {}", reading.facts.uuid,
                     t.resource->key.uuid);
}

}  // namespace

std::string wall_time_text() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

Answer export_definition(Hypervisor* hypervisor, const Tools& t, NodeId node) {
  const Event failed = Exported{node, ExportOutcome::failed};
  if (hypervisor == nullptr) return {failed, "no PEER_URI"};
  const Dumped dump = hypervisor->dump_definition(t.resource->key);
  if (dump.outcome != CallOutcome::ok) return {failed, dump.detail};
  if (std::string fault = fault_of_dump(t, dump.definition); !fault.empty()) {
    return {failed, std::move(fault)};
  }
  using records::DefinitionView;
  const std::string metadata = export_metadata(t, dump.definition, DefinitionView::user_xml);
  const StoredDefinition shared =
      t.admin->write_export(DefinitionKind::persistent_xml, dump.definition, metadata);
  if (!dump.live.empty()) {
    t.admin->write_export(DefinitionKind::live_xml, dump.live,
                          export_metadata(t, dump.live, DefinitionView::live_xml));
  }
  const StoredDefinition copy =
      t.state->folder().write_copy(DefinitionKind::persistent_xml, dump.definition, metadata);
  if (is_ours(shared, t)) return {Exported{node, ExportOutcome::intact}};
  if (is_ours(copy, t)) return {Exported{node, ExportOutcome::local_only}, shared.status.text};
  return {failed, shared.status.text + "; " + copy.status.text};
}

Answer quarantine_definition(Hypervisor* hypervisor, const Tools& t, NodeId node) {
  const Event failed = Quarantined{node, ExportOutcome::failed};
  if (hypervisor == nullptr) return {failed, "no PEER_URI"};
  const Dumped dump = hypervisor->dump_definition(t.resource->key);
  if (dump.outcome != CallOutcome::ok) return {failed, dump.detail};
  // R8: a stale definition goes only if an intact export exists, so that the domain is never lost.
  const bool exported = is_ours(t.admin->read_export(DefinitionKind::persistent_xml), t) ||
                        is_ours(t.state->folder().read_copy(DefinitionKind::persistent_xml), t);
  if (!exported) return {failed, "no intact export of this domain: its definition is left alone"};
  const std::string name = t.resource->node_name(node);
  const records::QuarantineRecord record{.uuid = t.resource->key.uuid,
                                         .name = t.resource->key.name,
                                         .resource = t.resource->name,
                                         .node = name,
                                         .epoch = t.state->last_seen().epoch,
                                         .reason = "defined on a node that does not hold it",
                                         .content = mark_of(dump.definition),
                                         .written = wall_time_text()};
  const auto text = records::print_record(record);
  if (!text) return {failed, text.error().text};
  FileStatus shared = t.admin->write_quarantine(name, dump.definition, *text);
  if (shared) return {Quarantined{node, ExportOutcome::intact}};
  FileStatus local = t.state->folder().write_quarantine(name, dump.definition, *text);
  if (local) return {Quarantined{node, ExportOutcome::local_only}, shared.text};
  return {failed, shared.text + "; " + local.text};
}

std::string best_definition(const Tools& t) {
  const StoredDefinition shared = t.admin->read_export(DefinitionKind::persistent_xml);
  if (is_ours(shared, t)) return shared.text;
  const StoredDefinition copy = t.state->folder().read_copy(DefinitionKind::persistent_xml);
  if (is_ours(copy, t)) return copy.text;
  if (t.resource->config.domain.naming != DomainNaming::file) return {};
  const TextFile file = read_text_file(t.resource->config.domain.text);
  return file.error || !fault_of_dump(t, file.text).empty() ? std::string() : file.text;
}

}  // namespace xvm::agent
