#include "agent/driver/mailbox.hpp"

namespace xvm::agent {

void Mailbox::post(Letter letter) {
  {
    const std::lock_guard lock(mutex_);
    if (letter.ticket == 0) {
      if (nudged_.contains(letter.nudged)) return;
      nudged_ = nudged_.with(letter.nudged);
    }
    letters_.push_back(std::move(letter));
  }
  arrived_.notify_one();
}

std::optional<Letter> Mailbox::take(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  if (!arrived_.wait_until(lock, deadline, [this] { return !letters_.empty(); })) {
    return std::nullopt;
  }
  Letter letter = std::move(letters_.front());
  letters_.pop_front();
  if (letter.ticket == 0) nudged_ = nudged_.without(letter.nudged);
  return letter;
}

}  // namespace xvm::agent
