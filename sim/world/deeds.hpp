// sim/world/deeds.hpp
//
// Purpose: what one choice did, for the invariants and for whoever keeps lists up to date, and the
// outboxes that a step needs. They are large, so that they live as long as the run.
// Thread rule: one owner.
//
//   Scratch scratch;
//   apply(world, choice, scratch);
//   scratch.deeds.touched                // a bit for each domain whose choices may have changed
#pragma once

#include "fakes/rgm/action.hpp"
#include "model/invariants/step_invariants.hpp"
#include "model/machine/action.hpp"
#include "sim/world/step_watch.hpp"
#include "sim/world/world.hpp"

namespace xvm::sim {

struct Deeds {
  std::uint64_t touched = 0;  // domains
  bool cluster = false;       // what concerns no single domain
  bool impossible = false;    // a machine was told what it never asked for
  std::uint8_t domain = 0;    // that the deeds below are about
  bool acted = false;
  bool migrates = false;
  bool ended = false;
  bool claims_struck = false;  // claim files went, by a fault or by hand
  ActDone act{};
  Claim at_reading{};  // the newest claim when the actor read it last (R4)
  MigrationBegun begun{};
  MethodEnded end{};

  void touch(std::size_t d) { touched |= std::uint64_t{1} << d; }
  void touch_all() {
    touched = ~std::uint64_t{0};
    cluster = true;
  }
  void forget() {
    touched = 0;
    cluster = impossible = acted = migrates = ended = claims_struck = false;
  }
};

struct Scratch {
  fakes::rgm::Outbox rgm;
  Outbox out;
  Deeds deeds;
  StepWatch* watch = nullptr;
};

}  // namespace xvm::sim
