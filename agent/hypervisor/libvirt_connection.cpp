#include "agent/hypervisor/libvirt_connection.hpp"

#include <system_error>
#include <thread>
#include <utility>

#include "agent/hypervisor/event_loop.hpp"

namespace xvm::agent {
namespace {

LibvirtConnection::Opened failed(LibvirtError error) { return {{}, false, std::move(error)}; }

// virConnectClose() waits for the daemon's answer, and a frozen daemon gives none; whoever drops
// the last reference may be the loop's own thread. Where not even a thread is to be had the
// connections stay open: the end of the process closes them without asking.
void close_elsewhere(std::vector<ConnectionHandle> handles) {
  const auto left = std::make_shared<std::vector<ConnectionHandle>>(std::move(handles));
  try {
    std::thread([left] { left->clear(); }).detach();
  } catch (const std::system_error&) {
    for (ConnectionHandle& handle : *left) static_cast<void>(handle.release());
  }
}

}  // namespace

ConnectionLease::Pool::~Pool() {
  if (!idle.empty()) close_elsewhere(std::move(idle));
}

ConnectionLease& ConnectionLease::operator=(ConnectionLease&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(pool_, other.pool_);
  return *this;
}

ConnectionLease::~ConnectionLease() {
  if (!handle_) return;
  if (!pool_) {
    std::vector<ConnectionHandle> forgotten;
    forgotten.push_back(std::move(handle_));
    close_elsewhere(std::move(forgotten));
    return;
  }
  const std::scoped_lock lock(pool_->mutex);
  pool_->idle.push_back(std::move(handle_));
}

LibvirtConnection::LibvirtConnection(LibvirtAddress address) : address_(std::move(address)) {}

// libvirt is asked outside of the lock: it may block.
ConnectionHandle LibvirtConnection::take_idle() {
  for (;;) {
    ConnectionHandle candidate;
    {
      const std::scoped_lock lock(pool_->mutex);
      if (pool_->idle.empty()) return nullptr;
      candidate = std::move(pool_->idle.back());
      pool_->idle.pop_back();
    }
    if (virConnectIsAlive(candidate.get()) == 1) return candidate;
  }
}

LibvirtConnection::Opened LibvirtConnection::open() {
  if (ConnectionHandle idle = take_idle()) return {{std::move(idle), pool_}, false, {}};
  return connect();
}

LibvirtConnection::Opened LibvirtConnection::connect() {
  if (address_.uri.empty()) {
    return failed({VIR_ERR_INVALID_ARG, VIR_FROM_NONE, "no URI: name the hypervisor"});
  }
  silence_libvirt();
  const KeepAlive& wanted = address_.keep_alive;
  if (wanted.interval_s > 0) start_event_loop();
  ConnectionHandle handle(virConnectOpen(address_.uri.c_str()));
  if (!handle) return failed(take_error());
  if (wanted.interval_s > 0 &&
      virConnectSetKeepAlive(handle.get(), wanted.interval_s, wanted.count) < 0) {
    take_error();  // an old daemon or no daemon at all (test driver): the caller's bound remains
  }
  return {{std::move(handle), pool_}, true, {}};
}

}  // namespace xvm::agent
