// agent/registration/register_order.hpp
//
// Purpose: the command line of xvm_register (2008 design, section 9):
//   xvm_register [-f CONFIG] [register|update|unregister] [--dry-run] [--online] ...
// Thread rule: used before any thread is made.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::agent {

enum class RegistrationVerb : std::uint8_t { set_up, update, remove };

// Of which resource type the resource is made.
enum class TypeWish : std::uint8_t {
  xvm,       // SUNW.xvm: made from ORCL.gds where the cluster has that, else from SUNW.gds
  orcl_gds,  // ORCL.gds itself
  sunw_gds,  // SUNW.gds itself
};
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::RegistrationVerb> {
  static constexpr std::array text{"register"sv, "update"sv, "unregister"sv};
};
template <>
struct EnumText<agent::TypeWish> {
  static constexpr std::array text{"SUNW.xvm"sv, "ORCL.gds"sv, "SUNW.gds"sv};
};
}  // namespace xvm
namespace xvm::agent {

struct RegisterOrder {
  RegistrationVerb verb = RegistrationVerb::set_up;
  std::string config = "/opt/SUNWscxvm/util/xvm_config";  // absolute
  TypeWish type = TypeWish::xvm;
  bool dry_run = false;
  bool online = false;   // register and update: bring it online at the end
  bool disable = false;  // unregister: stop the guest first
  bool pre_evict = true;
  // Seconds. The stop's budget is what a stop may use (architecture, R11), whatever GDS takes of
  // it.
  std::int64_t stop_budget_s = 600;             // 60..86400
  std::int64_t start_timeout_s = 300;           // 60..86400
  std::optional<std::int64_t> probe_timeout_s;  // 2..86400; none: 30, or PLUGIN_TIMEOUT + 6
  std::int64_t probe_interval_s = 60;           // 1..3600
  std::int64_t retry_count = 2;                 // 0..10
  std::int64_t command_timeout_s = 3'600;       // of one command that changes something
  std::string control = "/opt/SUNWscxvm/bin/control_xvm";
  std::string etc = "/opt/SUNWscxvm/etc";  // holds SUNW.xvm and SUNW.xvm.sungds
  std::string cluster_commands = "/usr/cluster/bin";
};

struct RegisterOrderResult {
  std::optional<RegisterOrder> order;
  int exit_code = 0;  // when there is no order: 0 after --help, else 2
};

// Prints help to standard output and one line about a mistake to standard error.
RegisterOrderResult read_register_order(int argc, const char* const* argv);

}  // namespace xvm::agent
