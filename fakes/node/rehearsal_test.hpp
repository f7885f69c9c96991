// fakes/node/rehearsal_test.hpp
//
// Purpose: for tests: plays a migration from A to B by a script of comma-separated deeds, and says
// in virsh's words what is left where. A deed that cannot happen fails the test.
// Thread rule: one thread.
//
//   Rehearsal r;                            // running on A, nothing on B
//   r.play("finish sent, cut replies, A gives up");
//   r.where(Side::source) == "running";
//
//   copying, copied, finish sent, finish done, to the end    the protocol proceeds so far
//   proceed, A gives up, B gives up                          one turn
//   no progress, stuck                                       no "proceed", no turn is possible
//   cut both, cut replies, cut data, heal                    the wire
//   client dies, timeout suspends, shared raw disk, B name taken
//   A create, A create refused, B observe unknown            see request.hpp; default: ok
#pragma once

#include "fakes/node/migration.hpp"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

namespace xvm::fakes {

inline std::string virsh_words(const Observation& o) {
  const auto words = [&]() -> std::string {
    switch (o.activity) {
      case Activity::unknown: return "no answer";
      case Activity::incomplete: return "paused (migrating)";
      case Activity::paused: return "paused (" + std::string(to_text(o.pause)) + ")";
      case Activity::inactive:
        if (!o.defined) return "absent";
        if (o.off == OffReason::none) return "shut off";
        return "shut off (" + std::string(to_text(o.off)) + ")";
      default: return std::string(to_text(o.activity));
    }
  }();
  const bool is_transient = !o.defined && is_active(classify(o));
  return is_transient ? words + ", transient" : words;
}

class Rehearsal {
 public:
  explicit Rehearsal(const Plan& plan = plain) {
    now.migration.plan = plan;
    now.source.domain.defined = true;
    play("A create, A boot-done");
  }

  void play(const std::string& script) {
    std::istringstream deeds(script);
    for (std::string deed; std::getline(deeds >> std::ws, deed, ',');) {
      if (!deed_done(deed)) ADD_FAILURE() << "cannot happen: \"" << deed << "\" in: " << script;
    }
  }

  std::string where(Side side) const {
    const NodeState& node = side == Side::source ? now.source : now.target;
    return virsh_words(apply(node, {Ask::observe}).seen);
  }
  CallOutcome outcome() const { return now.migration.outcome; }

  Crossing now;

 private:
  bool deed_done(const std::string& deed) {
    if (deed[1] == ' ' && asked(deed)) return true;
    return wired(deed) || prepared(deed) || proceeded(deed);
  }

  bool take(Turn turn) {
    const auto next = advance(now, turn);
    if (next) now = *next;
    return next.has_value();
  }

  template <class Reached>
  bool until(Reached reached) {
    while (!reached(now.migration)) {
      if (!take(Turn::proceed)) return false;
    }
    return true;
  }

  bool proceeded(const std::string& deed) {
    using M = const Migration&;
    if (deed == "copying") return until([](M m) { return m.phase == Phase::perform; });
    if (deed == "copied") return until([](M m) { return m.phase == Phase::finish; });
    if (deed == "finish sent") return until([](M m) { return m.finish == Message::travelling; });
    if (deed == "finish done") return until([](M m) { return m.finish == Message::done; });
    if (deed == "to the end") return until([](M m) { return m.phase == Phase::over; });
    if (deed == "proceed") return take(Turn::proceed);
    if (deed == "no progress") return !advance(now, Turn::proceed);
    if (deed == "A gives up") return take(Turn::source_gives_up);
    if (deed == "B gives up") return take(Turn::target_gives_up);
    if (deed == "stuck") {
      return !advance(now, Turn::proceed) && !advance(now, Turn::source_gives_up) &&
             !advance(now, Turn::target_gives_up);
    }
    return false;
  }

  bool wired(const std::string& deed) {
    static const std::map<std::string, Wire> wires{{"cut both", {false, false, false}},
                                                   {"cut replies", {true, false, true}},
                                                   {"cut data", {true, true, false}},
                                                   {"heal", {true, true, true}}};
    const auto found = wires.find(deed);
    if (found != wires.end()) now.wire = found->second;
    return found != wires.end();
  }

  bool prepared(const std::string& deed) {
    if (deed == "client dies") return now = disturb(now, Nudge::client_dies), true;
    if (deed == "timeout suspends") return now = disturb(now, Nudge::timeout_suspends), true;
    if (deed == "B name taken") return now.target.domain.name_taken = true;
    if (deed == "shared raw disk") {
      now.source.domain.holds_image = true;
      return now.source.domain.guest.locks_image = now.target.domain.guest.locks_image = true;
    }
    return false;
  }

  bool asked(const std::string& deed) {
    std::istringstream words(deed);
    std::string node, name, expected = "ok";
    words >> node >> name >> expected;
    if (expected.empty()) expected = "ok";
    const auto ask = from_text<Ask>(name);
    if (!ask || (node != "A" && node != "B")) return false;
    const auto done = disturb(now, node == "A" ? Side::source : Side::target, Request{*ask});
    now = done.after;
    return to_text(done.outcome) == expected;
  }
};

}  // namespace xvm::fakes
