#include "agent/hypervisor/event_loop.hpp"

#include <chrono>
#include <thread>

#include "agent/hypervisor/libvirt_handle.hpp"

namespace xvm::agent {
namespace {

[[noreturn]] void run_for_ever() {
  using namespace std::chrono_literals;
  for (;;) {
    if (virEventRunDefaultImpl() == 0) continue;
    take_error();
    std::this_thread::sleep_for(50ms);  // poll() failed: do not spin
  }
}

bool start_once() {
  silence_libvirt();
  if (virEventRegisterDefaultImpl() < 0) return false;
  std::thread(run_for_ever).detach();
  return true;
}

}  // namespace

bool start_event_loop() {
  static const bool started = start_once();
  return started;
}

}  // namespace xvm::agent
