#include "agent/gds/switch_target.hpp"

#include <gmock/gmock.h>

#include "agent/process/command_folder_test_context.hpp"
#include "agent/store/claim_store.hpp"
#include "model/records/switch_hint.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class SwitchHintFile : public CommandFolder {
 protected:
  SwitchHintFile() {
    EXPECT_TRUE(admin().create());
    claim(1);
  }
  AdminFolder admin() const { return {path_, "web-rs"}; }
  static records::NodeNames names() { return *records::NodeNames::of({"n1", "n2"}); }
  void claim(std::uint32_t epoch) const {
    const ClaimIdentity identity{"web-rs", "4dea22b3-1d52-d8f3-2516-782e98ab3fa0", "n1"};
    const Claim next{epoch, ClaimState::held, NodeId{0}, NodeId::none, false};
    EXPECT_EQ(ClaimStore(admin(), names(), identity).link(next, "then").linked.outcome,
              LinkOutcome::won);
  }
  void hint(const std::string& resource, const std::string& target, std::uint32_t epoch) const {
    const records::SwitchHint hint{resource, target, "n1", epoch, "then"};
    EXPECT_TRUE(admin().write_hint(*records::print_record(hint)));
  }
  SwitchTarget read() const { return hinted_target(admin(), names(), "web-rs"); }
  std::string why_not() const {
    EXPECT_EQ(read().target, std::nullopt);
    return read().note;
  }
};

TEST_F(SwitchHintFile, NamesTheTarget) {
  hint("web-rs", "n2", 1);
  EXPECT_EQ(read().target, NodeId{1});
  EXPECT_EQ(read().note, "");
}

TEST_F(SwitchHintFile, NeedNotBeThere) { EXPECT_EQ(why_not(), ""); }

TEST_F(SwitchHintFile, OfAnOlderClaimDoesNotCount) {
  hint("web-rs", "n2", 1);
  claim(2);
  EXPECT_THAT(why_not(), HasSubstr("written for claim 1, the newest is 2"));
}

TEST_F(SwitchHintFile, OfAnotherResourceDoesNotCount) {
  hint("db-rs", "n2", 1);
  EXPECT_THAT(why_not(), HasSubstr("'db-rs'"));
}

TEST_F(SwitchHintFile, ThatNamesAStrangerDoesNotCount) {
  hint("web-rs", "n9", 1);
  EXPECT_THAT(why_not(), HasSubstr("'n9' is no node of n1 n2"));
}

TEST_F(SwitchHintFile, ThatIsDamagedDoesNotCount) {
  EXPECT_TRUE(admin().write_hint("{\"record\":\"switch"));
  EXPECT_THAT(why_not(), HasSubstr("does not count"));
}

TEST_F(SwitchHintFile, DoesNotCountWhenTheClaimCannotBeRead) {
  hint("web-rs", "n2", 0);  // as if no claim were there
  std::filesystem::remove(admin().path() + "/claim.0000000001");
  put("web-rs/claim.0000000001", "torn", 0600);
  EXPECT_THAT(why_not(), HasSubstr("claim.0000000001"));
}

TEST_F(SwitchHintFile, OfAnAdminThatIsAwayDoesNotCount) {
  std::filesystem::remove_all(admin().path());
  EXPECT_THAT(why_not(), HasSubstr("web-rs"));
}

}  // namespace
}  // namespace xvm::agent
