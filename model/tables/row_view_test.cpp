#include "model/tables/row_view.hpp"

#include "model/tables/building_blocks.hpp"
#include "model/tables/catalogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm {
namespace {

MATCHER(HasDigit, "has a digit") {
  return std::any_of(arg.begin(), arg.end(), [](char c) { return c >= '0' && c <= '9'; });
}

TEST(ReadableName, IsTheSameWhateverCompilerPrintedIt) {
  EXPECT_EQ(readable_name("xvm::StopTable::judge"), "judge");
  EXPECT_EQ(readable_name("&xvm::StopTable::judge"), "judge");
  EXPECT_EQ(readable_name("xvm::give<xvm::Return::blind>"), "give blind");
  EXPECT_EQ(readable_name("&(void xvm::give<xvm::Return::blind>(xvm::Context&, xvm::Outbox&))"),
            "give blind");
}

TEST(ReadableName, KeepsEveryTemplateArgument) {
  EXPECT_EQ(readable_name("xvm::finish<xvm::Result::failed, xvm::Reason::job_busy>"),
            "finish failed job busy");
}

TEST(ReadableName, SpellsEnumeratorsThatADemangledNameNumbers) {
  EXPECT_EQ(
      readable_name(
          "&(void xvm::finish<(xvm::Result)1, (xvm::Reason)13>(xvm::Context&, xvm::Outbox&))"),
      "finish failed nothing arrived");
}

TEST(ReadableName, LeavesTheNumberOfAnEnumerationThatItDoesNotKnow) {
  EXPECT_EQ(readable_name("&(void xvm::paint<(xvm::Colour)1>(xvm::Context&, xvm::Outbox&))"),
            "paint Colour 1");
}

TEST(RowViews, SayStaysOfARowWhoseTargetIsItsOwnState) {
  int staying = 0;
  for (const TableView& table : catalogue()) {
    for (const RowView& row : table.rows) {
      EXPECT_EQ(row.target == RowView::stays, row.target_name == row.source_name) << table.name;
      staying += row.target == RowView::stays;
    }
  }
  EXPECT_GT(staying, 0);
}

// Both compilers run this: clang 14 left "give" of it when the name came from __PRETTY_FUNCTION__.
TEST(ValueName, KeepsTemplateArgumentsWithEveryCompiler) {
  EXPECT_EQ((value_name<give<Return::overtaken>>()), "give overtaken");
  EXPECT_EQ((value_name<finish<Result::failed, Reason::job_busy>>()), "finish failed job busy");
  EXPECT_EQ((value_name<is<Timer::settle_limit>>()), "is settle limit");
  EXPECT_EQ((value_name<is_saved<Exported>>()), "is saved Exported");
  EXPECT_EQ((value_name<act_on_subject<Verb::undefine>>()), "act on subject undefine");
  EXPECT_EQ((value_name<observe_here>()), "observe here");
  EXPECT_EQ((value_name<Return::on_target>()), "on-target");
}

TEST(ValueName, HasNoNumberInAnyRowOfAnyTable) {
  for (const TableView& table : catalogue()) {
    for (const RowView& row : table.rows) {
      for (const std::string& name : row.guards)
        EXPECT_THAT(name, testing::Not(HasDigit())) << table.name;
      for (const std::string& name : row.actions)
        EXPECT_THAT(name, testing::Not(HasDigit())) << table.name;
    }
  }
}

}  // namespace
}  // namespace xvm
