#include "agent/migration/slots.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace xvm::agent {

MigrationSlots::MigrationSlots(std::string folder, std::uint32_t count)
    : folder_(std::move(folder)), count_(count) {}

MigrationSlot MigrationSlots::look() const {
  for (std::uint32_t i = 0; i < count_; ++i) {
    NodeLock lock = NodeLock::take(fmt::format("{}/migration.slot.{}", folder_, i), 0);
    if (lock.held()) return {true, {}, std::move(lock)};
    if (lock.status().fault != FileFault::silent) {
      return {true, "migrates without a slot: " + lock.status().text, {}};
    }
  }
  return {};
}

MigrationSlot MigrationSlots::take(std::int64_t patience_ms) const {
  using Clock = std::chrono::steady_clock;
  constexpr auto look_again = std::chrono::milliseconds(50);
  const auto deadline = Clock::now() + std::chrono::milliseconds(patience_ms);
  while (true) {
    MigrationSlot slot = look();
    if (slot.may_go) return slot;
    if (Clock::now() + look_again > deadline) {
      slot.remark = fmt::format("all {} migration slots of this node were taken for {} ms", count_,
                                patience_ms);
      return slot;
    }
    std::this_thread::sleep_for(look_again);
  }
}

}  // namespace xvm::agent
