#include "agent/store/claim_files.hpp"

#include <gmock/gmock.h>

#include "agent/store/injected_fault.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class ClaimFiles : public RealFolder {
 protected:
  ClaimFiles() : folder_(std::move(open_folder(path_).folder)) {}
  LinkEnd link(std::uint32_t epoch, const std::string& text = "ours") const {
    return link_claim_file(folder_, epoch, text).end;
  }
  void link_up_to(std::uint32_t epoch) const {
    for (std::uint32_t e = 1; e <= epoch; ++e)
      put(records::claim_name(e), "text " + std::to_string(e));
  }
  Folder folder_;
};

TEST_F(ClaimFiles, AreNoneInAnEmptyFolder) {
  const NewestClaimFile n = newest_claim_file(folder_);
  EXPECT_TRUE(n.status);
  EXPECT_EQ(n.epoch, 0u);
}

TEST_F(ClaimFiles, AreReadFromTheNewestEpoch) {
  link_up_to(11);
  EXPECT_EQ(newest_claim_file(folder_).text, "text 11");
  EXPECT_EQ(newest_claim_file(folder_).epoch, 11u);
}

TEST_F(ClaimFiles, IgnoreNamesAndTemporariesOfOthers) {
  link_up_to(2);
  put("claim.0000000003~", "editor");
  put(".tmp.00.claim.0000000004", "half");
  put("claim.5", "by hand");
  EXPECT_EQ(newest_claim_file(folder_).epoch, 2u);
}

TEST_F(ClaimFiles, AreUnreadableRatherThanOldWhenTheNewestIs) {
  link_up_to(2);
  std::filesystem::create_directory(path_ + "/" + records::claim_name(3));
  const NewestClaimFile n = newest_claim_file(folder_);
  EXPECT_FALSE(n.status);
  EXPECT_THAT(n.status.text, HasSubstr("claim.0000000003 is not a regular file"));
}

TEST_F(ClaimFiles, AreUnreadableWhenTheMediumFails) {
  link_up_to(2);
  const InjectedFault fault(Call::read, {.error = EIO});
  EXPECT_EQ(newest_claim_file(folder_).status.fault, FileFault::io);
}

TEST_F(ClaimFiles, AreUnreadableWhenTheFolderIsGone) {
  std::filesystem::remove(path_);
  EXPECT_EQ(newest_claim_file(folder_).status.fault, FileFault::missing);
  EXPECT_EQ(link(1), LinkEnd::failed);
}

TEST_F(ClaimFiles, AreLinkedOneAfterTheOther) {
  EXPECT_EQ(link(1), LinkEnd::linked);
  EXPECT_EQ(link(2), LinkEnd::linked);
  EXPECT_EQ(newest_claim_file(folder_).epoch, 2u);
}

TEST_F(ClaimFiles, AreLostToWhoeverLinkedTheEpochFirst) {
  link_up_to(3);
  EXPECT_EQ(link(3), LinkEnd::taken);
  EXPECT_EQ(get(records::claim_name(3)), "text 3");
}

TEST_F(ClaimFiles, AreWonWhenTheEpochHoldsOurNonce) {
  EXPECT_EQ(link(1, "nonce a"), LinkEnd::linked);
  EXPECT_EQ(link(1, "nonce a"), LinkEnd::linked);
}

TEST_F(ClaimFiles, LeaveNoGaps) {
  link_up_to(3);
  EXPECT_EQ(link(5), LinkEnd::failed);
  EXPECT_EQ(link(0), LinkEnd::taken);
  EXPECT_EQ(entries(), 3u);
}

TEST_F(ClaimFiles, HaveNoEpochZero) { EXPECT_EQ(link(0), LinkEnd::failed); }

TEST_F(ClaimFiles, DoNotReviveAPrunedEpoch) {
  link_up_to(50);
  ::unlink((path_ + "/" + records::claim_name(2)).c_str());
  EXPECT_EQ(link(2), LinkEnd::taken);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/" + records::claim_name(2)));
}

TEST_F(ClaimFiles, AreLostWhenNewerOnesAppearWhileTheyAreLinked) {
  const InjectedFault fault(Call::link,
                            {.meanwhile = [&] { put(records::claim_name(40), "newer"); }});
  EXPECT_EQ(link(1), LinkEnd::taken);
  EXPECT_EQ(InjectedFault::strikes(), 1);
}

TEST_F(ClaimFiles, ArePrunedOnlyFarBehindAndAFewAtATime) {
  link_up_to(100);
  prune_claim_files(folder_, 100);
  EXPECT_EQ(entries(), 92u);
  for (int i = 0; i < 20; ++i) prune_claim_files(folder_, 100);
  EXPECT_EQ(entries(), claims_kept);
  EXPECT_TRUE(std::filesystem::exists(path_ + "/" + records::claim_name(69)));
  EXPECT_FALSE(std::filesystem::exists(path_ + "/" + records::claim_name(68)));
}

TEST_F(ClaimFiles, AreAllKeptWhileTheyAreFew) {
  link_up_to(claims_kept);
  prune_claim_files(folder_, claims_kept);
  EXPECT_EQ(entries(), claims_kept);
}

}  // namespace
}  // namespace xvm::agent
