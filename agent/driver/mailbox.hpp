// agent/driver/mailbox.hpp
//
// Purpose: how worker threads hand answers to the one loop. Held by shared_ptr: a worker that is
// stuck for ever posts into a mailbox that nobody reads any more, and harms nobody.
// Nudges may come without end: of each node one waits at most, so that answers get through.
// Thread rule: post() from any thread; take() from the loop.
//
//   auto box = std::make_shared<Mailbox>();
//   std::thread([box] { box->post({.ticket = 7, .answer = answer}); }).detach();
//   if (auto letter = box->take(deadline)) ...
#pragma once

#include "agent/driver/job.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace xvm::agent {

using Clock = std::chrono::steady_clock;

struct Letter {
  std::uint64_t ticket = 0;  // of the job; 0: a nudge
  NodeId nudged = NodeId::none;
  Answer answer{};
};

class Mailbox {
 public:
  void post(Letter letter);

  // The oldest letter, or nothing once `deadline` has passed.
  std::optional<Letter> take(Clock::time_point deadline);

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Letter> letters_;
  NodeSet nudged_;  // nodes whose nudge is among the letters
};

}  // namespace xvm::agent
