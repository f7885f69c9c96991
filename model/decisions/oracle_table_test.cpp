#include "model/decisions/oracle_table.hpp"
#include "model/vocabulary/observation.hpp"

#include <gtest/gtest-spi.h>

namespace xvm::oracle {
namespace {

Table sample() {
  return Table({column<Witness>("witness"), yes_no("tried")}, R"(
    let KNOWN = alive/gone
    witness tried
    gone    *     -> stopped        ; a comment
    KNOWN   no    -> act once
    !KNOWN  *     -> wait
    *       *     -> give up
  )");
}

std::string by_hand(const Combination& c) {
  if (c[0] == 2) return "stopped";
  if (c[0] == 0) return "wait";
  return c[1] == 0 ? "act once" : "give up";
}

TEST(OracleTable, TakesTheFirstRowThatMatches) {
  const Table table = sample();
  EXPECT_EQ(table.row({2, 0}).verdict, "stopped");
  EXPECT_EQ(table.row({1, 0}).verdict, "act once");
  EXPECT_EQ(table.row({1, 1}).verdict, "give up");
  EXPECT_EQ(table.row({0, 1}).verdict, "wait");
}

TEST(OracleTable, ComparesEveryCombination) {
  std::size_t asked = 0;
  expect_agreement(sample(), [&](const Combination& c) {
    ++asked;
    return by_hand(c);
  });
  EXPECT_EQ(asked, 6u);
}

TEST(OracleTable, ReportsADecisionThatDisagreesInOneCombination) {
  EXPECT_NONFATAL_FAILURE(expect_agreement(sample(),
                                           [](const Combination& c) {
                                             return c[0] == 1 && c[1] == 1 ? "wait" : by_hand(c);
                                           }),
                          "1 disagreements");
}

TEST(OracleTable, ReportsARowThatNoCombinationNeeds) {
  EXPECT_NONFATAL_FAILURE(expect_agreement(Table({yes_no("a")}, "* -> x\n yes -> x"),
                                           [](const Combination&) { return "x"; }),
                          "rows that no combination needs");
}

TEST(OracleTable, RefusesWordsAndCellsThatItDoesNotKnow) {
  EXPECT_THROW(Table({yes_no("a")}, "perhaps -> x"), std::runtime_error);
  EXPECT_THROW(Table({yes_no("a")}, "yes yes -> x"), std::runtime_error);
  EXPECT_THROW(Table({yes_no("a")}, "b\n* -> x"), std::runtime_error);
  EXPECT_THROW(Table({yes_no("a")}, "yes -> x").row({0}), std::runtime_error);
}

}  // namespace
}  // namespace xvm::oracle
