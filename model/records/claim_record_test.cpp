#include "model/records/claim_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/json/samples.hpp"
#include "model/records/example_records.hpp"
#include "model/records/named_claim.hpp"

namespace xvm::records {
namespace {

using testing::HasSubstr;

const NodeId no_node = NodeId::none;
constexpr NodeId n1{0};
constexpr NodeId n2{1};
constexpr NodeId beyond{3};  // example_nodes has three

ClaimRecord with_claim(const Claim& claim) {
  ClaimRecord record = Example<ClaimRecord>::value();
  record.claim = claim;
  return record;
}

// Every combination of state, owner, other and resume_owed, good and bad.
std::vector<Claim> all_claims() {
  std::vector<Claim> claims;
  for (const ClaimState state : json::samples<ClaimState>()) {
    for (const NodeId owner : {no_node, n1, n2, beyond}) {
      for (const NodeId other : {no_node, n1, n2, beyond}) {
        for (const bool owed : {false, true}) {
          for (const std::uint32_t epoch : {0u, 1u, 7u, UINT32_MAX}) {
            claims.push_back({epoch, state, owner, other, owed});
          }
        }
      }
    }
  }
  return claims;
}

// What the functions of vocabulary/claim.hpp can make for two nodes of three.
bool is_made_by_the_vocabulary(const Claim& c) {
  const Claim before{c.epoch - 1, ClaimState::held, n1, no_node, false};
  for (const NodeId a : {n1, n2}) {
    if (c == held(before, a) || c == released(before, a) || c == condemned(before, a)) return true;
    const NodeId b = a == n1 ? n2 : n1;
    for (const bool owed : {false, true}) {
      if (c == held_after_migration(before, a, b, owed) || c == moving(before, a, b)) return true;
    }
  }
  return false;
}

TEST(ClaimRecord, IsWrittenAndReadBackExactlyForTheClaimsThatExist) {
  int written = 0;
  for (const Claim& claim : all_claims()) {
    const auto text = print_claim(with_claim(claim), example_nodes());
    ASSERT_EQ(text.ok(), claim.epoch != 0 && is_made_by_the_vocabulary(claim))
        << to_text(claim.state) << " " << claim.epoch << " " << index(claim.owner) << " "
        << index(claim.other) << " " << claim.resume_owed;
    if (!text) continue;
    ++written;
    const auto back = parse_claim(*text, claim.epoch, example_nodes());
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(back->claim, claim);
  }
  // Two owners: held, held after a migration with and without debt, moving, released, condemned.
  EXPECT_EQ(written, 3 * 2 * 6);
}

TEST(ClaimRecord, NamesNodesSoThatAnEditedNodeListDoesNotSwapOwners) {
  const auto text = print_claim(with_claim(held(Claim{}, n1)), example_nodes());
  EXPECT_EQ(parse_claim(*text, 1, *NodeNames::of({"n2", "n1"}))->claim.owner, n2);
}

TEST(ClaimRecord, NamingANodeOutsideTheNodeListIsToldApart) {
  const auto text = print_claim(with_claim(held(Claim{}, n2)), example_nodes());
  const auto read = parse_claim(*text, 1, *NodeNames::of({"n1", "n3"}));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::unknown_node);
  EXPECT_THAT(read.error().text, HasSubstr("names node n2, which is not in the node list (n1 n3)"));
}

TEST(ClaimRecord, UnderAFileNameOfAnotherEpochIsRefused) {
  const auto text = Example<ClaimRecord>::print(Example<ClaimRecord>::value());
  EXPECT_THAT(parse_claim(*text, 8, example_nodes()).error().text,
              HasSubstr("of epoch 7, but its file name says 8"));
}

TEST(ClaimRecord, LooksLikeThis) {
  EXPECT_EQ(*Example<ClaimRecord>::print(Example<ClaimRecord>::value()), R"({
  "record": "claim",
  "format": 1,
  "claim": {
    "epoch": 7,
    "state": "held",
    "owner": "n2",
    "other": "n1",
    "resume_owed": true
  },
  "nonce": "f00d",
  "writer": "n1",
  "resource": "web-rs",
  "uuid": "4dea22b3-1d52-d8f3-2516-782e98ab3fa0",
  "written": "then"
}
)");
}

TEST(ClaimRecord, FoundInPlaceOfOursIsOursOnlyWithOurNonce) {
  const ClaimRecord mine = Example<ClaimRecord>::value();
  ClaimRecord same_claim_by_another = mine;
  same_claim_by_another.nonce = "beef";
  ClaimRecord same_nonce_other_claim = mine;
  same_nonce_other_claim.claim.resume_owed = false;
  EXPECT_EQ(judge_existing(mine, mine), LinkOutcome::won);
  EXPECT_EQ(judge_existing(mine, same_claim_by_another), LinkOutcome::lost);
  EXPECT_EQ(judge_existing(mine, same_nonce_other_claim), LinkOutcome::lost);
}

TEST(ClaimRecord, NeedsANonceAWriterAResourceAndAUuid) {
  for (std::string ClaimRecord::*part :
       {&ClaimRecord::nonce, &ClaimRecord::writer, &ClaimRecord::resource, &ClaimRecord::uuid}) {
    for (const char* bad : {"", "two words", "../up", "\x7f"}) {
      ClaimRecord record = Example<ClaimRecord>::value();
      record.*part = bad;
      EXPECT_FALSE(print_claim(record, example_nodes())) << bad;
    }
  }
}

TEST(NodeNames, AreDifferentWordsAndNoMoreThanNodesExist) {
  std::vector<std::string> many;
  for (unsigned i = 0; i < max_nodes; ++i) many.push_back(fmt::format("n{}", i));
  EXPECT_TRUE(NodeNames::of(many));
  many.push_back("last");
  EXPECT_FALSE(NodeNames::of(many));
  EXPECT_FALSE(NodeNames::of({}));
  EXPECT_FALSE(NodeNames::of({"n1", "n1"}));
  EXPECT_FALSE(NodeNames::of({"n1", ""}));
}

TEST(NodeNames, MapBothWaysAndKnowNoOthers) {
  const NodeNames names = example_nodes();
  for (const NodeId node : names.all()) EXPECT_EQ(names.id_of(*names.name_of(node)), node);
  EXPECT_EQ(names.all().size(), 3);
  EXPECT_EQ(names.name_of(beyond), std::nullopt);
  EXPECT_EQ(names.name_of(no_node), std::nullopt);
  EXPECT_EQ(names.id_of("n4"), std::nullopt);
}

}  // namespace
}  // namespace xvm::records
