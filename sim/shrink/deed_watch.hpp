// sim/shrink/deed_watch.hpp
//
// Purpose: looks on while a seeded run goes and keeps what did not come from the cluster itself:
// faults, repairs and commands, each with its moment.
// Thread rule: as RunWatch; must not outlive the run.
//
//   DeedWatch<World33> watch;
//   course.watch(&watch);  course.go();
//   saved_run(options, watch.done());          // sim/shrink/saved_run.hpp
#pragma once

#include "sim/timed/run.hpp"

#include <vector>

namespace xvm::sim {

struct Done {
  std::int64_t at_us = 0;
  Choice choice{};
};

// Whatever the machines, the guests and the cluster manager do by themselves is none.
constexpr bool is_deed(const Choice& c) {
  if (is_repair(c)) return true;
  switch (c.kind) {
    case Kind::lose:
    case Kind::agent_killed:
    case Kind::data_cut:
    case Kind::command:
    case Kind::by_hand:
    case Kind::hand_migrate:
    case Kind::temper:
    case Kind::claim_torn:
    case Kind::declare_dead:
    case Kind::fencing_fails:
    case Kind::crash_host:
    case Kind::freeze_host:
    case Kind::kill_daemon:
    case Kind::freeze_daemon:
    case Kind::cut:
    case Kind::isolate:
    case Kind::admin:
    case Kind::admin_lost_here:
    case Kind::admin_stale:
    case Kind::admin_emptied: return true;
    case Kind::life: {
      const auto ask = static_cast<fakes::Ask>(c.detail);
      return ask != fakes::Ask::boot_done && ask != fakes::Ask::guest_obeys &&
             ask != fakes::Ask::teardown_done;
    }
    default: return false;
  }
}

template <class W>
class DeedWatch final : public RunWatch<W> {
 public:
  void before(std::int64_t at_us, const Choice& choice, const W& world) override {
    if (!is_deed(choice)) return;
    if (is_repeated(choice, world)) {
      ++repeated_;
    } else {
      done_.push_back({at_us, choice});
    }
  }
  void after(std::int64_t, const Choice&, const W&, const Deeds&, const Verdict&) override {}
  void stepped(const SteppedRun&) override {}

  const std::vector<Done>& done() const { return done_; }
  // Events that changed nothing, and are not kept.
  std::uint64_t repeated() const { return repeated_; }

 private:
  // It is so already: the fault struck nothing.
  static bool is_repeated(const Choice& c, const W& world) {
    return c.kind == Kind::admin_lost_here && world.no_admin.contains(c.node);
  }

  std::vector<Done> done_;
  std::uint64_t repeated_ = 0;
};

}  // namespace xvm::sim
