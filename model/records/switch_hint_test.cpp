#include "model/records/switch_hint.hpp"

#include <gtest/gtest.h>

#include "model/records/example_records.hpp"

namespace xvm::records {
namespace {

TEST(SwitchHint, CountsForTheClaimThatItWasWrittenFor) {
  const SwitchHint hint = Example<SwitchHint>::value();
  const Claim newest{7, ClaimState::held, NodeId{0}, NodeId::none, false};
  EXPECT_EQ(target_of(hint, newest, example_nodes()), NodeId{1});
  EXPECT_EQ(target_of(hint, held(newest, NodeId{0}), example_nodes()), std::nullopt);
  EXPECT_EQ(target_of(hint, Claim{}, example_nodes()), std::nullopt);
}

TEST(SwitchHint, ToANodeOutsideTheNodeListIsNoTarget) {
  SwitchHint hint = Example<SwitchHint>::value();
  hint.target = "n9";
  const Claim newest{7, ClaimState::held, NodeId{0}, NodeId::none, false};
  EXPECT_EQ(target_of(hint, newest, example_nodes()), std::nullopt);
}

}  // namespace
}  // namespace xvm::records
