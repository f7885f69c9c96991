// sim/timed/run.hpp
//
// Purpose: one seeded run on a virtual clock: a storm of faults, then calm in which everything is
// repaired and every domain must come back (L1). The same options give the same run, event by
// event. Thread rule: one owner; large, so keep it on the heap. A run allocates nothing after it
// was made.
//
//   auto run = std::make_unique<Course<World33>>(draw_options(7));
//   const RunResult r = run->go();
//   r.ok();  r.hash;                             // of every event and its moment
#pragma once

#include "sim/timed/agenda.hpp"
#include "sim/timed/deadlines.hpp"
#include "sim/timed/latency.hpp"
#include "sim/world/apply.hpp"
#include "sim/world/faults.hpp"
#include "sim/world/form.hpp"
#include "sim/world/rest.hpp"

namespace xvm::sim {

// Why a domain does not execute on exactly one node after the calm.
enum class Unfit : std::uint8_t { none, stands_still, nowhere, twice };

struct RunResult {
  Verdict verdict{};
  Unfit unfit = Unfit::none;
  std::uint8_t unfit_domain = 0;
  NoRecovery unfit_reason = NoRecovery::none;  // that does not count any more
  std::uint64_t events = 0;
  std::uint64_t hash = 0;
  std::uint64_t overtaken_acts = 0;
  std::uint64_t excused_overlaps = 0;  // made by hand or by a false fencing (section 7)
  std::int64_t simulated_us = 0;
  std::array<std::uint32_t, fault_kinds> struck{};
  std::array<std::uint32_t, enum_count<Method>> ended{};   // methods, by kind
  std::array<std::uint32_t, enum_count<Method>> failed{};  // of these
  std::uint32_t migrations = 0;
  std::uint32_t migrated = 0;  // a migration that came to its commit
  // Domains that executed nowhere for a reason: left alone, and after administrators had helped.
  std::array<std::uint32_t, enum_count<NoRecovery>> left_alone{};
  std::array<std::uint32_t, enum_count<NoRecovery>> unrecovered{};
  bool ok() const { return !verdict && unfit == Unfit::none; }
};

struct Happened {
  std::int64_t at_us = 0;
  Choice choice{};
};

// Who looks on while a run goes, to record it. Must not change the world.
template <class W>
class RunWatch : public StepWatch {
 public:
  virtual void before(std::int64_t at_us, const Choice& choice, const W& world) = 0;
  // The deeds are those of this choice; the verdict is the judge's about it.
  virtual void after(std::int64_t at_us, const Choice& choice, const W& world, const Deeds& deeds,
                     const Verdict& verdict) = 0;
};

template <class W>
class Course {
 public:
  static constexpr std::size_t ring_size = 256;

  explicit Course(const RunOptions& options)
      : options_(options),
        latency_(options, ~options.seed),
        repairs_(options, options.seed ^ 0x2545f491u),
        storm_(options.seed ^ 0x5bd1e995u),
        world_(form<W>(options.formation, scratch_)),
        judge_(world_),
        rest_(world_) {
    for (std::size_t f = 0; f < fault_kinds; ++f) draw_fault(f);
    refresh_all();
  }

  RunResult go();
  // One event; false when the storm or the calm is over. For tests that look in between.
  bool advance(std::int64_t end_us);

  W& world() { return world_; }
  const W& world() const { return world_; }
  const RunResult& result() const { return result_; }
  std::int64_t now_us() const { return now_us_; }
  // Nothing happens until then.
  void pass_to(std::int64_t at_us) { now_us_ = std::max(now_us_, at_us); }
  // The last events, oldest first: at(0) .. at(count() - 1).
  std::size_t count() const { return std::min<std::size_t>(result_.events, ring_size); }
  const Happened& at(std::size_t i) const {
    return ring_[(result_.events - count() + i) % ring_size];
  }
  // nullptr: nobody looks on any more. The watch outlives the run or its own end.
  void watch(RunWatch<W>* watch) {
    watch_ = watch;
    scratch_.watch = watch;
  }
  // Something out of the ordinary happens now: a scenario's deed, or a test's.
  void happen(const Choice& choice);
  // Nothing is under way but probes, and nothing is broken.
  bool is_at_rest() const;
  void look_again() {
    judge_.look(world_);
    refresh_all();
  }

 private:
  using Domains = std::array<AgendaList<domain_choices<W::node_capacity>>, W::domain_capacity>;

  std::int64_t due_us(const Choice& c);
  std::int64_t call_due_us(const Choice& c, MethodClock& clock);
  std::int64_t expire_due_us(const Choice& c);
  std::int64_t lock_due_us(const Choice& c);
  MethodClock& clock_of(const Choice& c) { return clocks_[c.domain][index(c.node)][c.probe]; }
  MethodTimes& times_of(const Choice& c) { return times_[c.domain][index(c.node)][c.probe]; }
  Timing timing_of(const Choice& c);
  void begin_clock(const Choice& c);
  void refresh(std::uint8_t domain);
  void refresh_cluster();
  void refresh_all();
  void refresh_touched();
  void draw_fault(std::size_t f);
  void fall_due(std::size_t f);
  bool strikes_now();
  bool is_busy(std::uint8_t domain) const;
  void strike(std::size_t f);
  void note_end();
  void end_storm();
  void repair();
  bool pass(std::int64_t seconds);
  void settle(std::int64_t least_s, std::int64_t most_s);
  void judge_recovery(unsigned domain, bool last);
  void judge_rest(bool last);

  RunOptions options_;
  Latency latency_;
  Latency repairs_;  // as storm_: a scenario's deeds may stand for them
  Dice storm_;  // of the faults alone: without one of them the rest of the run keeps its latencies
  RunWatch<W>* watch_ = nullptr;
  Scratch scratch_{};
  W world_;
  Judge<W> judge_;
  RestJudge<W> rest_;
  RunResult result_{};
  std::int64_t now_us_ = 0;
  std::array<std::int64_t, fault_kinds> fault_due_us_{};
  std::uint64_t pending_ = 0;  // faults that wait for something to disturb, a bit for each kind
  std::uint64_t busy_ = 0;     // domains of which a method runs or a migration is under way
  Domains domains_{};
  std::array<std::int64_t, W::domain_capacity> domain_due_us_{};  // of each list's first
  AgendaList<cluster_choices<W::node_capacity>> cluster_{};
  DomainChoices<W::node_capacity> domain_list_{};
  ClusterChoices<W::node_capacity> cluster_list_{};
  FaultChoices<W::node_capacity, W::domain_capacity> fault_list_{};
  template <class T>
  using OfEachNode = std::array<std::array<T, W::node_capacity>, W::domain_capacity>;
  OfEachNode<std::array<MethodClock, 2>> clocks_{};
  OfEachNode<std::array<MethodTimes, 2>> times_{};
  OfEachNode<std::int64_t> queued_us_{};  // a method has waited for the lock since; 0: none
  std::array<Happened, ring_size> ring_{};
};

extern template class Course<World21>;
extern template class Course<World33>;
extern template class Course<World58>;
extern template class Course<World1664>;

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Unfit> {
  static constexpr std::array text{"none"sv, "no rest within the calm"sv, "L1: executes nowhere"sv,
                                   "L1: executes twice"sv};
};
}  // namespace xvm
