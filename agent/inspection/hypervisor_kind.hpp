// agent/inspection/hypervisor_kind.hpp
//
// Purpose: which hypervisor a URI speaks of, libvirt's or the toolstack's (agent/toolstack).
// Thread rule: pure functions.
//
//   is_xen("xen:///system") && is_xen("xl+ssh://n2/") && is_qemu("qemu:///system")
#pragma once

#include <string_view>

namespace xvm::agent {

// "qemu" of "qemu+tls://n2/system".
inline std::string_view driver_of(std::string_view uri) {
  return uri.substr(0, uri.find_first_of("+:"));
}
// Over the command line, without libvirt.
inline bool is_toolstack(std::string_view uri) {
  return driver_of(uri) == "xl" || driver_of(uri) == "xm";
}
inline bool is_xen(std::string_view uri) { return driver_of(uri) == "xen" || is_toolstack(uri); }
inline bool is_qemu(std::string_view uri) { return driver_of(uri) == "qemu"; }

}  // namespace xvm::agent
