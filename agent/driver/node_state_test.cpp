#include "agent/driver/node_state.hpp"

#include "agent/store/real_folder_test_context.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr NodeId n1{0};
constexpr NodeId n2{1};

Claim held_by(NodeId node, std::uint32_t epoch) {
  return {epoch, ClaimState::held, node, NodeId::none, false};
}
records::NodeNames names_of(std::vector<std::string> names) {
  return *records::NodeNames::of(std::move(names));
}

Emulator some_emulator() {
  return {1234, 567, "11111111-2222-4333-8444-555555555555", "pid:[4026531836]"};
}

class NodeStateTest : public RealFolder {
 protected:
  NodeStateTest() { EXPECT_TRUE(folder.create()); }
  NodeState with_nodes(std::vector<std::string> nodes) const {
    return {folder, "web-rs", names_of(std::move(nodes))};
  }
  std::size_t files_set_aside() const {
    std::size_t n = 0;
    for (const auto& e : std::filesystem::directory_iterator(folder.path())) {
      n += e.path().filename().string().rfind("state.damaged.", 0) == 0 ? 1 : 0;
    }
    return n;
  }

  LocalFolder folder{path_ + "/state", "web-rs"};
  NodeState state = with_nodes({"n1", "n2"});
};

TEST_F(NodeStateTest, IsEmptyBeforeAnythingWasRemembered) {
  EXPECT_EQ(state.last_seen(), Claim{});
  EXPECT_EQ(state.trouble(), "");
  EXPECT_FALSE(state.emulator());
  EXPECT_EQ(state.read().resource, "web-rs");
}

TEST_F(NodeStateTest, RemembersTheNewestClaimAcrossLives) {
  EXPECT_EQ(state.remember_claim(held_by(n2, 7)), "");
  EXPECT_EQ(with_nodes({"n1", "n2"}).last_seen(), held_by(n2, 7));
}

TEST_F(NodeStateTest, NeverReplacesAClaimByAnOlderOne) {
  state.remember_claim(held_by(n2, 7));
  EXPECT_EQ(state.remember_claim(held_by(n1, 6)), "");
  EXPECT_EQ(state.last_seen(), held_by(n2, 7));
}

TEST_F(NodeStateTest, FollowsTheNamesWhenTheNodeListIsReordered) {
  state.remember_claim(held_by(n2, 7));
  EXPECT_EQ(with_nodes({"n0", "n1", "n2"}).last_seen(), held_by(NodeId{2}, 7));
}

TEST_F(NodeStateTest, KnowsNoClaimWhoseNodeLeftTheList) {
  state.remember_claim(held_by(n2, 7));
  EXPECT_EQ(with_nodes({"n1"}).last_seen(), Claim{});
}

TEST_F(NodeStateTest, SaysThatItCannotNameTheNodeOfAClaim) {
  EXPECT_NE(state.remember_claim(held_by(NodeId{5}, 7)), "");
  EXPECT_EQ(state.last_seen(), Claim{});
}

TEST_F(NodeStateTest, RemembersWhichDomainTheUuidBelongsTo) {
  const std::string uuid = "11111111-2222-4333-8444-555555555555";
  EXPECT_EQ(state.remember_domain("web", uuid), "");
  EXPECT_EQ(state.read().domain, "web");
  EXPECT_EQ(state.read().uuid, uuid);
}

TEST_F(NodeStateTest, RemembersTheEmulatorOfTheLastStartAndWhenThatWas) {
  const Emulator emulator = some_emulator();
  EXPECT_EQ(state.remember_started(emulator), "");
  EXPECT_EQ(state.emulator(), emulator);
  ASSERT_TRUE(state.read().started);
  EXPECT_FALSE(records::grace_is_over(*state.read().started, stamp_now(), 3'600'000));
}

TEST_F(NodeStateTest, ForgetsTheEmulatorOfAnEarlierStartWhenNoneWasFound) {
  EXPECT_EQ(state.remember_started(some_emulator()), "");
  state.remember_started(std::nullopt);
  EXPECT_FALSE(state.emulator());
}

TEST_F(NodeStateTest, StampsTheFirstUnknownProbeOnly) {
  state.stamp_unknown(true);
  const auto first = state.read().unknown_since;
  ASSERT_TRUE(first);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  state.stamp_unknown(true);
  EXPECT_EQ(state.read().unknown_since, first);
}

TEST_F(NodeStateTest, ForgetsTheStampWhenAProbeCouldTell) {
  state.stamp_unknown(true);
  state.stamp_unknown(false);
  EXPECT_FALSE(state.read().unknown_since);
}

