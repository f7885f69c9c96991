// Every course that a migration can take under any few faults, at any place: what the tables show
// by example is shown here for all.
#include "fakes/node/rehearsal_test.hpp"

#include <bit>
#include <deque>
#include <unordered_map>

namespace xvm::fakes {
namespace {

using Bytes = std::array<unsigned char, sizeof(Crossing)>;

struct Course {
  Crossing now;
  int faults_left;
};

struct Tally {
  std::size_t states = 0;
  std::size_t on_both = 0;   // executing twice
  std::size_t stale = 0;     // went on executing after another copy had run past it
  std::size_t vanished = 0;  // neither active nor defined anywhere
  std::size_t wedged = 0;    // all is repaired, nothing can follow, and a job is still busy
};

// Breadth first over everything that can follow; repairs are free, faults are counted.
class EveryCourse {
 public:
  EveryCourse(const Plan& plan, int faults, const std::string& before = "A observe") {
    Rehearsal start(plan);
    start.play(before);
    reach({start.now, faults}, nullptr);
    while (!waiting_.empty()) {
      const Course course = waiting_.front();
      waiting_.pop_front();
      follow(course);
    }
  }
  Tally tally;

 private:
  void follow(const Course& from) {
    bool is_last = true;
    for (const Turn turn : {Turn::proceed, Turn::source_gives_up, Turn::target_gives_up}) {
      const auto next = advance(from.now, turn);
      if (next) reach({*next, from.faults_left}, &from);
      is_last = is_last && !next;
    }
    if (is_last && is_whole(from.now) && is_busy(from.now)) ++tally.wedged;
    for (const Side side : {Side::source, Side::target}) {
      for (const Ask repair : {Ask::start_daemon, Ask::thaw_daemon, Ask::boot_host}) {
        reach({disturb(from.now, side, {.ask = repair}).after, from.faults_left}, &from);
      }
    }
    rewire(from, Wire{}, from.faults_left);
    if (from.faults_left > 0) hurt(from);
  }

  void hurt(const Course& from) {
    const int left = from.faults_left - 1;
    for (const Side side : {Side::source, Side::target}) {
      for (const Ask fault : {Ask::kill_daemon, Ask::freeze_daemon, Ask::kill_emulator,
                              Ask::crash_host, Ask::abort_job}) {
        reach({disturb(from.now, side, {.ask = fault}).after, left}, &from);
      }
    }
    reach({disturb(from.now, Nudge::client_dies), left}, &from);
    rewire(from, {.there = false, .back = false, .data = false}, left);
    rewire(from, {.back = false}, left);
    rewire(from, {.there = false}, left);
    rewire(from, {.data = false}, left);
  }

  void rewire(const Course& from, const Wire& wire, int left) {
    Crossing c = from.now;
    c.wire = wire;
    reach({c, left}, &from);
  }

  void reach(const Course& course, const Course* from) {
    const auto bytes = std::bit_cast<Bytes>(course.now);
    const std::string key(bytes.begin(), bytes.end());
    const auto [at, is_new] = seen_.try_emplace(key, course.faults_left);
    if (from != nullptr && went_stale(from->now, course.now)) ++tally.stale;
    if (!is_new && at->second >= course.faults_left) return;
    at->second = course.faults_left;
    waiting_.push_back(course);
    if (is_new) count(course.now);
  }

  void count(const Crossing& c) {
    ++tally.states;
    const DomainCell &a = c.source.domain, &b = c.target.domain;
    if (executing(a) && executing(b)) ++tally.on_both;
    if (!active(a) && !active(b) && !a.defined && !b.defined) ++tally.vanished;
  }

  static bool is_whole(const Crossing& c) {
    return c.source.host.answers() && c.target.host.answers() && c.wire == Wire{};
  }
  static bool is_busy(const Crossing& c) { return c.source.domain.job || c.target.domain.job; }

  static bool went_stale(const Crossing& before, const Crossing& after) {
    const auto stale = [](const DomainCell& was, const DomainCell& is, const DomainCell& other) {
      const bool went_on = was.guest.memory != is.guest.memory && executing(is);
      return went_on && is.role == Role::none && ran_past(other.guest.memory, was.guest.memory);
    };
    return stale(before.source.domain, after.source.domain, before.target.domain) ||
           stale(before.target.domain, after.target.domain, before.source.domain);
  }

  std::unordered_map<std::string, int> seen_;
  std::deque<Course> waiting_;
};

TEST(EveryCourse, OneFaultIsEnoughForThePlainProtocolToExecuteTwice) {
  EXPECT_EQ(EveryCourse(plain, 0).tally.on_both, 0U);
  EXPECT_GT(EveryCourse(plain, 1).tally.on_both, 0U);
}

TEST(EveryCourse, ImageLockPreventsExecutingTwiceButNotStaleMemory) {
  const Tally t = EveryCourse(plain, 2, "shared raw disk").tally;
  EXPECT_EQ(t.on_both, 0U);
  EXPECT_GT(t.stale, 0U);  // the target ran and died; its lock died with it; the source resumes
}

TEST(EveryCourse, TwoPhaseProtocolAloneNeverExecutesTwiceNorOnStaleMemory) {
  const Tally t = EveryCourse(two_phase, 2).tally;
  EXPECT_GT(t.states, 1000U) << t.states;
  EXPECT_EQ(t.on_both, 0U);
  EXPECT_EQ(t.stale, 0U);
}

TEST(EveryCourse, DefinitionIsNeverLost) {
  EXPECT_EQ(EveryCourse(plain, 2).tally.vanished, 0U);
  EXPECT_EQ(EveryCourse(two_phase, 2).tally.vanished, 0U);
  const Plan transient_target{.persist_dest = false};
  EXPECT_GT(EveryCourse(transient_target, 1).tally.vanished, 0U);
}

TEST(EveryCourse, EveryJobEndsOnceAllIsRepaired) {
  for (const bool live : {true, false}) {
    for (const bool peer_to_peer : {true, false}) {
      const Plan plan{.paused = true, .live = live, .peer_to_peer = peer_to_peer};
      EXPECT_EQ(EveryCourse(plan, 2).tally.wedged, 0U) << live << peer_to_peer;
    }
  }
  EXPECT_GT(EveryCourse({.converges = false}, 0).tally.wedged, 0U);  // somebody must abort it
}

}  // namespace
}  // namespace xvm::fakes
