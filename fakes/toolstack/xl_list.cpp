// What the fake xl and xm print of the node: the formats of Xen 4.17 (tools/xl/xl_list.c) and of
// xend's xm.
#include <fmt/format.h>

#include "fakes/toolstack/xl_call.hpp"

namespace xvm::fakes::toolstack {
namespace {

constexpr const char* zero_uuid = "00000000-0000-0000-0000-000000000000";

struct Row {
  std::string name;
  std::uint32_t id;
  std::uint64_t memory_mib;
  std::string state;
  double seconds;
  std::string uuid;
  char reason;  // '-': it is not shut down
};

// r b p s and the reason of a shutdown, d.
std::string state_of(const XenGuest& guest, std::int64_t clock_ms, bool is_xm) {
  const DomainCell& cell = guest.node.domain;
  if (guest.suspended) return is_xm ? "---s--" : "---ss-";
  switch (cell.activity) {
    case Activity::crashed: return is_xm ? "----c-" : "---sc-";
    case Activity::in_shutdown: return "---s--";
    case Activity::paused:
    case Activity::incomplete: return cell.guest.boot == Boot::ready ? "-bp---" : "--p---";
    default: break;
  }
  if (clock_ms - guest.begun_ms < 10) return "------";
  return cell.guest.boot == Boot::ready ? "-b----" : "r-----";
}

char reason_of(const std::string& state) {
  if (state[3] != 's') return '-';
  return state[4] == 'c' ? '3' : state[4] == 's' ? '2' : '0';
}

Row row_of(const XenGuest& g, std::int64_t clock_ms, bool is_xm) {
  const std::string state = state_of(g, clock_ms, is_xm);
  const double seconds = g.node.domain.guest.memory.executed * 0.5;
  return {g.name + g.ending, g.id, g.memory_mib, state, seconds, g.uuid, reason_of(state)};
}

std::string xl_line(const Row& r, bool verbose) {
  std::string line = fmt::format("{:<40} {:5d} {:5d} {:5d}     {:.6s}  {:8.1f}", r.name, r.id,
                                 r.memory_mib, 1, r.state, r.seconds);
  if (verbose) line += fmt::format(" {} {:>8} {:>16}", r.uuid, r.reason, "-");
  return line + "\n";
}

std::string xm_line(const Row& r) {
  return fmt::format("{:<40} {:>4} {:>5} {:>5}     {} {:>8.1f}\n", r.name, r.id, r.memory_mib, 1,
                     r.state, r.seconds);
}

std::string expression(const Row& r) {
  return fmt::format(
      "(domain\n    (domid {})\n    (uuid {})\n    (vcpus 1)\n    (memory {})\n    (name {})\n"
      "    (on_poweroff destroy)\n    (image (linux (kernel '') (args 'root=/dev/xvda ro')))\n"
      "    (status 2)\n    (state {})\n    (cpu_time {:.1f})\n    (online_vcpus 1)\n)\n",
      r.id, r.uuid, r.memory_mib, r.name, r.state, r.seconds);
}

// A domain that xend stores and that does not run has no number.
const char* const stored_in_xend =
    "(domain\n    (uuid 22222222-0000-4000-8000-00000000000f)\n    (name kept)\n    (status "
    "0)\n)\n";

std::string json_of(const Row& r) {
  return fmt::format(
      "    {{\n        \"domid\": {},\n        \"config\": {{\n            \"c_info\": "
      "{{ \"name\": \"{}\", \"uuid\": \"{}\" }}\n        }}\n    }}",
      r.id, r.name, r.uuid);
}

std::string print(const XlCall& call, const std::vector<Row>& rows) {
  if (call.has("-l")) {
    std::string text;
    if (call.is_xm) {
      for (const Row& row : rows) text += expression(row);
      return text + stored_in_xend;
    }
    for (const Row& row : rows) text += (text.empty() ? "" : ",\n") + json_of(row);
    return "[\n" + text + "\n]\n";
  }
  const bool verbose = call.has("-v") && !call.is_xm;
  std::string text = "Name                                        ID   Mem VCPUs\tState\tTime(s)";
  if (verbose) text += "   UUID                            Reason-Code\tSecurity Label";
  text += "\n";
  for (const Row& row : rows) text += call.is_xm ? xm_line(row) : xl_line(row, verbose);
  return text;
}

}  // namespace

int xl_list(XlCall& call) {
  const std::string word = call.last();
  const bool one = !word.empty() && word.front() != '-';
  std::vector<Row> rows;
  call.node.change([&](NodeNow& now) {
    if (!one || word == "Domain-0" || word == "0") {
      rows.push_back({"Domain-0", 0, 480, "r-----", 99.5, zero_uuid, '-'});
    }
    for (const XenGuest& guest : now.guests) {
      if (!guest.is_listed() || (one && now.find(word) != &guest)) continue;
      rows.push_back(row_of(guest, now.clock_ms, call.is_xm));
    }
  });
  if (rows.empty()) return no_such_domain(call, word);
  call.out = print(call, rows);
  return 0;
}

int xl_info(XlCall& call) {
  call.node.change([&](NodeNow& now) {
    call.out = fmt::format(
        "host                   : {}\nrelease                : 6.1.0\nnr_cpus                : 1\n"
        "total_memory           : 1400\nfree_memory            : {}\nxen_major              : 4\n"
        "xen_minor              : 17\nxen_extra              : .4-pre\nxen_version            : "
        "4.17.4-pre\nxen_commandline        : console=com1 dom0_mem=480M,max:480M\n",
        now.folder.filename().string(), now.free_mib);
  });
  return 0;
}

}  // namespace xvm::fakes::toolstack
