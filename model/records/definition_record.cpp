#include "model/records/definition_record.hpp"

#include "model/records/text_rules.hpp"

namespace xvm::records {
namespace {

std::string content_fault(const ContentMark& content) {
  // An empty text is never a definition: taking it for one would lose the domain.
  return first_fault(std::string(content.bytes == 0 ? "content.bytes: expected 1 or more" : ""),
                     hex_fault("content.hash", content.hash, 32));
}

std::string name_fault(const std::string& name) { return name.empty() ? "name: is empty" : ""; }

}  // namespace

std::string RecordKind<ExportRecord>::fault_of(const ExportRecord& record) {
  return first_fault(uuid_fault("uuid", record.uuid), name_fault(record.name),
                     word_fault("writer", record.writer), content_fault(record.content),
                     std::string(record.generation == 0 ? "generation: expected 1 or more" : ""));
}

std::string RecordKind<QuarantineRecord>::fault_of(const QuarantineRecord& record) {
  return first_fault(uuid_fault("uuid", record.uuid), name_fault(record.name),
                     word_fault("resource", record.resource), word_fault("node", record.node),
                     content_fault(record.content));
}

}  // namespace xvm::records
