// The safety rules of a stop and a hand-over, said without their tables.
#include "model/decisions/oracle_table.hpp"
#include "model/decisions/stop_cases.hpp"

#include <array>

namespace xvm::oracle {
namespace {

constexpr bool off(Seen s) { return s == Seen::absent || s == Seen::defined; }

bool touches_here(const Claim& c) { return c.owner == self || c.other == self; }

struct Rule {
  std::string_view text;
  bool (*holds)(const StopView&, const StopVerdict&);
};

constexpr Rule rules[] = {
    {"migrates only a sound, executing domain where FAILOVER asks for it (R10)",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::migrate ||
              (is_sound(v) && v.setting.failover != FailoverType::normal);
     }},
    {"a stop migrates only on a switch, to the node that the switch names (R10)",
     [](const StopView& v, const StopVerdict& said) {
       if (said.move != StopMove::migrate || v.setting.method != Method::stop) return true;
       return is_switch(v) && said.node == v.facts.target;
     }},
    {"under Pacemaker a stop never migrates (section 8)",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::migrate || v.setting.method == Method::hand_over ||
              v.setting.engine == Engine::gds;
     }},
    {"migrates only to another node of the resource's list",
     [](const StopView&, const StopVerdict& said) {
       return said.move != StopMove::migrate || said.node == peer || said.node == third;
     }},
    {"migrates once, with ADMIN readable, and never while another migration is unfinished",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::migrate ||
              (v.admin_readable && !v.migration_spent && !unfinished(v.claim));
     }},
    {"undefines only a shut-off definition, never while a migration from or to here is unsettled",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::clean ||
              (v.here == Seen::defined && !(unfinished(v.claim) && touches_here(v.claim)));
     }},
    {"finishes only with this node proven inactive (R1)",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::finish || off(v.here);
     }},
    {"releases only a claim of its own, with nothing left here",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::release ||
              (v.here == Seen::absent && v.claim.state == ClaimState::held &&
               v.claim.owner == self && !v.claim.resume_owed);
     }},
    {"takes another node's copy down only under GDS, never on a switch, after its own migration "
     "(R15)",
     [](const StopView& v, const StopVerdict& said) {
       if (said.move != StopMove::bring_down || said.node == self) return true;
       return v.setting.engine == Engine::gds && !is_switch(v) && v.admin_readable && off(v.here) &&
              v.claim.state == ClaimState::held && v.claim.owner == said.node &&
              v.claim.other == self && !v.migration_spent;
     }},
    {"under GDS a disable that follows a migration from here always takes the copy down (R15)",
     [](const StopView& v, const StopVerdict& said) {
       const bool after_migration = v.claim.state == ClaimState::held && v.claim.owner != self &&
                                    v.claim.other == self && !v.claim.resume_owed;
       const bool due = v.setting.method == Method::stop && v.setting.engine == Engine::gds &&
                        v.facts.readable && v.facts.on_off == OnOffSwitch::disabled &&
                        after_migration && v.facts.members.contains(v.claim.owner) && off(v.here) &&
                        v.admin_readable && !v.migration_spent;
       return !due || (said.move == StopMove::bring_down && said.node == v.claim.owner);
     }},
    {"brings its own copy down only when one is seen active here",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::bring_down || said.node != self ||
              (!off(v.here) && v.here != Seen::unknown);
     }},
    {"a stop never leaves an active copy alone: it settles, migrates or brings it down",
     [](const StopView& v, const StopVerdict& said) {
       if (v.setting.method != Method::stop || off(v.here) || v.here == Seen::unknown) return true;
       return said.move == StopMove::settle || said.move == StopMove::migrate ||
              (said.move == StopMove::bring_down && said.node == self);
     }},
    {"settles only its own unfinished migration, once, with ADMIN readable",
     [](const StopView& v, const StopVerdict& said) {
       return said.move != StopMove::settle ||
              (unfinished(v.claim) && touches_here(v.claim) && v.admin_readable && !v.settle_spent);
     }},
    {"takes silence neither for stopped nor for running (R1, R2)",
     [](const StopView& v, const StopVerdict& said) {
       if (v.here != Seen::unknown) return said.move != StopMove::ask_witness;
       return said.move ==
              (v.setting.method == Method::stop ? StopMove::ask_witness : StopMove::fail);
     }},
    {"a stop never gives up at a look: every look has a next step",
     [](const StopView& v, const StopVerdict& said) {
       return v.setting.method != Method::stop || said.move != StopMove::fail;
     }},
    {"a hand-over never shuts down, undefines or releases anything (section 8)",
     [](const StopView& v, const StopVerdict& said) {
       return v.setting.method != Method::hand_over ||
              (said.move != StopMove::bring_down && said.move != StopMove::clean &&
               said.move != StopMove::release);
     }},
    {"a hand-over succeeds at once only when the domain was migrated away before and no resume is "
     "owed",
     [](const StopView& v, const StopVerdict& said) {
       return v.setting.method != Method::hand_over || said.move != StopMove::finish ||
              (v.claim.state == ClaimState::held && v.claim.owner != self &&
               v.claim.other == self && !v.claim.resume_owed);
     }},
    {"an end says why",
     [](const StopView&, const StopVerdict& said) {
       const bool ends = said.move == StopMove::finish || said.move == StopMove::fail;
       return !ends || said.reason != Reason::none;
     }},
};

TEST(JudgeStop, KeepsEverySafetyRuleInEveryCombination) {
  std::array<bool, enum_count<StopMove>> said_once{};
  Disagreements broken;
  for (const Method method : {Method::stop, Method::hand_over}) {
    for_every_stop(method, [&](const StopView& v) {
      const StopVerdict said = judge_stop(v);
      said_once[static_cast<std::size_t>(said.move)] = true;
      for (const Rule& rule : rules) {
        if (rule.holds(v, said)) continue;
        broken.add([&] {
          return std::string(rule.text) + "\n    " + name(v) + "\n    said " + name(said);
        });
      }
    });
  }
  for (std::size_t i = 0; i < said_once.size(); ++i) {
    EXPECT_TRUE(said_once[i]) << to_text(static_cast<StopMove>(i)) << " is never said";
  }
}

// Architecture, section 6, step 3: the commit is "resume T, observe T executing, swap to held(T)";
// R5.
TEST(JudgeStop, LetsNoHandOverSucceedWhileTheTargetsCopyStillWaitsForItsResume) {
  const Setting setting{.method = Method::hand_over,
                        .engine = Engine::pacemaker,
                        .self = self,
                        .nodes = three,
                        .failover = FailoverType::migrate_live,
                        .hand_over_to = peer};
  const Facts facts{.readable = true, .members = three};
  const Claim owed = held_after_migration(Claim{}, peer, self, true);
  for (const bool readable : {false, true}) {
    const StopVerdict said = judge_stop({.setting = setting,
                                         .facts = facts,
                                         .claim = owed,
                                         .admin_readable = readable,
                                         .here = Seen::absent,
                                         .migration_spent = false,
                                         .settle_spent = true});
    EXPECT_EQ(said.move, StopMove::fail) << (readable ? "not settled in time" : "ADMIN is away");
  }
}

}  // namespace
}  // namespace xvm::oracle
