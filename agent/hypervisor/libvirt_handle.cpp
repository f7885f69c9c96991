#include "agent/hypervisor/libvirt_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace xvm::agent {

std::string LibvirtError::text() const {
  return fmt::format("libvirt {}/{}: {}", code, domain, message);
}

bool LibvirtError::is_transport() const {
  return domain == VIR_FROM_RPC || domain == VIR_FROM_REMOTE || code == VIR_ERR_RPC ||
         code == VIR_ERR_INVALID_CONN || code == VIR_ERR_NO_CONNECT;
}

bool LibvirtError::says_no_domain() const { return code == VIR_ERR_NO_DOMAIN && !is_transport(); }

LibvirtError take_error() {
  const virError* last = virGetLastError();
  if (last == nullptr) return {VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE, "failed without an error"};
  LibvirtError taken{last->code, last->domain, last->message != nullptr ? last->message : "?"};
  std::replace(taken.message.begin(), taken.message.end(), '\n', ' ');
  virResetLastError();
  return taken;
}

void silence_libvirt() {
  static std::once_flag once;
  std::call_once(once, [] {
    virInitialize();  // before it, even asking for the last error reads foreign memory
    virSetErrorFunc(nullptr, [](void*, virErrorPtr) {});
  });
}

}  // namespace xvm::agent
