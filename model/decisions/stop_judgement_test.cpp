#include "model/decisions/stop_judgement.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/stop_cases.hpp"

namespace xvm::oracle {
namespace {

// "away": a migration from here ended with another holder. "*-us": the unfinished migration is ours,
// from here or to here; "*-them": it is between the two other nodes.
std::size_t claim_word(const Claim& c) {
  const bool ours = c.owner == self || c.other == self;
  if (unfinished(c)) return ours ? 3 : 4;
  if (c.state != ClaimState::held) return 5;
  if (c.owner == self) return 0;
  return c.other == self ? 1 : 2;
}
const Column claim_column{"claim", {"self", "away", "elsewhere", "open-us", "open-them", "unheld"}};

bool wants_to_move(const StopView& v) {
  if (v.setting.failover == FailoverType::normal || !is_sound(v)) return false;
  const bool stops = v.setting.method == Method::stop;
  if (stops && !is_switch(v)) return false;
  const NodeId target = stops ? v.facts.target : v.setting.hand_over_to;
  return target == peer || target == third;
}

Combination situation_of(const StopView& v) {
  const bool owner_is_member = !v.facts.readable || v.facts.members.contains(v.claim.owner);
  return {static_cast<std::size_t>(v.here),
          claim_word(v.claim),
          v.admin_readable,
          v.settle_spent,
          v.migration_spent,
          wants_to_move(v),
          v.setting.engine == Engine::gds,
          is_switch(v),
          owner_is_member};
}

std::vector<Column> columns() {
  return {column<Seen>("here"),  claim_column,      yes_no("admin"),
          yes_no("settled"),     yes_no("moved"),   yes_no("may_move"),
          yes_no("gds"),         yes_no("switch"),  yes_no("o_member")};
}

// may_move: R10 says yes (tested on its own) and the target is in the node list.
Table stop_table() {
  return Table(columns(), R"(
    let OFF    = absent/defined
    let OPEN   = open-us/open-them
    here       claim     admin settled moved may_move gds switch o_member
    unknown    *         *     *       *     *        *   *      *   -> ask-witness self-unknown self ; R1: a second witness when it is silent
    *          open-us   yes   no      *     *        *   *      *   -> settle none -                 ; R6, R12: a repeated stop continues the migration

    OFF        away      yes   *       no    *        yes no     yes -> bring-down none OWNER         ; R15: disabled means off everywhere
    OFF        open-us   *     *       *     *        *   *      *   -> finish unsettled self         ; section 6: stop does not fail, this side is proven inactive; the definition is evidence
    defined    *         *     *       *     *        *   *      *   -> clean none self               ; section 5 of the 2008 design: "will be deleted from the node"
    absent     self      *     *       *     *        *   *      *   -> release stopped self          ; section 4: released
    absent     away      *     *       *     *        *   *      *   -> finish migrated-away OWNER    ; NO-OP stop
    absent     *         *     *       *     *        *   *      *   -> finish not-here self          ; R15: a NO-OP under Pacemaker

    *          !OPEN     yes   *       no    yes      *   *      *   -> migrate none TARGET           ; section 5 of the 2008 design; R10
    *          *         *     *       *     *        *   *      *   -> bring-down none self          ; phased shutdown
  )");
}

// Section 8: the hand-over has no fall-back to a shutdown.
Table hand_over_table() {
  return Table(columns(), R"(
    let OFF    = absent/defined
    let OPEN   = open-us/open-them
    here       claim     admin settled moved may_move gds switch o_member
    unknown    *         *     *       *     *        *   *      *   -> fail self-unknown self
    *          open-us   yes   no      *     *        *   *      *   -> settle none -                 ; R6, R12
    OFF        away      *     *       *     *        *   *      *   -> finish migrated-away OWNER    ; R12: called again after a good one
    OFF        *         *     *       *     *        *   *      *   -> fail nowhere TARGET           ; "(-, -): hand-over fails (the engine restarts from the export)"
    *          !OPEN     yes   *       no    yes      *   *      *   -> migrate none TARGET
    *          *         *     *       *     *        *   *      *   -> fail migration-failed TARGET  ; "error for a Pacemaker hand-over"
  )");
}

std::string words_of(const StopView& v, const StopVerdict& said) {
  const NodeId target =
      v.setting.method == Method::stop ? v.facts.target : v.setting.hand_over_to;
  const bool to_target = said.move == StopMove::migrate || said.move == StopMove::fail;
  std::string who = name(said.node);
  if (said.node == v.claim.owner && said.node != self) who = "OWNER";
  if (said.node == target && to_target && said.reason != Reason::self_unknown) who = "TARGET";
  return std::string(to_text(said.move)) + " " + std::string(to_text(said.reason)) + " " + who;
}

void expect_the_written_verdict(Method method, const Table& table) {
  Disagreements wrong;
  for_every_stop(method, [&](const StopView& v) {
    const Row& row = table.row(situation_of(v));
    const StopVerdict verdict = judge_stop(v);
    const std::string said = words_of(v, verdict);
    if (said != row.verdict) wrong.add(name(v) + "\n    said " + said + ", row: " + row.text);
  });
  EXPECT_EQ(table.unused_rows(), "") << "rows that no combination needs";
}

TEST(JudgeStop, FollowsItsTableInEveryCombination) {
  expect_the_written_verdict(Method::stop, stop_table());
}

TEST(JudgeStop, FollowsTheTableOfAHandOverInEveryCombination) {
  expect_the_written_verdict(Method::hand_over, hand_over_table());
}

}  // namespace
}  // namespace xvm::oracle
