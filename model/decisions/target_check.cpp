#include "model/decisions/target_check.hpp"

namespace xvm {

std::optional<TargetFault> first_fault(TargetReport report) {
  for (std::size_t i = 0; i < enum_count<TargetFault>; ++i) {
    const auto fault = static_cast<TargetFault>(i);
    if (report.has(fault)) return fault;
  }
  return std::nullopt;
}

}  // namespace xvm
