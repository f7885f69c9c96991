#include "fakes/gds/rtr_file.hpp"

namespace xvm::fakes::gds {
namespace {

// Facts: GDS, section 4.2. Command properties are WHEN_DISABLED, as in 4.x.
constexpr const char* sunw_gds = R"(
Resource_type = "gds"; Vendor_id = SUNW; RT_version = "6"; API_version = 6; Failover = TRUE;
RT_description = "Generic Data Service"; RT_basedir = /opt/SUNWscgds/bin; Pkglist = SUNWscgds;
Init_nodes = RG_PRIMARIES;
Start = gds_svc_start; Stop = gds_svc_stop; Validate = gds_validate; Update = gds_update;
Monitor_start = gds_monitor_start; Monitor_stop = gds_monitor_stop;
Monitor_check = gds_monitor_check;
#$upgrade
{ PROPERTY = Start_timeout; MIN = 1; DEFAULT = 300; }
{ PROPERTY = Stop_timeout; MIN = 1; DEFAULT = 300; }
{ PROPERTY = Validate_timeout; MIN = 1; DEFAULT = 300; }
{ PROPERTY = Failover_mode; DEFAULT = SOFT; TUNABLE = ANYTIME; }
{ PROPERTY = Retry_count; DEFAULT = 2; MAX = 10; TUNABLE = ANYTIME; }
{ PROPERTY = Retry_interval; DEFAULT = 370; MAX = 3600; TUNABLE = ANYTIME; }
{ PROPERTY = Thorough_probe_interval; DEFAULT = 60; MAX = 3600; TUNABLE = ANYTIME; }
{ PROPERTY = Network_resources_used; DEFAULT = ""; TUNABLE = ANYTIME; }
{ PROPERTY = Port_list; DEFAULT = ""; TUNABLE = ANYTIME; }
{ PROPERTY = Start_command; EXTENSION; STRING; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Stop_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Probe_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Validate_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Probe_timeout; EXTENSION; INT; MIN = 1; DEFAULT = 30; TUNABLE = ANYTIME; }
{ PROPERTY = Child_mon_level; EXTENSION; INT; DEFAULT = -1; TUNABLE = ANYTIME; }
{ PROPERTY = Failover_enabled; EXTENSION; BOOLEAN; DEFAULT = TRUE; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Log_level; EXTENSION; ENUM {NONE, INFO, ERR}; DEFAULT = NONE; TUNABLE = ANYTIME; }
{ PROPERTY = Network_aware; EXTENSION; BOOLEAN; DEFAULT = TRUE; TUNABLE = AT_CREATION; }
{ PROPERTY = Stop_signal; EXTENSION; INT; MIN = 1; MAX = 37; DEFAULT = 15; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Monitor_retry_count; EXTENSION; INT; DEFAULT = 4; TUNABLE = ANYTIME; }
{ PROPERTY = Monitor_retry_interval; EXTENSION; INT; DEFAULT = 2; TUNABLE = ANYTIME; }
{ PROPERTY = Timeout_threshold; EXTENSION; INT; MIN = 0; MAX = 100; DEFAULT = 0; TUNABLE = ANYTIME; }
)";

// Facts: GDS, section 4.3.
constexpr const char* orcl_gds = R"(
Resource_type = "gds"; Vendor_id = ORCL; RT_version = "1"; API_version = 9; Failover = TRUE;
RT_description = "Generic Data Service, version 2"; RT_basedir = /opt/ORCLscgds/bin;
Pkglist = ORCLscgds; Init_nodes = RG_PRIMARIES;
Boot = gds_boot; Init = gds_init; Fini = gds_fini; Start = gds_svc_start; Stop = gds_svc_stop;
Validate = gds_validate; Update = gds_update; Monitor_start = gds_monitor_start;
Monitor_stop = gds_monitor_stop; Monitor_check = gds_monitor_check;
#$upgrade
{ PROPERTY = Start_timeout; MIN = 1; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Stop_timeout; MIN = 1; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Validate_timeout; MIN = 1; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Boot_timeout; MIN = 60; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Init_timeout; MIN = 60; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Fini_timeout; MIN = 60; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Monitor_start_timeout; MIN = 60; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Monitor_stop_timeout; MIN = 60; DEFAULT = 300; TUNABLE = ANYTIME; }
{ PROPERTY = Failover_mode; DEFAULT = SOFT; TUNABLE = ANYTIME; }
{ PROPERTY = Retry_count; DEFAULT = 2; MAX = 10; TUNABLE = ANYTIME; }
{ PROPERTY = Retry_interval; DEFAULT = 370; MAX = 3600; TUNABLE = ANYTIME; }
{ PROPERTY = Thorough_probe_interval; DEFAULT = 60; MAX = 3600; TUNABLE = ANYTIME; }
{ PROPERTY = Network_resources_used; DEFAULT = ""; TUNABLE = ANYTIME; }
{ PROPERTY = Port_list; DEFAULT = ""; TUNABLE = ANYTIME; }
{ PROPERTY = Pre_evict; BOOLEAN; DEFAULT = FALSE; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Start_command; EXTENSION; STRING; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Stop_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Probe_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Validate_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Boot_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Init_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Fini_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Monitor_start_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Monitor_stop_command; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Probe_timeout; EXTENSION; INT; MIN = 1; DEFAULT = 30; TUNABLE = ANYTIME; }
{ PROPERTY = Num_probe_timeouts; EXTENSION; INT; MIN = 0; DEFAULT = 2; TUNABLE = ANYTIME; }
{ PROPERTY = PMF_managed; EXTENSION; BOOLEAN; DEFAULT = TRUE; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Child_mon_level; EXTENSION; INT; DEFAULT = -1; TUNABLE = ANYTIME; }
{ PROPERTY = Debug_gds; EXTENSION; PER_NODE; BOOLEAN; DEFAULT = FALSE; TUNABLE = ANYTIME; }
{ PROPERTY = Debug_level; EXTENSION; PER_NODE; INT; MIN = 0; MAX = 2; DEFAULT = 0; TUNABLE = ANYTIME; }
{ PROPERTY = Network_aware; EXTENSION; BOOLEAN; DEFAULT = FALSE; TUNABLE = AT_CREATION; }
{ PROPERTY = Interpose_logical_hostname; EXTENSION; STRING; DEFAULT = ""; TUNABLE = WHEN_DISABLED; }
{ PROPERTY = Stop_signal; EXTENSION; INT; MIN = 1; MAX = 37; DEFAULT = 15; TUNABLE = WHEN_DISABLED; }
)";

}  // namespace

const char* builtin_rtr(std::string_view type) {
  const std::string_view plain = type.substr(0, type.find(':'));
  if (plain == "SUNW.gds") return sunw_gds;
  if (plain == "ORCL.gds") return orcl_gds;
  return nullptr;
}

}  // namespace xvm::fakes::gds
