#include "model/decisions/settling.hpp"

#include "model/decisions/oracle_table.hpp"

namespace xvm::oracle {
namespace {

Table settling_table() {
  return Table({column<Seen>("source"), yes_no("s_member"), column<Seen>("target"),
                yes_no("t_member"), yes_no("over")},
               R"(
    let ACTIVE = executing/paused/incomplete/dead
    let COPY   = paused/incomplete
    let OFF    = absent/defined
    let QUIET  = unknown/absent/defined
    source          s_member target     t_member over

    ; On purpose beyond section 6: a node that is no member and yet shows an active copy has not been
    ; fenced yet. Nothing is decided past it, not even when the target executes: fencing ends the doubt.
    ACTIVE          no       *          *        no   -> wait
    ACTIVE          no       *          *        yes  -> keep-moving
    *               *        ACTIVE     no       no   -> wait
    *               *        ACTIVE     no       yes  -> keep-moving

    *               *        executing  yes      *    -> target-owns  ; (-, executing) and (any, executing)

    ; On purpose stricter than "else condemned" of the last row: a silent source on a member may execute,
    ; and a condemned claim would not name it any more; it stays named until it speaks or is fenced.
    unknown         yes      *          *        no   -> wait         ; (unknown, any): wait to the deadline
    unknown         yes      *          *        yes  -> keep-moving

    executing       yes      *          *        *    -> source-owns  ; (executing, other)
    paused          yes      *          *        *    -> source-owns  ; (paused or incomplete, other)
    incomplete      yes      *          *        *    -> source-owns  ; (paused or incomplete, other)
    dead            yes      *          *        *    -> source-owns  ; it crashed where the claim says; a restart is the engine's matter

    ; From here on the source is proven inactive or fenced.
    QUIET           *        OFF        *        *    -> nowhere      ; (-, -)
    QUIET           *        unknown    no       *    -> nowhere      ; (-, -): no member, fencing is assumed
    QUIET           *        dead       yes      *    -> condemn      ; not in the table: a copy that will never run must go
    absent          yes      paused     yes      *    -> target-owns  ; row 1: (absent and undefined, paused complete), S a member that answers
    absent          yes      *          yes      no   -> wait         ; (-, incomplete), (-, unknown)
    absent          yes      *          yes      yes  -> keep-moving  ; ... "moving only with the evidence of the first row still to be had"
    QUIET           *        COPY       yes      *    -> condemn      ; row 2: (off but still defined, or S no member; paused complete or incomplete)
    QUIET           *        unknown    yes      no   -> wait         ; (-, unknown): wait to the deadline
    QUIET           *        unknown    yes      yes  -> condemn      ; ... "else condemned"
  )");
}

SettlingView view_of(const Combination& c) {
  return {.source = static_cast<Seen>(c[0]),
          .target = static_cast<Seen>(c[2]),
          .source_is_member = c[1] != 0,
          .target_is_member = c[3] != 0,
          .out_of_time = c[4] != 0};
}

// Calls `check` for every view.
template <class Check>
void for_every_view(Check check) {
  for (std::size_t i = 0; i < 7 * 7 * 8; ++i) {
    const SettlingView v = view_of({i % 7, i / 49 & 1, i / 7 % 7, i / 98 & 1, i / 196 & 1});
    SCOPED_TRACE(std::string(to_text(v.source)) + "/" + std::string(to_text(v.target)) +
                 (v.source_is_member ? "" : ", source no member") +
                 (v.target_is_member ? "" : ", target no member") +
                 (v.out_of_time ? ", out of time" : ""));
    check(v, settle(v));
  }
}

TEST(Settling, FollowsTheTableOfSection6InEveryCombination) {
  expect_agreement(settling_table(),
                   [](const Combination& c) { return std::string(to_text(settle(view_of(c)))); });
}

TEST(Settling, CommitsAPausedCopyOnlyOnTheWordOfAnAbsentSourceThatIsAMember) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (said != Settlement::target_owns || v.target == Seen::executing) return;
    EXPECT_EQ(v.target, Seen::paused);
    EXPECT_EQ(v.source, Seen::absent);
    EXPECT_TRUE(v.source_is_member);
  });
}

TEST(Settling, NeverCommitsAnIncompleteOrDeadCopy) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (v.target == Seen::incomplete || v.target == Seen::dead) {
      EXPECT_NE(said, Settlement::target_owns);
    }
  });
}

TEST(Settling, NeverRollsBackOrCondemnsWhileTheTargetExecutes) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (v.target != Seen::executing) return;
    EXPECT_NE(said, Settlement::source_owns);
    EXPECT_NE(said, Settlement::condemn);
    EXPECT_NE(said, Settlement::nowhere);
  });
}

TEST(Settling, NeverPassesASourceThatMayExecute) {
  for_every_view([](const SettlingView& v, Settlement said) {
    const bool may_execute =
        v.source_is_member ? v.source == Seen::unknown || is_active(v.source) : is_active(v.source);
    if (!may_execute) return;
    EXPECT_NE(said, Settlement::condemn);
    EXPECT_NE(said, Settlement::nowhere);
  });
}

TEST(Settling, SaysNowhereOnlyWhenBothSidesAreProvenInactiveOrFenced) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (said != Settlement::nowhere) return;
    EXPECT_TRUE(proves_inactive(v.source) || !v.source_is_member);
    EXPECT_TRUE(proves_inactive(v.target) || !v.target_is_member);
    EXPECT_FALSE(is_active(v.source) || is_active(v.target));
  });
}

TEST(Settling, GivesTheDomainToTheSourceOnlyWhenACopyIsSeenThere) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (said == Settlement::source_owns) {
      EXPECT_TRUE(v.source_is_member && is_active(v.source));
    }
  });
}

TEST(Settling, WaitsOnlyWhileThereIsTimeAndKeepsMovingOnlyAfterIt) {
  for_every_view([](const SettlingView& v, Settlement said) {
    if (said == Settlement::wait) {
      EXPECT_FALSE(v.out_of_time);
    }
    if (said == Settlement::keep_moving) {
      EXPECT_TRUE(v.out_of_time);
    }
  });
}

}  // namespace
}  // namespace xvm::oracle
