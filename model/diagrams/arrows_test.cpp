#include "model/diagrams/arrows.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::diagrams {
namespace {

using testing::ElementsAre;

RowView row(std::string_view source, std::string_view target, std::vector<std::string> guards,
            std::vector<std::string> actions) {
  RowView r;
  r.source_name = source;
  r.target_name = target;
  r.event_name = "Heard";
  r.guards = std::move(guards);
  r.actions = std::move(actions);
  return r;
}

TableView table_of(std::vector<RowView> rows) { return {Table::act, "act", rows, {}, nullptr}; }

TEST(Label, HasEventGuardsAndActionsInTheOrderOfUml) {
  EXPECT_EQ(label_of(row("A", "B", {"is good", "is late"}, {"note", "ask"})),
            "Heard [is good and is late] / note, ask");
}

TEST(Label, LeavesOutWhatARowHasNot) { EXPECT_EQ(label_of(row("A", "B", {}, {})), "Heard"); }

TEST(Label, IsBrokenBeforeTheActionsWhenItIsLong) {
  EXPECT_THAT(label_lines(row("A", "B", {"a guard of some length"}, {"an action of some length"})),
              ElementsAre("Heard [a guard of some length]", "  / an action of some length"));
}

TEST(Arrows, RowsBetweenTheSameStatesShareOne) {
  const auto arrows = arrows_of(
      table_of({row("A", "B", {"x"}, {}), row("A", "C", {}, {}), row("A", "B", {"y"}, {})}));
  ASSERT_EQ(arrows.size(), 2u);
  EXPECT_THAT(arrows[0].lines, ElementsAre("Heard [x]", "Heard [y]"));
  EXPECT_THAT(arrows[1].lines, ElementsAre("Heard"));
}

TEST(Arrows, LeaveRowsThatStayToTheState) {
  RowView stays = row("A", "A", {}, {"note"});
  stays.target = RowView::stays;
  EXPECT_TRUE(arrows_of(table_of({stays})).empty());
  EXPECT_EQ(stays_of(table_of({stays})).size(), 1u);
}

}  // namespace
}  // namespace xvm::diagrams
