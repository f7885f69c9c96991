// sim/retrace/open_requests.hpp
//
// Purpose: what a method has asked for and what it may be told therefore: one answer for each
// request, timers while they are armed, observations while a node is watched. That is what the
// ports promise, whoever executes (model/ports).
// Thread rule: a value; one owner.
//
//   OpenRequests open;                    // only Begin is allowed
//   open.hears(Begin{});  open.heed(out);
//   open.allows(FactsRead{})              // true, if out held ReadFacts
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/context.hpp"
#include "model/machine/event.hpp"

#include <vector>

namespace xvm::sim {

class OpenRequests {
 public:
  bool allows(const Event& event) const;
  // An allowed event was told: what it answers is open no more.
  void hears(const Event& event);
  // What the step asked for then.
  void heed(const Outbox& out);

  friend bool operator==(const OpenRequests&, const OpenRequests&) = default;

 private:
  void heed(const Action& action);
  std::size_t answered_by(const Event& event) const;  // requests_.size(): none
  bool is_watched(const Event& event) const;

  std::vector<Action> requests_;
  TimerSet armed_;
  NodeSet watched_;
  bool begun_ = false;
};

}  // namespace xvm::sim
