#include "model/decisions/oracle_table.hpp"
#include "model/decisions/stop_judgement.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {
namespace {

const Column claim_column{"claim", {"settled", "unfinished-here", "unfinished-elsewhere"}};

std::size_t word_of(const Claim& c) {
  if (!unfinished(c)) return 0;
  return c.owner == self || c.other == self ? 1 : 2;
}

// On purpose stricter than R1, which names only a claim that is moving from here: the definition is
// kept also while a resume is owed, and on the side that a migration comes to.
TEST(MayActBlind, OnlyInAStopToBringItsOwnCopyDownAndNeverUndefinesInAnUnfinishedMigration) {
  const Table table(
      {column<Method>("method"), yes_no("on_self"), column<Verb>("verb"), claim_column},
      R"(
    method on_self verb     claim
    !stop  *       *        *               -> no  ; R4: the claim is read right before every act
    stop   no      *        *               -> no  ; R4: another node's copy is nobody's to touch blind
    stop   yes     create   *               -> no  ; R2: nothing is set going on what nobody can read
    stop   yes     resume   *               -> no  ; R2: another node may have settled it, and executes
    stop   yes     undefine unfinished-here -> no  ; R1: "but never undefines while the claim is moving from here"
    stop   yes     *        *               -> yes ; R1: a stop does not hang on a dead ADMIN
  )");
  expect_agreement(table, [](const Combination& c) -> std::string {
    std::string said;
    for (const Claim& claim : every_claim()) {
      if (word_of(claim) != c[3]) continue;
      const bool may =
          may_act_blind(static_cast<Method>(c[0]), c[1] != 0, static_cast<Verb>(c[2]), claim, self);
      const std::string now = may ? "yes" : "no";
      if (!said.empty() && now != said) return name(claim) + " differs: " + now;
      said = now;
    }
    return said;
  });
}

TEST(MayActBlind, NeverUndefinesWhileTheClaimMovesFromHere) {
  for (NodeId target : others) {
    const Claim claim = moving(Claim{}, self, target);
    EXPECT_FALSE(may_act_blind(Method::stop, true, Verb::undefine, claim, self));
    EXPECT_TRUE(may_act_blind(Method::stop, true, Verb::destroy, claim, self));
  }
}

}  // namespace
}  // namespace xvm::oracle
