// sim/retrace/retraced_call.hpp
//
// Purpose: one recorded method call beside the machine that should have made it: each recorded
// event is told to the machine, and actions and states must be those of the record.
// Thread rule: a value; one owner. A copy is a snapshot.
//
//   RetracedCall call(line, entry, setting);
//   if (auto refusal = call.take(line, entry, step)) complain(refusal->text("web.ndjson"));
#pragma once

#include "model/trace/entry.hpp"
#include "sim/retrace/open_requests.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace xvm::sim {

// A recorded step that the model would not have made.
struct Refusal {
  std::size_t line = 0;       // 1-based, of the file
  std::size_t call_line = 0;  // where the call began; 0: nowhere
  std::string step;           // "start of web-rs (domain web) on n1, step 7"
  std::string why;            // one line
  // As JSON; empty when the step was not compared.
  std::string event{};
  std::string recorded{};
  std::string expected{};

  // "FILE:LINE: ..." and, below it, the event and both outcomes.
  std::string text(const std::string& file) const;
};

// Who steps: "start of web-rs (domain web) on n1, step 7".
std::string name_of(const trace::Entry& entry);

class RetracedCall {
 public:
  // The setting is plausible. `counts_alone`: the sequence counts this call's own entries, so that
  // a gap shows a lost line.
  RetracedCall(std::size_t line, const trace::Entry& entry, const Setting& setting,
               bool counts_alone);

  bool is_over() const { return machine_.finished(); }
  // By sequence and time, the entry may be the next one of this call.
  bool may_continue(const trace::Entry& entry) const;
  bool is_next(const trace::Entry& entry) const { return entry.sequence == sequence_ + 1; }
  bool counts_alone() const { return counts_alone_; }

  // Nothing: the model made the same step. After a refusal the call is what it was.
  std::optional<Refusal> take(std::size_t line, const trace::Entry& entry, const trace::Step& step);
  // An entry that steps nothing.
  void pass(const trace::Entry& entry);

  // Whatever comes is the same for both, but where they began.
  friend bool operator==(const RetracedCall& a, const RetracedCall& b) {
    return a.machine_ == b.machine_ && a.open_ == b.open_ && a.at_us_ == b.at_us_ &&
           a.sequence_ == b.sequence_ && a.counts_alone_ == b.counts_alone_;
  }

 private:
  std::string gap_before(const trace::Entry& entry) const;

  Machine machine_;
  OpenRequests open_;
  std::size_t line_;
  std::uint64_t at_us_;
  std::uint64_t sequence_;
  bool counts_alone_;
};

}  // namespace xvm::sim
