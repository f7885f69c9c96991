// fakes/gds/scha_error.hpp
//
// Purpose: exit codes of the cluster's commands. Only "0 is good" is documented; the other numbers
// are remembered, not read anywhere: nothing may rely on them but on their being distinct.
// Thread rule: constant data only.
//
//   return exit_code(SchaError::seqid);
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm::fakes::gds {

enum class SchaError : std::uint8_t {
  noerr,
  nomem,
  handle,
  inval,
  tag,
  reconf,
  access,
  seqid,
  depend,
  state,
  method,
  node,
  rg,
  rt,
  rsrc,
  prop,
  checks,
  rstatus,
  internal,
  timeout,
  fail
};

constexpr int exit_code(SchaError e) { return static_cast<int>(e); }

}  // namespace xvm::fakes::gds

namespace xvm {
template <>
struct EnumText<fakes::gds::SchaError> {
  static constexpr std::array text{
      "NOERR"sv, "NOMEM"sv,  "HANDLE"sv, "INVAL"sv,   "TAG"sv,      "RECONF"sv,  "ACCESS"sv,
      "SEQID"sv, "DEPEND"sv, "STATE"sv,  "METHOD"sv,  "NODE"sv,     "RG"sv,      "RT"sv,
      "RSRC"sv,  "PROP"sv,   "CHECKS"sv, "RSTATUS"sv, "INTERNAL"sv, "TIMEOUT"sv, "FAIL"sv};
};
static_assert(enum_count<fakes::gds::SchaError> ==
              static_cast<std::size_t>(fakes::gds::SchaError::fail) + 1);
}  // namespace xvm
