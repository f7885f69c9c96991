#include "model/records/claim_name.hpp"

#include <gtest/gtest.h>

namespace xvm::records {
namespace {

TEST(ClaimName, ReturnsEveryEpochUnchanged) {
  for (const std::uint32_t epoch : {1u, 9u, 10u, 4294967295u}) {
    EXPECT_EQ(epoch_of_claim_name(claim_name(epoch)), epoch);
  }
}

TEST(ClaimName, SortsLikeItsEpoch) {
  EXPECT_EQ(claim_name(9), "claim.0000000009");
  EXPECT_LT(claim_name(9), claim_name(10));
  EXPECT_LT(claim_name(999999999), claim_name(4294967295u));
}

TEST(ClaimName, IsTheOnlyNameOfItsEpoch) {
  for (const char* name :
       {"claim.7", "claim.00000000007", "claim.0000000007~", "claim.0000000007.tmp",
        ".claim.0000000007", "Claim.0000000007", "claim.+000000007", "claim.000000007x", "claim.",
        "claim", "", "claim.0000000000", "claim.4294967296", "claim. 000000007"}) {
    EXPECT_EQ(epoch_of_claim_name(name), std::nullopt) << name;
  }
}

}  // namespace
}  // namespace xvm::records
