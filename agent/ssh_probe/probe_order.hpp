// agent/ssh_probe/probe_order.hpp
//
// Purpose: one probe of one guest: where it is, who logs in with which key, what is asked, and what
// each outcome weighs. Thread rule: plain values; fault_of reads files, so it blocks as their file
// system does.
//
//   ProbeOrder order{.host = "web1", .check = {CheckKind::target, "multi-user.target"}};
//   if (const std::string wrong = fault_of(order); !wrong.empty()) complain(wrong);
#pragma once

#include "agent/ssh_probe/guest_check.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

// What GDS is told. It adds up what comes within Retry_interval, and a sum of 100 restarts the
// guest (facts: GDS, 5.4).
struct Weights {
  int down = 100;        // 1..100: the service is not up, the guest says so itself
  int unreachable = 50;  // 0..100: no answer. One lost packet restarts nothing, two silences do
  // 0..100: the probe cannot find out, for a reason that is none of the guest's. It shows as
  // DEGRADED, and a whole hour of it (Retry_interval is 3600 s at most) adds up to 60, not to 100.
  int set_up = 1;
};

struct ProbeOrder {
  std::string host;
  std::string user = "root";
  std::uint16_t port = 22;
  std::string key = {};          // absolute path; empty: what ssh takes by itself (~/.ssh/id_*)
  std::string known_hosts = {};  // absolute path; empty: what ssh takes by itself
  std::int64_t timeout_s = 10;   // 1..3600, for everything together
  GuestCheck check = {};
  Weights weights = {};
  std::string ssh = "/usr/bin/ssh";
};

// One line: what is wrong, where, what to do. Empty: nothing was found. ssh itself looks at the
// same files later, but would say less.
std::string fault_of(const ProbeOrder& order);

}  // namespace xvm::agent
