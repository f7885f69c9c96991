// The safety rules of a start, said without its table: what must hold in every combination.
#include "model/decisions/oracle_table.hpp"
#include "model/decisions/start_cases.hpp"

#include <array>

namespace xvm::oracle {
namespace {

constexpr bool off(Seen s) { return s == Seen::absent || s == Seen::defined; }
constexpr bool active(Seen s) { return s != Seen::unknown && !off(s); }

bool is_member(const StartView& v, NodeId n) {
  return !v.facts.readable || v.facts.members.contains(n);
}
bool is_member_peer(const StartView& v, NodeId n) { return others.contains(n) && is_member(v, n); }
bool holds_here(const StartView& v) {
  return v.claim.state == ClaimState::held && v.claim.owner == self && !v.claim.resume_owed;
}
bool condemns(const StartView& v, NodeId n) {
  return v.claim.state == ClaimState::condemned && v.claim.owner == n;
}
template <class Predicate>
bool all_others(Predicate holds) {
  return holds(peer) && holds(third);
}
bool touches_a_copy(StartMove m) {
  return m == StartMove::pull || m == StartMove::condemn || m == StartMove::bring_down;
}

struct Rule {
  std::string_view text;
  bool (*holds)(const StartView&, const StartVerdict&);
};

constexpr Rule rules[] = {
    {"create is said only while the claim is held by this node, with no resume owed",
     [](const StartView& v, const StartVerdict& said) {
       return said.move != StartMove::create || holds_here(v);
     }},
    {"create is said only when this node is proven inactive and no member was seen active",
     [](const StartView& v, const StartVerdict& said) {
       return said.move != StartMove::create ||
              (off(v.survey.at(self)) &&
               all_others([&](NodeId n) { return !is_member(v, n) || !active(v.survey.at(n)); }));
     }},
    {"create is said only when every member that the claim names is proven inactive",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::create) return true;
       for (NodeId n : v.claim.named()) {
         if (is_member(v, n) && !off(v.survey.at(n))) return false;
       }
       return true;
     }},
    {"create, done, take and settle are about this node or about none",
     [](const StartView&, const StartVerdict& said) {
       switch (said.move) {
         case StartMove::create:
         case StartMove::done:
         case StartMove::take: return said.node == self;
         case StartMove::settle: return said.node == NodeId::none;
         default: return said.node != NodeId::none;
       }
     }},
    {"bring-down is said only of the copy that the claim condemns, or of our own dead one",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::bring_down) return true;
       const bool own_dead = said.node == self && holds_here(v) && v.survey.at(self) == Seen::dead;
       return (condemns(v, said.node) || own_dead) && active(v.survey.at(said.node));
     }},
    {"nothing but a refusal follows when this node is unknown",
     [](const StartView& v, const StartVerdict& said) {
       return v.survey.at(self) != Seen::unknown || said.move == StartMove::refuse;
     }},
    {"nothing but settling or a refusal follows while a migration is unfinished",
     [](const StartView& v, const StartVerdict& said) {
       return !unfinished(v.claim) || said.move == StartMove::settle ||
              said.move == StartMove::refuse;
     }},
    {"a peer's copy is touched only when the facts are readable and do not say online there",
     [](const StartView& v, const StartVerdict& said) {
       if (!touches_a_copy(said.move) || said.node == self) return true;
       return v.facts.readable && !v.facts.online.contains(said.node);
     }},
    {"only copies that are seen active on a member, or here, are touched",
     [](const StartView& v, const StartVerdict& said) {
       if (!touches_a_copy(said.move)) return true;
       return active(v.survey.at(said.node)) && (said.node == self || is_member_peer(v, said.node));
     }},
    {"unknown never leads to a take, a create or a touch while the claim names that member",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move == StartMove::refuse || said.move == StartMove::settle) return true;
       // A guest that executes here under our own claim is only acknowledged.
       if (said.move == StartMove::done) return true;
       for (NodeId n : v.claim.named()) {
         if (is_member(v, n) && v.survey.at(n) == Seen::unknown) return false;
       }
       return true;
     }},
    {"without any claim nothing is taken before all members have answered",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::take || v.claim.state != ClaimState::none) return true;
       return all_others(
           [&](NodeId n) { return !is_member(v, n) || v.survey.at(n) != Seen::unknown; });
     }},
    {"with strict peers nothing is taken or created while a member is silent",
     [](const StartView& v, const StartVerdict& said) {
       if (!v.setting.strict_peers) return true;
       if (said.move != StartMove::take && said.move != StartMove::create) return true;
       return all_others(
           [&](NodeId n) { return !is_member(v, n) || v.survey.at(n) != Seen::unknown; });
     }},
    {"done is said only of a domain that is seen here and that the claim gives to this node",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::done) return true;
       const Seen here = v.survey.at(self);
       return holds_here(v) && (here == Seen::executing || here == Seen::paused);
     }},
    {"a guest is taken while paused only when nobody ever claimed it",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::take || v.survey.at(self) != Seen::paused) return true;
       return v.claim.state == ClaimState::none;
     }},
    {"nothing is taken, condemned, pulled or created while a copy answers from outside the cluster",
     [](const StartView& v, const StartVerdict& said) {
       const bool acts = said.move == StartMove::take || said.move == StartMove::condemn ||
                         said.move == StartMove::pull || said.move == StartMove::create;
       if (!acts) return true;
       return all_others([&](NodeId n) { return is_member(v, n) || !active(v.survey.at(n)); });
     }},
    {"no copy is condemned while the one that the claim names is active on a member",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::condemn || v.claim.state != ClaimState::held) return true;
       const NodeId owner = v.claim.owner;
       return said.node == owner || owner == self ||
              !(is_member(v, owner) && active(v.survey.at(owner)));
     }},
    {"a copy is pulled only once, executing, the only one, and where FAILOVER asks for it",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::pull) return true;
       const NodeId bystander = said.node == peer ? third : peer;
       return v.may_pull && v.setting.failover != FailoverType::normal &&
              v.survey.at(said.node) == Seen::executing && !condemns(v, said.node) &&
              !(is_member(v, bystander) && active(v.survey.at(bystander))) &&
              v.survey.at(self) != Seen::executing;
     }},
    {"a definition is retired only on another member, seen shut off, under our claim, once",
     [](const StartView& v, const StartVerdict& said) {
       if (said.move != StartMove::retire) return true;
       return holds_here(v) && is_member_peer(v, said.node) && off(v.survey.at(self)) &&
              v.survey.at(said.node) == Seen::defined && v.survey.defined.contains(said.node) &&
              !v.unretired.contains(said.node);
     }},
    {"take-over never boots, pulls, condemns or retires",
     [](const StartView& v, const StartVerdict& said) {
       if (v.setting.method != Method::take_over) return true;
       return said.move != StartMove::create && said.move != StartMove::pull &&
              said.move != StartMove::condemn && said.move != StartMove::retire;
     }},
    {"of two executing copies none is ever touched",
     [](const StartView& v, const StartVerdict& said) {
       if (v.survey.at(self) != Seen::executing || !touches_a_copy(said.move)) return true;
       return said.node == self &&
              all_others([&](NodeId n) { return !is_member(v, n) || !active(v.survey.at(n)); });
     }},
    {"a refusal says why",
     [](const StartView&, const StartVerdict& said) {
       return said.move != StartMove::refuse || said.reason != Reason::none;
     }},
};

