// model/ports/outcome.hpp
//
// Purpose: how any call through a port can end. There is no fourth way, and "unknown" may still
// take effect later (R14).
// Thread rule: constant data only; safe everywhere.
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

enum class CallOutcome : std::uint8_t {
  ok,       // the callee said that it did it; decide from observation all the same
  refused,  // the callee said no: nothing was begun
  // no answer in time, connection lost, answer unparsable: may have happened, may yet happen
  unknown,
};
template <>
struct EnumText<CallOutcome> {
  static constexpr std::array text{"ok"sv, "refused"sv, "unknown"sv};
};

}  // namespace xvm
