#include "model/diagrams/mermaid.hpp"

#include "model/diagrams/every_row_test.hpp"

#include <regex>
#include <set>
#include <sstream>

namespace xvm::diagrams {
namespace {

class Mermaid : public testing::TestWithParam<TableView> {
 protected:
  const std::string text = mermaid_of(GetParam());
};

TEST_P(Mermaid, DrawsEveryRow) {
  for (const RowView& row : GetParam().rows) {
    expect_label(line_of(text, "  " + arrow_begin(row)), row);
  }
}

TEST_P(Mermaid, NamesEveryState) {
  for (std::string_view state : GetParam().states) {
    EXPECT_NE(text.find(" " + std::string(state) + " "), std::string::npos) << state;
  }
}

// What Mermaid's grammar accepts of stateDiagram-v2, as far as it is used here: a label ends at a
// colon or semicolon, and two arrows between the same states would hide one another.
TEST_P(Mermaid, HasOnlyLinesThatItsGrammarReads) {
  const std::regex arrow(R"(  (\[\*\]|\w+) --> (\[\*\]|\w+)( : [^:;#{}%"]+)?)");
  std::istringstream lines(text);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(line, "stateDiagram-v2");
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(line.rfind("  %% ", 0), 0u);
  std::set<std::string> seen;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(std::regex_match(line, arrow)) << line;
    EXPECT_TRUE(seen.insert(line.substr(0, line.find(" : "))).second) << "drawn twice: " << line;
  }
}

INSTANTIATE_TEST_SUITE_P(Model, Mermaid, testing::ValuesIn(catalogue()),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace xvm::diagrams
