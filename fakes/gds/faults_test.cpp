#include "fakes/gds/faults.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

namespace xvm::fakes::gds {
namespace {

class Faults : public ::testing::Test {
 protected:
  Faults() {
    std::string pattern = (std::filesystem::temp_directory_path() / "faults.XXXXXX").string();
    folder_ = {::mkdtemp(pattern.data()), "A"};
  }
  ~Faults() override { std::filesystem::remove_all(folder_.path); }

  void add(const std::string& line) { EXPECT_EQ(add_fault(folder_, line), ""); }
  // -1: no fault.
  int suffer(const std::string& command, const std::string& optag = "RG_STATE") {
    Call call{.folder = folder_, .name = command, .words = {"-O", optag}};
    return suffer_fault(call).value_or(-1);
  }

  StateFolder folder_;
};

TEST_F(Faults, AnswerAsManyTimesAsTheyCount) {
  add("scha_resourcegroup_get count=2 answer=SEQID");
  EXPECT_EQ(suffer("scha_resourcegroup_get"), exit_code(SchaError::seqid));
  EXPECT_EQ(suffer("scha_resourcegroup_get"), exit_code(SchaError::seqid));
  EXPECT_EQ(suffer("scha_resourcegroup_get"), -1);
}

TEST_F(Faults, HitTheNamedCommandOptagAndNodeOnly) {
  add("scha_resource_get optag=status node=A answer=RECONF");
  EXPECT_EQ(suffer("scha_cluster_get", "STATUS"), -1);
  EXPECT_EQ(suffer("scha_resource_get", "TYPE"), -1);
  folder_.node = "B";
  EXPECT_EQ(suffer("scha_resource_get", "STATUS"), -1);
  folder_.node = "A";
  EXPECT_EQ(suffer("scha_resource_get", "STATUS"), exit_code(SchaError::reconf));
}

TEST_F(Faults, StayWhenTheyCountAlways) {
  add("* count=always answer=STATE");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(suffer("scha_control"), exit_code(SchaError::state));
}

TEST_F(Faults, GiveAnyExitCode) {
  add("clrg answer=77");
  EXPECT_EQ(suffer("clrg"), 77);
}

TEST_F(Faults, AreUsedInTheOrderOfTheirLines) {
  add("x answer=CHECKS");
  add("x answer=SEQID");
  EXPECT_EQ(suffer("x"), exit_code(SchaError::checks));
  EXPECT_EQ(suffer("x"), exit_code(SchaError::seqid));
}

TEST_F(Faults, MakeAnAnswerLateButRight) {
  add("scha_cluster_get delay_ms=120");
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(suffer("scha_cluster_get"), -1);
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(120));
}

TEST_F(Faults, ThatAreNotUnderstoodAreRefusedWithTheWord) {
  EXPECT_NE(add_fault(folder_, "x answr=SEQID").find("answr=SEQID"), std::string::npos);
  EXPECT_NE(add_fault(folder_, "x answer=SEQUID").find("answer=SEQUID"), std::string::npos);
  EXPECT_NE(add_fault(folder_, "x count=-1").find("count=-1"), std::string::npos);
}

}  // namespace
}  // namespace xvm::fakes::gds
