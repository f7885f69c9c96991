#include "sim/retrace/open_calls.hpp"

#include <algorithm>

namespace xvm::sim {
namespace {

// One of several calls that are alike stands for all of them.
bool is_repeated(const std::vector<RetracedCall>& calls, std::size_t i) {
  return std::find(calls.begin(), calls.begin() + static_cast<std::ptrdiff_t>(i), calls[i]) !=
         calls.begin() + static_cast<std::ptrdiff_t>(i);
}

// Which calls an entry may belong to: those whose next entry it is by its number, else any that it
// can follow.
std::vector<std::size_t> candidates(const std::vector<RetracedCall>& calls,
                                    const trace::Entry& entry) {
  std::vector<std::size_t> next;
  std::vector<std::size_t> later;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (!calls[i].may_continue(entry) || is_repeated(calls, i)) continue;
    (calls[i].is_next(entry) ? next : later).push_back(i);
  }
  return next.empty() ? later : next;
}

}  // namespace

void OpenCalls::begin(const RetracedCall& call) {
  for (Reading& reading : readings_) {
    if (!call.counts_alone()) {
      std::erase_if(reading, [](const RetracedCall& c) { return !c.counts_alone(); });
    }
    reading.push_back(call);
  }
}

void OpenCalls::keep(Reading reading) {
  const bool known = std::find(next_.begin(), next_.end(), reading) != next_.end();
  if (!known && next_.size() < most_readings) next_.push_back(std::move(reading));
}

std::optional<Refusal> OpenCalls::take(const Reading& reading, std::size_t line,
                                       const trace::Entry& entry, const trace::Step& step) {
  std::optional<Refusal> first;
  bool taken = false;
  for (const std::size_t i : candidates(reading, entry)) {
    Reading after = reading;
    std::optional<Refusal> refusal = after[i].take(line, entry, step);
    if (refusal) {
      if (!first) first = std::move(refusal);
      continue;
    }
    taken = true;
    ended_ = after[i].is_over();
    if (ended_) after.erase(after.begin() + static_cast<std::ptrdiff_t>(i));
    keep(std::move(after));
  }
  if (taken) return std::nullopt;
  return first ? first : Refusal{line, 0, name_of(entry), "no call that is open has come so far"};
}

std::optional<Refusal> OpenCalls::take(std::size_t line, const trace::Entry& entry,
                                       const trace::Step& step) {
  next_.clear();
  std::optional<Refusal> first;
  for (const Reading& reading : readings_) {
    std::optional<Refusal> refusal = take(reading, line, entry, step);
    if (refusal && !first) first = std::move(refusal);
  }
  if (next_.empty()) return first;
  readings_.swap(next_);
  return std::nullopt;
}

void OpenCalls::pass(const trace::Entry& entry) {
  next_.clear();
  for (const Reading& reading : readings_) {
    const std::vector<std::size_t> fitting = candidates(reading, entry);
    for (const std::size_t i : fitting) {
      Reading after = reading;
      after[i].pass(entry);
      keep(std::move(after));
    }
    if (fitting.empty()) keep(reading);
  }
  readings_.swap(next_);
}

}  // namespace xvm::sim
