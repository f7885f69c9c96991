#include "model/decisions/enforcement.hpp"

#include "model/decisions/oracle_table.hpp"

namespace xvm::oracle {
namespace {

// "Fenced" is said of a node that is no member and from which nothing active answers; the rows with
// a fenced node that shows an active copy cannot happen, and are written so that no order is
// promised.
Table enforcement_table() {
  return Table({column<Seen>("owner"), yes_no("o_fenced"), column<Seen>("other"),
                yes_no("t_fenced"), yes_no("tried"), yes_no("over")},
               R"(
    let ACTIVE  = executing/paused/incomplete/dead
    let STALE   = paused/incomplete/dead
    let COPY    = paused/incomplete
    let OFF     = absent/defined
    let NO_DEBT = executing/dead
    owner   o_fenced other     t_fenced tried over

    ; "(any, executing): swap to T", also from an owner that crashed: R4.
    dead    *        executing *        *     no   -> swap-owner
    dead    *        executing *        *     yes  -> give-up
    ; "success" and "(executing, other): destroy T's copy or record the debt". To a dead owner nothing is owed either.
    NO_DEBT *        OFF       *        *     *    -> pay
    NO_DEBT *        *         yes      *     *    -> pay
    NO_DEBT *        ACTIVE    *        no    no   -> clear-other
    NO_DEBT *        *         *        *     *    -> pay-with-debt

    ; "(any, executing): swap to T": the copy that executes owns; it is never destroyed (R4).
    *       *        executing *        *     no   -> swap-owner
    *       *        executing *        *     yes  -> give-up

    ; "(paused or incomplete, other): destroy T's copy and prove it gone, then resume S".
    *       *        STALE     *        no    no   -> clear-other
    *       *        STALE     *        yes   no   -> wait       ; time must pass between two tries
    *       *        STALE     *        *     yes  -> give-up
    *       *        unknown   no       *     no   -> wait       ; silence is no proof (R2)
    *       *        unknown   no       *     yes  -> give-up

    ; The other copy is gone.
    OFF     *        *         *        *     *    -> let-go     ; (-, -)
    *       yes      *         *        *     *    -> let-go     ; (-, -): no member, fencing is assumed
    COPY    *        *         *        no    no   -> resume-owner ; R7: after the claim was swapped
    COPY    *        *         *        yes   no   -> wait
    COPY    *        *         *        *     yes  -> give-up    ; the claim keeps saying that a resume is owed
    unknown *        *         *        *     no   -> wait
    unknown *        *         *        *     yes  -> give-up
  )");
}

EnforcementView view_of(const Combination& c) {
  return {.owner = static_cast<Seen>(c[0]),
          .owner_fenced = c[1] != 0,
          .other = static_cast<Seen>(c[2]),
          .other_fenced = c[3] != 0,
          .tried = c[4] != 0,
          .out_of_time = c[5] != 0};
}

template <class Check>
void for_every_view(Check check) {
  for (std::size_t i = 0; i < 7 * 7 * 16; ++i) {
    const EnforcementView v =
        view_of({i % 7, i / 49 & 1, i / 7 % 7, i / 98 & 1, i / 196 & 1, i / 392 & 1});
    SCOPED_TRACE(std::string(to_text(v.owner)) + "/" + std::string(to_text(v.other)) + " " +
                 std::to_string(i));
    check(v, enforce(v));
  }
}

TEST(Enforcement, FollowsItsTableInEveryCombination) {
  expect_agreement(enforcement_table(),
                   [](const Combination& c) { return std::string(to_text(enforce(view_of(c)))); });
}

TEST(Enforcement, NeverResumesTheOwnerBeforeTheOtherCopyIsProvenGone) {
  for_every_view([](const EnforcementView& v, Enforcement said) {
    if (said != Enforcement::resume_owner) return;
    EXPECT_TRUE(proves_inactive(v.other) || v.other_fenced);
    EXPECT_FALSE(is_active(v.other));
    EXPECT_TRUE(is_paused_copy(v.owner));
  });
}

TEST(Enforcement, NeverDestroysAnExecutingCopyUnlessTheOwnerExecutes) {
  for_every_view([](const EnforcementView& v, Enforcement said) {
    if (said == Enforcement::clear_other && v.other == Seen::executing) {
      EXPECT_EQ(v.owner, Seen::executing);
    }
  });
}

TEST(Enforcement, ActsOnlyOnceBetweenTwoPausesAndNeverOutOfTime) {
  for_every_view([](const EnforcementView& v, Enforcement said) {
    if (said != Enforcement::clear_other && said != Enforcement::resume_owner) return;
    EXPECT_FALSE(v.tried);
    EXPECT_FALSE(v.out_of_time);
  });
}

TEST(Enforcement, LetsGoOnlyWhenNoCopyIsLeft) {
  for_every_view([](const EnforcementView& v, Enforcement said) {
    if (said != Enforcement::let_go) return;
    EXPECT_TRUE(proves_inactive(v.owner) || v.owner_fenced);
    EXPECT_TRUE(proves_inactive(v.other) || v.other_fenced);
  });
}

TEST(Enforcement, EndsWhenTimeIsOver) {
  for_every_view([](const EnforcementView& v, Enforcement said) {
    if (v.out_of_time) {
      EXPECT_NE(said, Enforcement::wait);
      EXPECT_NE(said, Enforcement::swap_owner);
    }
  });
}

}  // namespace
}  // namespace xvm::oracle
