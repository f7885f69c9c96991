#include "model/decisions/start_judgement.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/start_cases.hpp"

namespace xvm::oracle {
namespace {

// What the table speaks of, made from the raw view in the words of the architecture.
struct Situation {
  Combination words;
  NodeId silent = NodeId::none;    // the first node whose proof is missing (R3)
  NodeId outsider = NodeId::none;  // no member, and a copy answers from it
  NodeId first_copy = NodeId::none;
  NodeId denied = NodeId::none;  // the first copy that the engine does not call offline
  NodeId next = NodeId::none;    // the copy to condemn: before any other the claim's own
  NodeId leftover = NodeId::none;
};

constexpr std::size_t claim_word(const Claim& c) {
  switch (c.state) {
    case ClaimState::none: return 0;
    case ClaimState::moving: return 3;
    case ClaimState::released: return 4;
    case ClaimState::condemned: return c.owner == self ? 5 : 6;
    case ClaimState::held: break;
  }
  if (c.resume_owed) return 3;
  return c.owner == self ? 1 : 2;
}

// R3: "every node that the newest claim names must be proven inactive"; "if no claim exists all
// members must answer"; "a silent one is passed over (strict_peers refuses)".
bool must_answer(const StartView& v, NodeId n) {
  if (v.claim.state == ClaimState::none || v.setting.strict_peers) return true;
  return v.claim.owner == n && v.claim.state != ClaimState::released;
}

Situation situation_of(const StartView& v) {
  Situation s;
  std::size_t copies = 0;
  bool condemned_copy = false;
  for (const NodeId n : {third, peer}) {
    const bool is_member = !v.facts.readable || v.facts.members.contains(n);
    const Seen seen = v.survey.at(n);
    if (!is_member) {
      if (seen >= Seen::executing) s.outsider = n;
      continue;
    }
    if (seen == Seen::unknown && must_answer(v, n)) s.silent = n;
    if (seen == Seen::defined && !v.unretired.contains(n)) s.leftover = n;
    if (seen == Seen::unknown || seen == Seen::absent || seen == Seen::defined) continue;
    ++copies;
    s.first_copy = n;
    if (!v.facts.readable || v.facts.online.contains(n)) s.denied = n;
    const bool named_before = v.claim.state == ClaimState::held && v.claim.owner == s.next;
    if (s.next == NodeId::none || !named_before) s.next = n;
    condemned_copy |= v.claim.state == ClaimState::condemned && v.claim.owner == n;
  }
  if (s.silent == NodeId::none) s.silent = s.outsider;
  const bool movable = copies == 1 && v.survey.at(s.first_copy) == Seen::executing;
  const bool may_move = v.setting.failover != FailoverType::normal && v.may_pull;
  s.words = {v.setting.method == Method::take_over ? 1u : 0u,
             static_cast<std::size_t>(v.survey.at(self)),
             claim_word(v.claim),
             s.silent != NodeId::none,
             copies,
             s.denied != NodeId::none,
             condemned_copy,
             movable && may_move,
             s.leftover != NodeId::none};
  return s;
}

Table start_table() {
  return Table(
      {{"method", {"start", "take-over"}},
       column<Seen>("here"),
       {"claim", {"none", "self", "other", "unsettled", "released", "doomed-self", "doomed-other"}},
       yes_no("silent"),
       {"copies", {"0", "1", "2"}},
       yes_no("denied"),
       yes_no("doomed"),
       yes_no("movable"),
       yes_no("left")},
      R"(
    let DOOMED = doomed-self/doomed-other
    let ACTIVE = paused/incomplete/dead
    method    here      claim        silent copies denied doomed movable left
    *         unknown   *            *      *      *      *      *       *    -> refuse self-unknown self           ; R2: unknown triggers nothing
    *         *         unsettled    *      *      *      *      *       *    -> settle none -                      ; R5, R6: settled before anything else
    *         executing self         *      *      *      *      *       *    -> done already-running self          ; section 4: tolerate a running guest, NO-OP start
    take-over paused    self         *      *      *      *      *       *    -> done paused-tolerated self
    take-over !executing *           *      *      *      *      *       *    -> refuse nothing-arrived self        ; section 8: take-over never boots
    ; A member that must answer and does not, or a node that is no member and answers with a copy.
    *         *         *            yes    *      *      *      *       *    -> refuse peer-not-proven SILENT      ; R3: a refusal names the peer and the reason

    ; Executing here, and the claim does not give it to us.
    *         executing *            no     !0     *      *      *       *    -> refuse overlap COPY                ; section 7: no start may choose between two copies
    *         executing doomed-self  no     0      *      *      *       *    -> bring-down none self               ; section 6, row 2: old memory over a newer disk
    *         executing *            no     0      *      *      *       *    -> take none self                     ; section 4: a manually started guest; R9: adopted

    ; A copy on another member.
    *         *         *            no     !0     yes    *      *       *    -> refuse online-elsewhere DENIED     ; R3: "online or pending there: refuse"; R2: unreadable does not say offline
    *         *         *            no     !0     no     yes    *       *    -> bring-down none DOOMED             ; R3: "else phased shutdown"
    *         *         !DOOMED      no     1      no     no     yes     *    -> pull none COPY                     ; R3: "hand-over when the failover type allows"
    *         *         *            no     !0     no     no     *       *    -> condemn none NEXT                  ; R3: the claim is linked before other nodes are touched

    ; A copy here that does not execute.
    *         ACTIVE    doomed-self  no     0      *      *      *       *    -> bring-down none self
    *         dead      self         no     0      *      *      *       *    -> bring-down none self               ; section 6 of the 2008 design: crashed is restartable
    *         paused    self         no     0      *      *      *       *    -> done paused-tolerated self         ; section 6: paused is an acceptable state
    *         paused    none         no     0      *      *      *       *    -> take none self                     ; somebody started it by hand and paused it
    *         ACTIVE    *            no     0      *      *      *       *    -> condemn none self                  ; S1b: whose memory that is nobody knows

    ; Nothing active anywhere.
    *         *         self         no     0      *      *      *       yes  -> retire none LEFTOVER               ; R9: exports, quarantines and undefines before it creates
    *         *         self         no     0      *      *      *       no   -> create none self
    *         *         *            no     0      *      *      *       *    -> take none self                     ; R3: "links its claim first"; R14: then it looks again
  )");
}

NodeId node_of(const std::string& who, const StartView& v, const Situation& s) {
  if (who == "self") return self;
  if (who == "SILENT") return s.silent;
  if (who == "COPY") return s.first_copy;
  if (who == "DENIED") return s.denied;
  if (who == "DOOMED") return v.claim.owner;
  if (who == "NEXT") return s.next;
  return who == "LEFTOVER" ? s.leftover : NodeId::none;
}

void expect_the_written_verdict(const std::vector<StartPolicy>& policies, bool transient) {
  const Table table = start_table();
  const RowVerdicts<StartVerdict> verdicts(table);
  Disagreements wrong;
  std::size_t cases = 0;
  for_every_start(policies, transient, [&](const StartView& v) {
    ++cases;
    const Situation situation = situation_of(v);
    const std::size_t row = table.row_number(situation.words);
    StartVerdict expected =
        verdicts.at(row, [&](const std::string& who) { return node_of(who, v, situation); });
    // The NO-OP start of the 2008 design and the tolerated running guest differ in the reason only.
    if (expected.reason == Reason::already_running && v.claim.other != NodeId::none) {
      expected.reason = Reason::migrated_here;
    }
    const StartVerdict said = judge_start(v);
    if (said == expected) return;
    wrong.add([&] {
      return name(v) + "\n    said " + name(said) + ", expected " + name(expected) + " by row" +
             table.rows()[row].text;
    });
  });
  EXPECT_EQ(cases, 28 * 343 * 36 * policies.size());
  EXPECT_EQ(table.unused_rows(), "") << "rows that no combination needs";
}

TEST(JudgeStart, FollowsItsTableInEveryCombination) {
  expect_the_written_verdict(every_policy(), false);
}

TEST(JudgeStart, FollowsItsTableWhenActiveCopiesAreTransient) {
  StartPolicy start;
  start.failover = FailoverType::migrate;
  StartPolicy take_over;
  take_over.method = Method::take_over;
  expect_the_written_verdict({start, take_over}, true);
}

TEST(JudgeStart, CountsEveryNodeAsAMemberWhenTheFactsAreUnreadable) {
  const Setting setting{.self = self, .nodes = three};
  for (const NodeSet members : every_subset(three)) {
    EXPECT_EQ(members_of(setting, {.readable = false, .members = members}), three);
    EXPECT_EQ(members_of(setting, {.readable = true, .members = members}), members);
  }
}

TEST(JudgeStart, CountsNoNodeOutsideTheNodeListAsAMember) {
  const Setting setting{.self = self, .nodes = three};
  EXPECT_EQ(members_of(setting, {.readable = true, .members = three.with(stranger)}), three);
}

}  // namespace
}  // namespace xvm::oracle
