#include "sim/timed/latency.hpp"

namespace xvm::sim {

std::int64_t Latency::of_call(Asked asked, std::uint8_t detail, bool far) {
  const std::int64_t way = between(100, far ? 30 * ms : 3 * ms) * o_.slow_calls;
  switch (asked) {
    case Asked::read_claim:
    case Asked::link_claim: return between(ms, 40 * ms) * o_.slow_calls;
    case Asked::facts: return between(10 * ms, 300 * ms);
    case Asked::save:
    case Asked::quarantine:
    case Asked::define: return way + between(5 * ms, 200 * ms);
    case Asked::act: {
      const auto verb = static_cast<Verb>(detail);
      if (verb == Verb::create) return way + between(200 * ms, 4 * second);
      return way + between(10 * ms, verb == Verb::destroy ? 2 * second : 300 * ms);
    }
    default: return way;
  }
}

std::int64_t Latency::of_guest(fakes::Ask ask) {
  switch (ask) {
    case fakes::Ask::boot_done: return between(5 * second, 60 * second) * o_.slow_guests;
    case fakes::Ask::guest_obeys: return between(second, 60 * second) * o_.slow_guests;
    default: return between(100 * ms, 2 * second);
  }
}

std::int64_t Latency::of_turn(fakes::Turn turn, fakes::Phase phase) {
  if (turn != fakes::Turn::proceed) return between(2 * second, 35 * second);
  // A daemon that has read the call takes the job at once.
  if (phase == fakes::Phase::begin) return between(ms, 10 * ms);
  if (phase == fakes::Phase::perform) return between(second, 40 * second) * o_.slow_copies;
  return between(5 * ms, 200 * ms) * o_.slow_copies;
}

// What was sent lands soon; a straggler waits in a queue or is sent again by the network.
std::int64_t Latency::of_late() {
  return o_.stragglers ? between(ms, 20 * second) : between(ms, 50 * ms) * o_.slow_calls;
}

std::int64_t Latency::of_repair(Kind kind) {
  switch (kind) {
    case Kind::fence: return between(5 * second, 30 * second);
    case Kind::join: return between(5 * second, 20 * second);
    case Kind::boot_host: return between(60 * second, 300 * second) * o_.slow_repairs;
    case Kind::thaw_host: return between(second, 60 * second);
    case Kind::heal: return between(second, 60 * second) * o_.slow_repairs;
    case Kind::plugin: return between(60 * second, 600 * second);
    case Kind::data_back: return between(second, 400 * second);
    default: return between(second, 120 * second) * o_.slow_repairs;
  }
}

// The bounds of agent/driver/production_jobs.hpp.
std::int64_t Latency::bound_ms(Asked asked, bool member) {
  constexpr std::int64_t call = 10'000;
  switch (asked) {
    case Asked::observe: return member ? call : 1'500;
    case Asked::act:
    case Asked::define:
    case Asked::shutdown: return 30'000;
    case Asked::await_idle:
    case Asked::save:
    case Asked::quarantine:
    case Asked::inspect:
    case Asked::check_target: return 2 * call;
    case Asked::plugin: return 28'000;
    default: return call;
  }
}

}  // namespace xvm::sim