TEST(JudgeStart, KeepsEverySafetyRuleInEveryCombination) {
  std::array<bool, enum_count<StartMove>> said_once{};
  Disagreements broken;
  for_every_start(every_policy(), false, [&](const StartView& v) {
    const StartVerdict said = judge_start(v);
    said_once[static_cast<std::size_t>(said.move)] = true;
    for (const Rule& rule : rules) {
      if (rule.holds(v, said)) continue;
      broken.add(
          [&] { return std::string(rule.text) + "\n    " + name(v) + "\n    said " + name(said); });
    }
  });
  for (std::size_t i = 0; i < said_once.size(); ++i) {
    EXPECT_TRUE(said_once[i]) << to_text(static_cast<StartMove>(i)) << " is never said";
  }
}

// R14: "start looks again, at the nodes the claim names and all answering peers, after it has the
// claim".
TEST(JudgeStart, NeverCreatesBeforeItsOwnClaimIsLinked) {
  const Setting setting{.self = self, .nodes = three};
  const Facts facts{.readable = true, .members = three};
  Survey survey;
  survey.ask(three);
  for (NodeId n : three) survey.note(n, {.activity = Activity::inactive});
  for (const Claim& claim : every_claim()) {
    const StartVerdict said = judge_start({setting, facts, claim, survey, true, {}});
    if (unfinished(claim)) {
      EXPECT_EQ(said.move, StartMove::settle) << name(claim);
    } else {
      EXPECT_EQ(said.move, claim.held_by(self) ? StartMove::create : StartMove::take)
          << name(claim);
    }
  }
}

}  // namespace
}  // namespace xvm::oracle
