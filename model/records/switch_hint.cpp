#include "model/records/switch_hint.hpp"

#include "model/records/text_rules.hpp"

namespace xvm::records {

std::optional<NodeId> target_of(const SwitchHint& hint, const Claim& newest,
                                const NodeNames& names) {
  if (hint.epoch != newest.epoch) return std::nullopt;
  return names.id_of(hint.target);
}

std::string RecordKind<SwitchHint>::fault_of(const SwitchHint& hint) {
  return first_fault(word_fault("resource", hint.resource), word_fault("target", hint.target),
                     word_fault("writer", hint.writer));
}

}  // namespace xvm::records
