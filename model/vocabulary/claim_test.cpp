#include "model/vocabulary/claim.hpp"

#include "model/decisions/three_nodes.hpp"

#include <gtest/gtest.h>

namespace xvm::oracle {
namespace {

TEST(Claim, OfADomainThatNobodyEverClaimedHasEpochZeroAndNamesNobody) {
  const Claim none;
  EXPECT_EQ(none.epoch, 0u);
  EXPECT_EQ(none.state, ClaimState::none);
  EXPECT_FALSE(none.unsettled());
  EXPECT_TRUE(none.named().empty());
}

TEST(Claim, IsAlwaysFollowedByExactlyTheNextEpoch) {
  for (Claim newest : every_claim()) {
    for (const std::uint32_t epoch : {0u, 1u, 41u, 4'000'000'000u}) {
      newest.epoch = epoch;
      EXPECT_EQ(held(newest, self).epoch, epoch + 1);
      EXPECT_EQ(moving(newest, self, peer).epoch, epoch + 1);
      EXPECT_EQ(held_after_migration(newest, peer, self, true).epoch, epoch + 1);
      EXPECT_EQ(released(newest, self).epoch, epoch + 1);
      EXPECT_EQ(condemned(newest, peer).epoch, epoch + 1);
    }
  }
}

TEST(Claim, InheritsNothingButTheEpochFromTheClaimBefore) {
  for (const Claim& newest : every_claim()) {
    const std::uint32_t next = newest.epoch + 1;
    const NodeId none = NodeId::none;
    EXPECT_EQ(held(newest, self), (Claim{next, ClaimState::held, self, none, false}));
    EXPECT_EQ(moving(newest, self, peer), (Claim{next, ClaimState::moving, self, peer, false}));
    EXPECT_EQ(held_after_migration(newest, peer, self, true),
              (Claim{next, ClaimState::held, peer, self, true}));
    EXPECT_EQ(held_after_migration(newest, peer, self, false),
              (Claim{next, ClaimState::held, peer, self, false}));
    EXPECT_EQ(released(newest, self), (Claim{next, ClaimState::released, self, none, false}));
    EXPECT_EQ(condemned(newest, peer), (Claim{next, ClaimState::condemned, peer, none, false}));
  }
}

TEST(Claim, NamesTheNodesThatMustBeProvenInactive) {
  const Claim old{6, ClaimState::released, third, NodeId::none, false};
  EXPECT_EQ(held(old, peer).named(), NodeSet::of(peer));
  EXPECT_EQ(moving(old, self, peer).named(), NodeSet::of(self).with(peer));
  EXPECT_EQ(condemned(old, peer).named(), NodeSet::of(peer));
  EXPECT_EQ(released(old, peer).named(), NodeSet{});  // it wrote that it is not active any more
}

// While a resume is owed the far end may still hold its copy; once nothing is owed it was proven
// gone.
TEST(Claim, NamesTheFarEndOfAMigrationUntilNothingIsOwed) {
  const Claim old;
  EXPECT_EQ(held_after_migration(old, peer, self, true).named(), NodeSet::of(self).with(peer));
  EXPECT_EQ(held_after_migration(old, peer, self, false).named(), NodeSet::of(peer));
}

TEST(Claim, IsUnsettledWhileMovingOrWhileAResumeIsOwed) {
  for (const Claim& claim : every_claim()) {
    EXPECT_EQ(claim.unsettled(), unfinished(claim)) << name(claim);
    EXPECT_EQ(claim.is_moving(), claim.state == ClaimState::moving) << name(claim);
  }
}

TEST(Claim, IsHeldByItsOwnerOnly) {
  for (const Claim& claim : every_claim()) {
    for (NodeId n : three) {
      const bool holds = claim.state == ClaimState::held && claim.owner == n;
      EXPECT_EQ(claim.held_by(n), holds) << name(claim) << name(n);
    }
  }
}

TEST(Claim, MovesFromItsOwnerAndNotFromItsTarget) {
  const Claim claim = moving(Claim{}, self, peer);
  EXPECT_TRUE(claim.moving_from(self));
  EXPECT_FALSE(claim.moving_from(peer));
  EXPECT_FALSE(held_after_migration(Claim{}, self, peer, true).moving_from(self));
}

TEST(Claim, InvolvesBothEndsOfAMigrationAndNobodyElse) {
  const Claim claim = moving(Claim{}, self, peer);
  EXPECT_TRUE(claim.involves(self));
  EXPECT_TRUE(claim.involves(peer));
  EXPECT_FALSE(claim.involves(third));
}

TEST(Claim, MigratedAwayFromTheNodeThatIsTheFarEndOfAHolder) {
  for (const Claim& claim : every_claim()) {
    for (NodeId n : three) {
      const bool away = claim.state == ClaimState::held && claim.other == n && claim.owner != n;
      EXPECT_EQ(claim.migrated_away_from(n), away) << name(claim) << name(n);
    }
  }
}

// A rolled back migration: the source holds again, so nothing went away from it.
TEST(Claim, DidNotMigrateAwayFromASourceThatHoldsItAgain) {
  const Claim rolled_back = held_after_migration(Claim{}, self, peer, false);
  EXPECT_FALSE(rolled_back.migrated_away_from(self));
}

}  // namespace
}  // namespace xvm::oracle
