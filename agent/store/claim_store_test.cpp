#include "agent/store/claim_store.hpp"

#include <gmock/gmock.h>

#include "agent/store/injected_fault.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

constexpr NodeId n1{0};
constexpr NodeId n2{1};
const std::string uuid = "4dea22b3-1d52-d8f3-2516-782e98ab3fa0";
const std::string other_uuid = "4dea22b3-1d52-d8f3-2516-782e98ab3fa1";

class Claims : public RealFolder {
 protected:
  Claims() { EXPECT_TRUE(AdminFolder(path_, "web").create()); }
  ClaimStore store(const ClaimIdentity& identity = {"web", uuid, "n1"},
                   std::vector<std::string> nodes = {"n1", "n2"}) const {
    return {AdminFolder(path_, "web"), *records::NodeNames::of(std::move(nodes)), identity};
  }
  LinkOutcome link(const Claim& next) const { return store().link(next, "then").linked.outcome; }
  // Why the newest claim cannot be read; "readable" when it can.
  static std::string complaint(const ClaimStore& claims) {
    const auto [read, note] = claims.read();
    return read.outcome == StoreOutcome::ok ? "readable" : note;
  }
};

TEST_F(Claims, AreNoneAtFirst) {
  const auto [read, note] = store().read();
  EXPECT_EQ(read, (ClaimRead{StoreOutcome::ok, Claim{}}));
}

TEST_F(Claims, AreReadAsTheyWereLinked) {
  const Claim first = held({}, n1);
  const Claim second = moving(first, n1, n2);
  const Claim third = held_after_migration(second, n2, n1, true);
  for (const Claim& next : {first, second, third}) {
    EXPECT_EQ(link(next), LinkOutcome::won);
    EXPECT_EQ(store().read().read, (ClaimRead{StoreOutcome::ok, next}));
  }
}

TEST_F(Claims, AreLostToAnotherActorOfTheSameEpoch) {
  EXPECT_EQ(link(held({}, n2)), LinkOutcome::won);
  EXPECT_EQ(link(held({}, n2)), LinkOutcome::lost);  // the same claim, but another nonce
}

TEST_F(Claims, AreWonThoughTheAnswerOfTheServerIsLost) {
  const InjectedFault fault(Call::link, {.error = EEXIST, .done_all_the_same = true});
  EXPECT_EQ(link(held({}, n1)), LinkOutcome::won);
}

TEST_F(Claims, AreUnknownWhenNobodyAnswers) {
  const InjectedFault fault(Call::link, {.error = ETIMEDOUT});
  EXPECT_EQ(link(held({}, n1)), LinkOutcome::unknown);
}

TEST_F(Claims, AreNotLinkedOutOfOrderOrForUnknownNodes) {
  EXPECT_EQ(link({5, ClaimState::held, n1, NodeId::none, false}), LinkOutcome::failed);
  EXPECT_EQ(link(held({}, NodeId{7})), LinkOutcome::failed);
  EXPECT_EQ(store().read().read.newest, Claim{});
}

TEST_F(Claims, AreUnreadableWhenTheNewestIsTornAndNotTakenFromTheOneBefore) {
  const Claim first = held({}, n1);
  (void)link(first);
  (void)link(released(first, n1));
  const std::string newest = "web/" + records::claim_name(2);
  const std::string whole = get(newest);
  for (const std::size_t length : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
    put(newest, whole.substr(0, length));
    EXPECT_THAT(complaint(store()), HasSubstr(newest)) << length;
  }
}

TEST_F(Claims, AreUnreadableWhenCopiedToAnotherEpoch) {
  (void)link(held({}, n1));
  put("web/" + records::claim_name(2), get("web/" + records::claim_name(1)));
  EXPECT_THAT(complaint(store()), HasSubstr("claim.0000000002"));
}

TEST_F(Claims, AreUnreadableWhenOfAnotherResourceOrDomainOrNode) {
  (void)link(held({}, n2));
  EXPECT_THAT(complaint(store({"db", uuid, "n1"})), HasSubstr("of resource 'web', not 'db'"));
  EXPECT_THAT(complaint(store({"web", other_uuid, "n1"})), HasSubstr("for domain " + uuid));
  EXPECT_THAT(complaint(store({"web", uuid, "n1"}, {"n1", "n3"})), HasSubstr("n2"));
  EXPECT_EQ(complaint(store({"web", "", "n1"})), "readable");
}

TEST_F(Claims, AreUnreadableWhenTheFolderIsGone) {
  std::filesystem::remove_all(path_ + "/web");
  EXPECT_THAT(complaint(store()), HasSubstr("cannot open folder"));
  EXPECT_EQ(link(held({}, n1)), LinkOutcome::failed);
}

}  // namespace
}  // namespace xvm::agent
