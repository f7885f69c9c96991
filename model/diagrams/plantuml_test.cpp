#include "model/diagrams/plantuml.hpp"

#include "model/diagrams/every_row_test.hpp"

namespace xvm::diagrams {
namespace {

class PlantUml : public testing::TestWithParam<TableView> {};

TEST_P(PlantUml, DeclaresEveryState) {
  const std::string text = plantuml_of(GetParam());
  for (std::string_view state : GetParam().states) {
    EXPECT_EQ(line_of(text, "state " + std::string(state) + "\n"), "state " + std::string(state));
  }
}

TEST_P(PlantUml, DrawsEveryRow) {
  const std::string text = plantuml_of(GetParam());
  for (const RowView& row : GetParam().rows) {
    if (row.target == RowView::stays) {
      const std::string internal = std::string(row.source_name) + " : ";
      for (const std::string& part : label_lines(row)) {
        EXPECT_NE(text.find("\n" + internal + part + "\n"), std::string::npos) << part;
      }
    } else {
      expect_label(line_of(text, arrow_begin(row)), row);
    }
  }
}

TEST_P(PlantUml, IsFramedBeginsAndEnds) {
  const std::string text = plantuml_of(GetParam());
  EXPECT_EQ(text.rfind("@startuml\n", 0), 0u);
  EXPECT_NE(text.find("\n[*] --> Idle\n"), std::string::npos);
  EXPECT_NE(text.find("\nDone --> [*]\n@enduml\n"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Model, PlantUml, testing::ValuesIn(catalogue()),
                         [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace xvm::diagrams
