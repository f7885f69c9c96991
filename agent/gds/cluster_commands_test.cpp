#include "agent/gds/cluster_commands.hpp"

#include "agent/gds/fake_cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const ClusterQuestion state_of_group{"scha_resourcegroup_get", {"-O", "RG_STATE", "-G", "web-rg"}};

class ClusterCommand : public FakeCluster {
 protected:
  ClusterAnswer ask(std::uint32_t bound_ms = 20'000) const {
    return ClusterCommands(settings(), bound_ms).ask(state_of_group);
  }
  // Fails that often with the given words, then answers ONLINE.
  void fails_first(int times, const std::string& how) const {
    does("RG_STATE", "echo >> '" + at("n") + "'; [ $(wc -l < '" + at("n") + "') -gt " +
                         std::to_string(times) + " ] || { " + how + "; }; echo ONLINE");
  }
};

TEST_F(ClusterCommand, GivesItsLines) {
  const ClusterAnswer a = ask();
  EXPECT_EQ(a.end, AnswerEnd::given);
  EXPECT_THAT(a.lines, ElementsAre("PENDING_OFFLINE"));
  EXPECT_EQ(said(), "scha_resourcegroup_get -O RG_STATE -G web-rg\n");
}

TEST_F(ClusterCommand, IsAskedAgainASecondAfterAChangedConfiguration) {
  fails_first(2, "exit 7");
  const TimeTaken time;
  EXPECT_THAT(ask().lines, ElementsAre("ONLINE"));
  EXPECT_GE(time.ms(), 2'000);
}

TEST_F(ClusterCommand, IsAskedAgainLaterAndLaterWhileTheClusterReconfigures) {
  fails_first(3, "exit 5");
  const TimeTaken time;
  EXPECT_THAT(ask().lines, ElementsAre("ONLINE"));
  EXPECT_GE(time.ms(), 100 + 200 + 400);
}

TEST_F(ClusterCommand, IsAskedAgainWhileTheGroupIsBusy) {
  fails_first(1, "exit 9");
  EXPECT_EQ(ask().end, AnswerEnd::given);
}

TEST_F(ClusterCommand, NamesItsErrorWhereNumbersDiffer) {
  fails_first(1, "echo 'scha: SCHA_ERR_RECONF: reconfiguring' >&2; exit 77");
  EXPECT_EQ(ask().end, AnswerEnd::given);
}

TEST_F(ClusterCommand, ThatIsBusyUntilTheDeadlineGivesNoAnswer) {
  does("RG_STATE", "exit 5");
  const TimeTaken time;
  const ClusterAnswer a = ask(1'000);
  EXPECT_EQ(a.end, AnswerEnd::none);
  EXPECT_THAT(a.note, HasSubstr("asked "));
  EXPECT_LT(time.ms(), 1'900);
}

TEST_F(ClusterCommand, ThatRefusesIsNotAskedAgain) {
  is_no_tag("RG_STATE");
  const ClusterAnswer a = ask();
  EXPECT_EQ(a.end, AnswerEnd::refused);
  EXPECT_EQ(a.note, at("scha_resourcegroup_get") + " exits with 4: SCHA_ERR_TAG");
  EXPECT_EQ(said(), "scha_resourcegroup_get -O RG_STATE -G web-rg\n");
}

TEST_F(ClusterCommand, ThatPrintsAndFailsHasSaidNothing) {
  does("RG_STATE", "echo ONLINE; exit 18");
  EXPECT_THAT(ask().lines, testing::IsEmpty());
}

TEST_F(ClusterCommand, ThatHangsOrDiesOrIsMissingGivesNoAnswer) {
  hangs("RG_STATE");
  const TimeTaken time;
  EXPECT_EQ(ask(300).end, AnswerEnd::none);
  EXPECT_LT(time.ms(), 5'000);
  does("RG_STATE", "echo ONLINE; kill -SEGV $$");
  EXPECT_EQ(ask().end, AnswerEnd::none);
  std::filesystem::remove(at("scha_resourcegroup_get"));
  const ClusterAnswer missing = ask();
  EXPECT_EQ(missing.end, AnswerEnd::none);
  EXPECT_FALSE(missing.started);
  EXPECT_THAT(missing.note, HasSubstr("No such file or directory"));
}

TEST_F(ClusterCommand, IsNotAskedAfterTheDeadline) {
  const ClusterCommands cluster(settings(), 0);
  EXPECT_EQ(cluster.ask(state_of_group).end, AnswerEnd::none);
  EXPECT_EQ(said(), "");
}

TEST_F(ClusterCommand, ThatHangsTakesNoTimeFromItsNeighbours) {
  hangs("RG_STATE");
  std::vector<ClusterQuestion> questions{state_of_group};
  for (int i = 0; i < 20; ++i) questions.push_back({"scha_cluster_get", {"-O", "ALL_NODENAMES"}});
  const std::vector<ClusterAnswer> answers = ClusterCommands(settings(), 2'000).ask_all(questions);
  EXPECT_EQ(answers[0].end, AnswerEnd::none);
  for (std::size_t i = 1; i < answers.size(); ++i) {
    EXPECT_THAT(answers[i].lines, ElementsAre("n1", "n2", "n3")) << i;
  }
}

TEST_F(ClusterCommand, SeesTheEnvironmentOfTheAgentInPlainEnglish) {
  ::setenv("XVM_SEEN", "yes", 1);
  ::setenv("LANG", "de_DE.UTF-8", 1);
  does("RG_STATE", "echo \"$XVM_SEEN $LC_ALL ${LANG-none}\"");
  EXPECT_THAT(ask().lines, ElementsAre("yes C none"));
}

TEST_F(ClusterCommand, OfPmfHasNumbersOfItsOwn) {
  does("pmfadm-q", "exit 7");
  const ClusterAnswer a = ClusterCommands(settings(), 20'000).ask({"pmfadm", {"-q", "tag"}});
  EXPECT_EQ(a.end, AnswerEnd::refused);
  EXPECT_EQ(said(), "pmfadm -q tag\n");
}

TEST_F(ClusterCommand, IsPresentWhereItsFolderIs) {
  EXPECT_TRUE(cluster_commands_present(path_));
  EXPECT_FALSE(cluster_commands_present(at("none")));
  EXPECT_FALSE(cluster_commands_present(at("pmfadm")));
  EXPECT_TRUE(cluster_commands_present(path_ + "/" + std::string(5'000, 'x')));  // cannot be told
}

}  // namespace
}  // namespace xvm::agent
