// sim/replay/requests.hpp
//
// Purpose: the open requests of a method in the words of scenarios.
// Thread rule: pure functions.
//
//   request_of(call) == Request::destroy
#pragma once

#include "sim/scenario/words.hpp"
#include "sim/world/call.hpp"

namespace xvm::sim {

constexpr Request request_of(const Call& call) {
  switch (call.asked) {
    case Asked::nothing: break;
    case Asked::facts: return Request::facts;
    case Asked::silence: return Request::silence;
    case Asked::read_claim: return Request::read;
    case Asked::link_claim: return Request::link;
    case Asked::save: return Request::save;
    case Asked::quarantine: return Request::quarantine;
    case Asked::observe: return Request::observe;
    case Asked::witness: return Request::witness;
    case Asked::define: return Request::define;
    case Asked::shutdown: return Request::shutdown;
    case Asked::migrate: return Request::migrate;
    case Asked::abort_job: return Request::abort;
    case Asked::await_idle: return Request::idle;
    case Asked::check_target: return Request::check;
    case Asked::plugin: return Request::plugin;
    case Asked::inspect: return Request::inspect;
    case Asked::act:
      switch (verb_of(call)) {
        case Verb::create: return Request::create;
        case Verb::resume: return Request::resume;
        case Verb::destroy: return Request::destroy;
        case Verb::undefine: return Request::undefine;
      }
  }
  return Request::facts;
}

}  // namespace xvm::sim
