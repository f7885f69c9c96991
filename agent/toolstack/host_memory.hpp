// agent/toolstack/host_memory.hpp
//
// Purpose: what "xl info" and "xm info" tell of a node that matters to a migration: the version of
// Xen and the memory that is surely not there.
// Thread rule: a pure function.
//
//   HostFacts f = read_info("xen_major : 4\nxen_minor : 17\nxen_extra : .4-pre\nfree_memory :
//   900\n"); f.xen_version == 4'017'004
#pragma once

#include <cstdint>
#include <string_view>

namespace xvm::agent {

struct HostFacts {
  std::uint64_t xen_version = 0;  // major * 1'000'000 + minor * 1'000 + release; 0: not told
  std::uint64_t free_mib = 0;
  // Domain-0 has a fixed amount (dom0_mem=): what is not free now cannot be had. Otherwise the
  // toolstack takes memory away from Domain-0 when a guest needs it.
  bool memory_is_fixed = false;
};

HostFacts read_info(std::string_view text);

}  // namespace xvm::agent
