// sim/world/step_watch.hpp
//
// Purpose: who looks on while machines are stepped, to write the trace (model/trace). Without one a
// step costs a comparison more.
// Thread rule: called on the run's own thread; must not change the world.
//
//   struct Counter : StepWatch { void stepped(const SteppedRun&) override { ++steps; } ... };
//   scratch.watch = &counter;
#pragma once

#include "model/machine/context.hpp"
#include "model/machine/step.hpp"

namespace xvm::sim {

// One step of the method of `domain` on `node`. The machine is as it was after the step.
struct SteppedRun {
  std::uint8_t domain;
  NodeId node;
  std::uint8_t probe;
  const Machine& before;
  const Event& event;
  const Outbox& actions;
  const Machine& after;
};

class StepWatch {
 public:
  virtual ~StepWatch() = default;
  virtual void stepped(const SteppedRun& step) = 0;
};

}  // namespace xvm::sim
