#include "agent/hypervisor/libvirt_connection.hpp"

#include <utility>

#include "agent/hypervisor/event_loop.hpp"

namespace xvm::agent {
namespace {

LibvirtConnection::Opened failed(LibvirtError error) { return {nullptr, false, std::move(error)}; }

}  // namespace

LibvirtConnection::LibvirtConnection(LibvirtAddress address) : address_(std::move(address)) {}

LibvirtConnection::Opened LibvirtConnection::open() {
  ConnectionHandle current;
  {
    const std::scoped_lock lock(mutex_);
    current = current_;
  }
  if (current && virConnectIsAlive(current.get()) == 1) return {current, false, {}};
  Opened opened = connect();
  if (opened.handle) {
    const std::scoped_lock lock(mutex_);
    current_ = opened.handle;
  }
  return opened;
}

LibvirtConnection::Opened LibvirtConnection::connect() {
  if (address_.uri.empty()) {
    return failed({VIR_ERR_INVALID_ARG, VIR_FROM_NONE, "no URI: name the hypervisor"});
  }
  silence_libvirt();
  if (address_.keep_alive.interval_s > 0) start_event_loop();
  ConnectionHandle handle(virConnectOpen(address_.uri.c_str()), [](virConnectPtr c) {
    if (c != nullptr) virConnectClose(c);
  });
  if (!handle) return failed(take_error());
  const KeepAlive& wanted = address_.keep_alive;
  if (wanted.interval_s > 0 &&
      virConnectSetKeepAlive(handle.get(), wanted.interval_s, wanted.count) < 0) {
    take_error();  // an old daemon or no daemon at all (test driver): the caller's bound remains
  }
  return {std::move(handle), true, {}};
}

void LibvirtConnection::forget(const ConnectionHandle& broken) {
  const std::scoped_lock lock(mutex_);
  if (current_ == broken) current_.reset();
}

}  // namespace xvm::agent
