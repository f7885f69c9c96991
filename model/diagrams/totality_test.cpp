#include "model/diagrams/totality.hpp"

#include <gtest/gtest.h>

namespace xvm::diagrams {
namespace {

const TableView& act_table() { return catalogue().back(); }

std::size_t event_of(std::string_view name) {
  constexpr auto names = NamesOf<AllEvents>::value;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  return names.size();
}

std::size_t state_of(const TableView& table, std::string_view name) {
  for (std::size_t i = 0; i < table.states.size(); ++i) {
    if (table.states[i] == name) return i;
  }
  return table.states.size();
}

std::string mark(std::string_view state, std::string_view event) {
  return mark_of(act_table(), state_of(act_table(), state), event_of(event));
}

TEST(Totality, MarksARowWithoutGuardAsTaken) { EXPECT_EQ(mark("Acting", "Acted"), "T"); }
TEST(Totality, CountsTheRowsWithGuards) { EXPECT_EQ(mark("Rereading", "ClaimRead"), "G4"); }
TEST(Totality, MarksWhatNoRowAnswersAsImpossible) { EXPECT_EQ(mark("Done", "ClaimRead"), "-"); }

TEST(Totality, HasALineForEveryState) {
  EXPECT_EQ(totality_matrix(act_table()),
            "| state | ClaimRead | Acted | Called |\n"
            "|---|---|---|---|\n"
            "| Idle | - | - | T |\n"
            "| Rereading | G4 | - | - |\n"
            "| Acting | - | T | - |\n"
            "| Done | - | - | - |\n");
}

TEST(Totality, ListsTheEventsThatHaveNoColumn) {
  const std::string text = impossible_everywhere(act_table());
  EXPECT_NE(text.find("Migrated"), std::string::npos);
  EXPECT_EQ(text.find("ClaimRead"), std::string::npos);
}

}  // namespace
}  // namespace xvm::diagrams
