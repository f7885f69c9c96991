#include "model/tables/enumeration.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

class EveryTable : public testing::TestWithParam<TableView> {};

TEST_P(EveryTable, AnswersEveryEventInEveryState) {
  const Counts counts = enumerate(GetParam());
  EXPECT_GT(counts.taken, 0u);
  EXPECT_GT(counts.impossible, 0u);
}

TEST_P(EveryTable, BeginsInIdleAndEndsInDone) {
  EXPECT_EQ(GetParam().states.front(), "Idle");
  EXPECT_EQ(GetParam().states.back(), "Done");
}

TEST_P(EveryTable, LeavesDoneByNoRow) {
  for (const RowView& row : GetParam().rows) EXPECT_NE(row.source_name, "Done");
}

INSTANTIATE_TEST_SUITE_P(Model, EveryTable, testing::ValuesIn(catalogue()),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace xvm
