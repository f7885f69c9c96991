// sim/retrace/open_calls.hpp
//
// Purpose: the calls of one method of one resource on one node that a trace began and did not end.
// Hardly ever more than one; where an entry fits several, each possibility is followed.
// Thread rule: a value; one owner.
//
//   calls.begin(RetracedCall(...));
//   if (auto refusal = calls.take(line, entry, step)) ...
#pragma once

#include "sim/retrace/retraced_call.hpp"

#include <vector>

namespace xvm::sim {

class OpenCalls {
 public:
  // More possibilities than these are not followed; a false refusal would need so many calls that
  // run at once and have done all the same in the same moments.
  static constexpr std::size_t most_readings = 32;

  // A call of a writer that counts all its calls together ends the one before: it was killed.
  void begin(const RetracedCall& call);

  std::optional<Refusal> take(std::size_t line, const trace::Entry& entry, const trace::Step& step);
  // An entry of whichever call it is, that steps nothing.
  void pass(const trace::Entry& entry);

  bool any() const { return !readings_.front().empty(); }
  bool ended() const { return ended_; }  // the last take() was the end of a call

 private:
  using Reading = std::vector<RetracedCall>;

  std::optional<Refusal> take(const Reading& reading, std::size_t line, const trace::Entry& entry,
                              const trace::Step& step);
  void keep(Reading reading);

  std::vector<Reading> readings_{1};
  std::vector<Reading> next_{};
  bool ended_ = false;
};

}  // namespace xvm::sim
