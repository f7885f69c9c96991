// model/decisions/stop_intent.hpp
//
// Purpose: what does this stop mean? 2008 design, section 5: "Determine if the resource is being
// disabled or switched to another node"; facts: GDS, decision table 7.3.
// Thread rule: pure function.
//
//   stop_intent(Engine::gds, facts, self) == StopIntent::switch_over
#pragma once

#include "model/ports/cluster_facts.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/observation.hpp"

namespace xvm {

// Anything unreadable means evacuate, that is: phased shutdown, never a migration. Pacemaker tells
// a stop nothing; its hand-over is a method of its own.
StopIntent stop_intent(Engine engine, const Facts& facts, NodeId self);

// R10: only a switch of a sound, executing domain migrates, and only where FAILOVER asks for it.
bool may_migrate(const Setting& setting, const Facts& facts, StopIntent intent, Seen here);

}  // namespace xvm
