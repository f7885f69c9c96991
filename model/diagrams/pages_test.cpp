#include "model/diagrams/pages.hpp"

#include "model/tables/catalogue.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace xvm::diagrams {
namespace {

const std::filesystem::path docs = XVM_DOCS_DIR;

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string readme() { return pages().back().text; }

TEST(MachinePages, InTheTreeAreCurrent) {
  for (const Page& page : pages()) {
    EXPECT_TRUE(text_of(docs / page.path) == page.text)
        << "docs/" << page.path << " is stale: renew it with: xvm-diagrams --write docs";
  }
}

TEST(MachinePages, AreTheOnlyFilesOfTheirFolder) {
  std::set<std::string> made;
  for (const Page& page : pages()) made.insert(page.path);
  for (const auto& file : std::filesystem::directory_iterator(docs / "machines")) {
    EXPECT_EQ(made.count("machines/" + file.path().filename().string()), 1u)
        << file.path() << " belongs to no table: remove it";
  }
}

TEST(MachinePages, OfATableAreTwoAndTheReadmeIsOne) {
  EXPECT_EQ(pages().size(), 2 * catalogue().size() + 1);
}

TEST(MachinePages, EmbedTheMermaidDiagramOfEveryTable) {
  for (const Page& page : pages()) {
    if (page.path.find(".mmd") == std::string::npos) continue;
    EXPECT_NE(readme().find("```mermaid\n" + page.text + "```\n"), std::string::npos) << page.path;
  }
}

TEST(MachinePages, TellTheNumberOfStatesAndRows) {
  for (const TableView& table : catalogue()) {
    const std::string counts = "It has " + std::to_string(table.states.size()) + " states and " +
                               std::to_string(table.rows.size()) + " rows.";
    EXPECT_NE(readme().find(counts), std::string::npos) << table.name;
  }
}

}  // namespace
}  // namespace xvm::diagrams
