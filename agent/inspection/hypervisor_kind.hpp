// agent/inspection/hypervisor_kind.hpp
//
// Purpose: which hypervisor a libvirt URI speaks of. Thread rule: pure functions.
//
//   is_xen("xen:///system") && is_xen("xen+tcp://n2/") && is_qemu("qemu:///system")
#pragma once

#include <string_view>

namespace xvm::agent {

// "qemu" of "qemu+tls://n2/system".
inline std::string_view driver_of(std::string_view uri) {
  return uri.substr(0, uri.find_first_of("+:"));
}
inline bool is_xen(std::string_view uri) { return driver_of(uri) == "xen"; }
inline bool is_qemu(std::string_view uri) { return driver_of(uri) == "qemu"; }

}  // namespace xvm::agent
