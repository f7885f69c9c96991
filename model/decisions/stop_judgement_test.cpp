#include "model/decisions/stop_judgement.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/stop_cases.hpp"

namespace xvm::oracle {
namespace {

// "away": a migration from here ended with another holder, and with "owed" its copy is still
// paused. "open-us" is any other unfinished migration from here or to here, "open-them" one between
// the others.
std::size_t claim_word(const Claim& c) {
  const bool ours = c.owner == self || c.other == self;
  if (unfinished(c) && c.state == ClaimState::held && c.other == self) return 3;
  if (unfinished(c)) return ours ? 4 : 5;
  if (c.state != ClaimState::held) return 6;
  if (c.owner == self) return 0;
  return c.other == self ? 1 : 2;
}
const Column claim_column{
    "claim", {"self", "away", "elsewhere", "away-owed", "open-us", "open-them", "unheld"}};

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
  return {column<Seen>("here"), claim_column,  yes_no("admin"),  yes_no("settled"), yes_no("moved"),
          yes_no("may_move"),   yes_no("gds"), yes_no("switch"), yes_no("o_member")};
}

// may_move: R10 says yes (tested on its own) and the target is in the node list.
Table stop_table() {
  return Table(columns(), R"(
    let OFF    = absent/defined
    let AWAY   = away/away-owed
    let OURS   = away-owed/open-us
    let OPEN   = away-owed/open-us/open-them
    here       claim     admin settled moved may_move gds switch o_member
    unknown    *         *     *       *     *        *   *      *   -> ask-witness self-unknown self ; R1: a second witness when it is silent
    *          OURS      yes   no      *     *        *   *      *   -> settle none -                 ; R6, R12: a repeated stop continues the migration

    OFF        AWAY      yes   *       no    *        yes no     yes -> bring-down none OWNER         ; R15: disabled means off everywhere
    OFF        OURS      *     *       *     *        *   *      *   -> finish unsettled self         ; section 6: this side is proven inactive, so stop does not fail; the definition is evidence
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
    let OURS   = away-owed/open-us
    let OPEN   = away-owed/open-us/open-them
    here       claim     admin settled moved may_move gds switch o_member
    unknown    *         *     *       *     *        *   *      *   -> fail self-unknown self
    *          OURS      yes   no      *     *        *   *      *   -> settle none -                 ; R6, R12
    OFF        away      *     *       *     *        *   *      *   -> finish migrated-away OWNER    ; R12: called again after a good one
    OFF        *         *     *       *     *        *   *      *   -> fail nowhere TARGET           ; section 6: nothing on either side, or not settled in time: hand-over fails
    *          !OPEN     yes   *       no    yes      *   *      *   -> migrate none TARGET
    *          *         *     *       *     *        *   *      *   -> fail migration-failed TARGET  ; section 6: error for a Pacemaker hand-over
  )");
}

NodeId node_of(const std::string& who, const StopView& v) {
  if (who == "OWNER") return v.claim.owner;
  if (who == "self") return self;
  if (who == "-") return NodeId::none;
  return v.setting.method == Method::stop ? v.facts.target : v.setting.hand_over_to;
}

void expect_the_written_verdict(Method method, const Table& table) {
  const RowVerdicts<StopVerdict> verdicts(table);
  Disagreements wrong;
  for_every_stop(method, [&](const StopView& v) {
    const std::size_t row = table.row_number(situation_of(v));
    const StopVerdict said = judge_stop(v);
    const auto who = [&](const std::string& word) { return node_of(word, v); };
    if (said == verdicts.at(row, who)) return;
    wrong.add(
        [&] { return name(v) + "\n    said " + name(said) + ", row: " + table.rows()[row].text; });
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
