#include "model/decisions/reconcile_judgement.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {
namespace {

template <class Check>
void for_every_run(Check check) {
  for (const bool owed : {false, true}) {
    const Setting setting{
        .method = Method::reconcile, .self = self, .nodes = three, .release_owed = owed};
    for (const bool readable : {false, true}) {
      for (const NodeSet methods : every_subset(others)) {
        Facts facts;
        facts.readable = readable;
        facts.members = three;
        facts.methods = methods;
        for (const Claim& claim : every_claim()) {
          for (const Survey& survey : every_survey(false)) {
            for (unsigned i = 0; i < 8; ++i) {
              check(ReconcileView{.setting = setting,
                                  .facts = facts,
                                  .claim = claim,
                                  .survey = survey,
                                  .settle_spent = (i & 1) != 0,
                                  .exported = (i & 2) != 0,
                                  .tried = (i & 4) != 0});
            }
          }
        }
      }
    }
  }
}

std::size_t claim_word(const Claim& c) {
  const bool ours = c.owner == self || c.other == self;
  if (c.state == ClaimState::none) return 0;
  if (unfinished(c)) return ours ? 3 : 4;
  if (c.state == ClaimState::held) return c.owner == self ? 1 : 2;
  if (c.state == ClaimState::released) return 5;
  return c.owner == self ? 6 : 7;
}

bool owner_executes(const ReconcileView& v) {
  return v.claim.state == ClaimState::held && v.claim.owner != self &&
         v.survey.at(v.claim.owner) == Seen::executing;
}

// What the node shows that a migration of our claim led to or came from.
std::size_t there_word(const ReconcileView& v) {
  if (!v.claim.held_by(self) || v.claim.other == NodeId::none) return 0;
  const Seen there = v.survey.at(v.claim.other);
  if (there == Seen::executing) return 2;
  return is_active(there) ? 1 : 0;
}

// "quiet": the facts are readable and no method of the resource runs on another node (R14).
Combination situation_of(const ReconcileView& v) {
  return {static_cast<std::size_t>(v.survey.at(self)),
          claim_word(v.claim),
          v.facts.readable && v.facts.methods.empty(),
          owner_executes(v),
          there_word(v),
          v.settle_spent,
          v.exported,
          v.tried,
          v.setting.release_owed};
}

Table reconcile_table() {
  return Table({column<Seen>("here"),
                {"claim",
                 {"none", "self", "other", "open-us", "open-them", "released", "doomed-self",
                  "doomed-other"}},
                yes_no("quiet"),
                yes_no("o_runs"),
                {"there", {"none", "copy", "executes"}},
                yes_no("settled"),
                yes_no("exported"),
                yes_no("tried"),
                yes_no("owed")},
               R"(
    let OPEN = open-us/open-them
    let OFF  = absent/defined
    here      claim       quiet o_runs there    settled exported tried owed
    *         none        *     *      *        *       *        *     *   -> finish nothing-to-do -        ; nothing was ever claimed: not ours
    *         OPEN        no    *      *        *       *        *     *   -> finish method-running OWNER   ; R14: left alone while a method runs, or nobody can say
    *         open-them   yes   *      *        *       *        *     *   -> finish nothing-to-do -        ; the two nodes concerned reconcile it
    *         open-us     yes   *      *        yes     *        *     *   -> finish unsettled OWNER
    *         open-us     yes   *      *        no      *        *     *   -> settle settled -              ; R13: settles moving claims, resumes what is owed
    unknown   *           *     *      *        *       *        *     *   -> finish self-unknown self      ; R2

    ; Ours.
    executing self        *     *      *        *       no       *     *   -> export-it none self           ; R8: whenever reconcile sees a changed definition
    executing self        *     *      executes *       *        *     *   -> finish overlap OTHER          ; section 7: reported, never decided
    executing self        *     *      copy     *       *        no    *   -> destroy-copy swept OTHER      ; R13: pays debts; R4: the owner executes
    executing self        *     *      copy     *       *        yes   *   -> finish debts-left OTHER
    OFF       self        *     *      *        *       *        no    yes -> release none self             ; R1, R13: pays debts
    OFF       self        *     *      *        *       *        yes   yes -> finish debts-left self
    *         self        *     *      *        *       *        *     *   -> finish nothing-to-do -        ; R13: it never starts a domain

    ; Not ours.
    executing *           *     yes    *        *       *        *     *   -> finish overlap OWNER          ; section 7: reported, never decided
    executing *           *     no     *        *       *        *     *   -> finish claimed-elsewhere OWNER
    absent    *           *     *      *        *       *        *     *   -> finish nothing-to-do -
    *         *           *     *      *        *       *        yes   *   -> finish debts-left self        ; one try for each run
    defined   *           *     *      *        *       *        no    *   -> retire swept self             ; R9: a node that rejoins sweeps what it does not hold
    *         *           *     yes    *        *       *        no    *   -> destroy-copy swept self       ; R4: only while the holder is observed executing
    *         doomed-self *     *      *        *       *        no    *   -> destroy-copy swept self       ; section 6, row 2: the condemned copy is destroyed
    *         *           *     *      *        *       *        no    *   -> finish claimed-elsewhere OWNER ; R4: no proof, no destroy
  )");
}

std::string described(const ReconcileView& v) {
  return "claim " + name(v.claim) + ", seen " + name(v.survey) +
         reconcile_table().describe(situation_of(v));
}

NodeId node_of(const std::string& who, const ReconcileView& v) {
  if (who == "OWNER") return v.claim.owner;
  if (who == "OTHER") return v.claim.other;
  return who == "self" ? self : NodeId::none;
}

std::string described(const ReconcileVerdict& v) {
  return std::string(to_text(v.move)) + " " + std::string(to_text(v.reason)) + " " + name(v.node);
}

TEST(JudgeReconcile, FollowsItsTableInEveryCombination) {
  const Table table = reconcile_table();
  const RowVerdicts<ReconcileVerdict> verdicts(table);
  Disagreements wrong;
  for_every_run([&](const ReconcileView& v) {
    const std::size_t row = table.row_number(situation_of(v));
    const ReconcileVerdict said = judge_reconcile(v);
    const auto who = [&](const std::string& word) { return node_of(word, v); };
    if (said == verdicts.at(row, who)) return;
    wrong.add([&] {
      return described(v) + "\n    said " + described(said) + ", row: " + table.rows()[row].text;
    });
  });
  EXPECT_EQ(table.unused_rows(), "") << "rows that no combination needs";
}

struct Rule {
  std::string_view text;
  bool (*holds)(const ReconcileView&, const ReconcileVerdict&);
};

constexpr Rule rules[] = {
    {"does something only to this node's copy, destroys another one, or settles",
     [](const ReconcileView&, const ReconcileVerdict& said) {
       return said.move == ReconcileMove::finish || said.move == ReconcileMove::settle ||
              said.move == ReconcileMove::destroy_copy || said.node == self;
     }},
    {"destroys a copy only while the holder executes elsewhere, or when it is condemned (R4)",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       const bool condemned = v.claim.state == ClaimState::condemned && v.claim.owner == said.node;
       const bool owner_executes_elsewhere = v.claim.state == ClaimState::held &&
                                             v.claim.owner != said.node &&
                                             v.survey.at(v.claim.owner) == Seen::executing;
       return said.move != ReconcileMove::destroy_copy || owner_executes_elsewhere || condemned;
     }},
    {"never destroys a copy that executes, nor one that it did not see",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       const Seen copy = v.survey.at(said.node);
       return said.move != ReconcileMove::destroy_copy || copy == Seen::paused ||
              copy == Seen::incomplete || copy == Seen::dead;
     }},
    {"destroys on another node only what a migration of its own claim left there",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return said.move != ReconcileMove::destroy_copy || said.node == self ||
              (v.claim.held_by(self) && said.node == v.claim.other);
     }},
    {"settles only while no method runs, and only a migration that concerns this node (R14)",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return said.move != ReconcileMove::settle ||
              (v.facts.readable && v.facts.methods.empty() && unfinished(v.claim) &&
               (v.claim.owner == self || v.claim.other == self) && !v.settle_spent);
     }},
    {"undefines only what is shut off here and what a settled claim does not give to this node",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return said.move != ReconcileMove::retire ||
              (v.survey.at(self) == Seen::defined && !unfinished(v.claim) &&
               v.claim.state != ClaimState::none &&
               !(v.claim.state == ClaimState::held && v.claim.owner == self));
     }},
    {"releases only its own claim, owed, with this node proven inactive",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       const Seen here = v.survey.at(self);
       return said.move != ReconcileMove::release ||
              (v.claim.state == ClaimState::held && v.claim.owner == self &&
               v.setting.release_owed && (here == Seen::absent || here == Seen::defined));
     }},
    {"exports only its own executing domain, once",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return said.move != ReconcileMove::export_it ||
              (v.survey.at(self) == Seen::executing && v.claim.state == ClaimState::held &&
               v.claim.owner == self && !v.exported);
     }},
    {"does nothing on a node that is unknown but settle with the other side",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return v.survey.at(self) != Seen::unknown || said.move == ReconcileMove::finish ||
              said.move == ReconcileMove::settle;
     }},
    {"tries to destroy, retire or release once in a run",
     [](const ReconcileView& v, const ReconcileVerdict& said) {
       return !v.tried || said.move == ReconcileMove::finish ||
              said.move == ReconcileMove::settle || said.move == ReconcileMove::export_it;
     }},
    {"an end says why",
     [](const ReconcileView&, const ReconcileVerdict& said) {
       return said.move != ReconcileMove::finish || said.reason != Reason::none;
     }},
};

TEST(JudgeReconcile, KeepsEverySafetyRuleInEveryCombination) {
  Disagreements broken;
  for_every_run([&](const ReconcileView& v) {
    const ReconcileVerdict said = judge_reconcile(v);
    for (const Rule& rule : rules) {
      if (rule.holds(v, said)) continue;
      broken.add([&] { return std::string(rule.text) + "\n    " + described(v); });
    }
  });
}

// R13: "it never starts a domain": the vocabulary of its moves has no word for it.
TEST(JudgeReconcile, HasNoMoveThatStartsADomain) {
  const std::vector<std::string_view> moves(EnumText<ReconcileMove>::text.begin(),
                                            EnumText<ReconcileMove>::text.end());
  EXPECT_EQ(moves, (std::vector<std::string_view>{"finish", "settle", "destroy-copy", "retire",
                                                  "export-it", "release"}));
}

}  // namespace
}  // namespace xvm::oracle
