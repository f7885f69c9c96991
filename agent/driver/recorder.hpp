// agent/driver/recorder.hpp
//
// Purpose: what the loop tells about itself: every step, every answer that came too late, every
// wait that was given up. The log and the trace are made from it.
// Thread rule: called by the loop only.
#pragma once

#include "agent/driver/job.hpp"
#include "model/machine/step.hpp"

#include <cstdint>
#include <string_view>

namespace xvm::agent {

class Recorder {
 public:
  virtual ~Recorder() = default;

  virtual void begun(const Setting& setting) = 0;
  virtual void stepped(std::int64_t at_us, const Machine& before, const Event& event, Taken taken,
                       const Outbox& actions, const Machine& after) = 0;
  // What a call said besides its event.
  virtual void detail(std::string_view what, std::string_view text) = 0;
  // A call did not answer within bound_ms; the machine is told "unknown".
  virtual void gave_up(std::string_view what, std::int64_t bound_ms) = 0;
  // It answered after all: logged, never fed in (architecture, section 1).
  virtual void late(std::int64_t at_us, std::string_view what, const Answer& answer) = 0;
};

}  // namespace xvm::agent
