// agent/control/bounded.hpp
//
// Purpose: a blocking call outside of the loop, with a bound: what is needed before a machine can
// be begun (who is this domain?) may hang as well. Thread rule: `call` runs on a thread of its own
// that is left behind when the bound is over; it may capture shared or copied state only.
//
//   std::optional<Resolved> r = bounded(5'000, [h, name] { return h->resolve(name); });
#pragma once

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace xvm::agent {

template <class Call>
auto bounded(std::int64_t bound_ms, Call call) -> std::optional<decltype(call())> {
  auto promise = std::make_shared<std::promise<decltype(call())>>();
  auto answer = promise->get_future();
  std::thread([promise, call = std::move(call)] {
    try {
      promise->set_value(call());
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  }).detach();
  if (answer.wait_for(std::chrono::milliseconds(bound_ms)) != std::future_status::ready) {
    return std::nullopt;
  }
  return answer.get();  // throws what the call threw
}

}  // namespace xvm::agent