TEST_F(NodeStateTest, StampsNeverRunBackwards) {
  const records::Stamp before = stamp_now();
  const records::Stamp after = stamp_now();
  EXPECT_FALSE(before.boot.empty());
  EXPECT_EQ(before.boot, after.boot);
  EXPECT_LE(before.at_ms, after.at_ms);
}

records::OwedDebt debt(Debt kind) {
  return {.debt = kind, .node = "n1", .uuid = "11111111-2222-4333-8444-555555555555", .epoch = 7};
}

TEST_F(NodeStateTest, OwesADebtOnce) {
  EXPECT_EQ(state.add_debt(debt(Debt::undefine)), "");
  state.add_debt(debt(Debt::undefine));
  state.add_debt(debt(Debt::release));
  const records::LocalState now = state.read();
  EXPECT_THAT(now.debts, SizeIs(2));
  EXPECT_TRUE(records::owes(now, Debt::release));
}

TEST_F(NodeStateTest, ForgetsDebtsAndNothingElse) {
  state.remember_claim(held_by(n1, 7));
  state.add_debt(debt(Debt::release));
  EXPECT_EQ(state.forget_debts(), "");
  EXPECT_THAT(state.read().debts, IsEmpty());
  EXPECT_EQ(state.last_seen(), held_by(n1, 7));
}

TEST_F(NodeStateTest, KnowsTheCallsThatWereNotSeenToEnd) {
  EXPECT_EQ(state.begin_call("create", "n1"), "");
  EXPECT_EQ(state.begin_call("resume", "n1"), "");
  EXPECT_EQ(state.end_call("create"), "");
  EXPECT_THAT(state.read().calls, ElementsAre(Field(&records::PendingCall::call, "resume")));
}

TEST_F(NodeStateTest, EndsTheLastOfTwoCallsOfTheSameName) {
  state.begin_call("create", "n1");  // of a life that was killed
  state.begin_call("create", "n1");
  state.end_call("create");
  EXPECT_THAT(state.read().calls, ElementsAre(Field(&records::PendingCall::id, 1)));
}

TEST_F(NodeStateTest, EndingACallThatWasNeverBegunChangesNothing) {
  state.begin_call("create", "n1");
  EXPECT_EQ(state.end_call("resume"), "");
  EXPECT_THAT(state.read().calls, SizeIs(1));
}

TEST_F(NodeStateTest, ForgetsCallsWhenTheyAreProvenOver) {
  state.begin_call("create", "n1");
  EXPECT_EQ(state.forget_calls(), "");
  EXPECT_THAT(state.read().calls, IsEmpty());
}

TEST_F(NodeStateTest, LosesNothingWhenManyThreadsRemember) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { state.begin_call("create", "n1"); });
  for (std::thread& t : threads) t.join();
  EXPECT_THAT(state.read().calls, SizeIs(8));
}

// --- folders and files that are broken -----------------------------------------------------------

TEST_F(NodeStateTest, ADamagedFileCountsAsEmptyAndSaysSo) {
  put("state/web-rs/state", "{ torn");
  EXPECT_EQ(state.last_seen(), Claim{});
  EXPECT_NE(state.trouble(), "");
}

TEST_F(NodeStateTest, ADamagedFileIsSetAsideForPeopleAndDoesNotStopTheNextNote) {
  put("state/web-rs/state", "{ torn");
  state.remember_claim(held_by(n1, 7));
  EXPECT_EQ(state.last_seen(), held_by(n1, 7));
  EXPECT_EQ(state.trouble(), "");
  EXPECT_EQ(files_set_aside(), 1u);
}

TEST_F(NodeStateTest, AFolderThatIsGoneIsOneLineAndNoMore) {
  std::filesystem::remove_all(path_ + "/state");
  EXPECT_THAT(state.add_debt(debt(Debt::release)), HasSubstr(folder.path()));
  EXPECT_EQ(state.last_seen(), Claim{});
}

TEST_F(NodeStateTest, AFolderInPlaceOfTheStateFileIsTrouble) {
  std::filesystem::create_directory(folder.path() + "/state");
  EXPECT_NE(state.trouble(), "");
  EXPECT_NE(state.remember_claim(held_by(n1, 7)), "");
}

class ReadOnlyNodeState : public MountedFolder {};

TEST_F(ReadOnlyNodeState, SaysThatNothingCanBeRememberedAndIsReadAllTheSame) {
  const LocalFolder folder(path_ + "/state", "web-rs");
  ASSERT_TRUE(folder.create());
  const NodeState state(folder, "web-rs", names_of({"n1", "n2"}));
  state.remember_claim(held_by(n1, 7));
  ASSERT_TRUE(remount_read_only());
  EXPECT_NE(state.remember_claim(held_by(n1, 8)), "");
  EXPECT_EQ(state.last_seen(), held_by(n1, 7));
}

}  // namespace
}  // namespace xvm::agent
