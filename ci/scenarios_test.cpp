// Every scenario goes as its file expects, and would fail if it did not. scenarios/README.md cannot
// fall behind the files: it lists every one of them, names none that is not there, and no sentence
// of the design and no failed migration is left out.
#include "ci/scenarios/catalogue.hpp"
#include "ci/scenarios/spoiling.hpp"
#include "sim/replay/perform.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

namespace xvm::scenarios {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const fs::path source = XVM_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const Catalogue& all() {
  static const Catalogue listed = list_scenarios(source / "scenarios");
  return listed;
}

const std::string& page() {
  static const std::string text = text_of(source / "scenarios/README.md");
  return text;
}

// From the heading that begins with `heading` up to the next one of its kind.
std::string chapter(const std::string& heading) {
  const std::size_t begin = page().find("\n" + heading);
  if (begin == std::string::npos) return "";
  return page().substr(begin, page().find("\n## ", begin + 1) - begin);
}

// What stands between `open` and `close`, each time.
std::vector<std::string> between(const std::string& text, const std::string& open,
                                 const std::string& close) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::size_t end = text.find(close, at);
    if (end == std::string::npos) break;
    found.push_back(text.substr(at, end - at));
  }
  return found;
}

std::vector<std::string> first_cells(const std::string& text) {
  return between(text, "\n| ", " |");
}

// Cuts "row" out of `Row{"row", ...}` of the tables that were measured.
std::vector<std::string> measured_rows() {
  const std::string test = text_of(source / "fakes/node/migration_test.cpp");
  return between(test.substr(0, test.find("// \"Flags\"")), "Row{\"", "\"");
}

// Sentences of the design that say what a cluster does.
std::vector<std::string> sentences() {
  static const std::set<std::string> of_files{"3.9", "4.10", "5.13", "6.7"};
  std::vector<std::string> found;
  const std::string design = text_of(source / "docs/design-2008.md");
  for (const std::string& number : first_cells(design.substr(0, design.find("## 7 to 12 Files")))) {
    const bool behaviour = number[0] >= '1' && number[0] <= '6' && number[0] != '2';
    if (behaviour && !of_files.contains(number)) found.push_back(number);
  }
  return found;
}

// Stories that do not go as they should yet stand apart, and say so.
bool is_open(const Listed& file) { return file.path.rfind("open/", 0) == 0; }

// Cluster managers that the simulated cluster has.
std::vector<sim::EngineWord> engines_of(const sim::Scenario& s) {
  std::vector<sim::EngineWord> simulated;
  for (const sim::EngineWord engine : s.engines) {
    if (engine != sim::EngineWord::pacemaker) simulated.push_back(engine);
  }
  return simulated;
}

bool goes_well(const sim::Scenario& s) {
  for (const sim::EngineWord engine : engines_of(s)) {
    if (sim::perform(s, engine, s.seed).problem) return false;
  }
  return true;
}

// The sanitizers' build is not optimised: a part of the files shows the same there.
#ifdef XVM_SANITIZED
constexpr std::size_t every = 8;
#else
constexpr std::size_t every = 1;
#endif

// A folder with one scenario, gone with the test.
class Folder : public testing::Test {
 protected:
  Folder() { fs::create_directories(root_ / "cluster"); }
  ~Folder() override { fs::remove_all(root_); }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(root_ / "cluster" / name) << text;
  }

  const fs::path root_ = fs::path(testing::TempDir()) / "xvm-scenarios-test";
  const std::string good_ =
      "name: a\ndescription: b | c\norigin: d\nengine: gds\nnodes: n1\ndomain: web\n\n"
      "expect web runs on n1\n";
};
using Listing = Folder;

TEST_F(Listing, TakesWhatItSaysFromTheHeader) {
  put("first.scn", good_);
  EXPECT_THAT(chapter_of(list_scenarios(root_)),
              HasSubstr("### cluster\n\n| file | what it shows | origin |\n|---|---|---|\n"
                        "| [first](cluster/first.scn) | b \\| c | d |\n"));
}

TEST_F(Listing, NamesAFileThatCannotBeUnderstood) {
  put("first.scn", good_ + "nonsense\n");
  EXPECT_THAT(list_scenarios(root_).problems, Contains(HasSubstr("cluster/first.scn:9:")));
}

TEST_F(Listing, TouchesNoOtherChapter) {
  put("first.scn", good_);
  const std::string listed = chapter_of(list_scenarios(root_));
  EXPECT_EQ(with_chapter("# Page\n\n## 7 The files\nold\n", listed), "# Page\n\n" + listed);
}

TEST(Scenarios, CanAllBeUnderstood) { EXPECT_THAT(all().problems, IsEmpty()); }

TEST(Scenarios, AreManyAndEachHasItsOwnName) {
  std::set<std::string> names;
  for (const Listed& file : all().files) names.insert(file.scenario.name);
  EXPECT_EQ(names.size(), all().files.size());
  EXPECT_GE(names.size(), 80u);
}

TEST(Scenarios, AllExpectSomething) {
  for (const Listed& file : all().files) {
    bool expects = false;
    for (const sim::Statement& s : file.scenario.statements) {
      expects = expects || std::holds_alternative<sim::Expectation>(s.what);
    }
    EXPECT_TRUE(expects) << file.path;
  }
}

TEST(Scenarios, GoAsExpected) {
  unsigned performed = 0;
  for (const Listed& file : all().files) {
    if (is_open(file)) continue;
    for (const sim::EngineWord engine : engines_of(file.scenario)) {
      const sim::Performance p = sim::perform(file.scenario, engine, file.scenario.seed);
      ++performed;
      EXPECT_FALSE(p.problem) << text_of(file.path, *p.problem);
    }
  }
  EXPECT_GE(performed, 80u);
}

TEST(Scenarios, FailWhenWhatTheyExpectDoesNotCome) {
  for (std::size_t i = 0; i < all().files.size(); i += every) {
    const Listed& file = all().files[i];
    if (is_open(file) || engines_of(file.scenario).empty()) continue;
    std::size_t failures = 0;
    for (const Spoiled& spoiled : spoil_each(file.scenario)) {
      const bool well = goes_well(spoiled.scenario);
      if (!well) ++failures;
      EXPECT_FALSE(well && spoiled.at_a_moment) << file.path << ':' << spoiled.line;
    }
    EXPECT_GT(failures, 0u) << file.path;
  }
}

TEST(ReadmeOfScenarios, ListsEveryFile) {
  EXPECT_TRUE(page() == with_chapter(page(), chapter_of(all())))
      << "renew it with: xvm-scenarios --write scenarios";
}

TEST(ReadmeOfScenarios, NamesFilesThatExist) {
  for (const std::string& file : between(page(), "`", "`")) {
    if (file.ends_with(".scn") && file.find('/') != std::string::npos) {
      EXPECT_TRUE(fs::exists(source / "scenarios" / file)) << file;
    }
  }
}

TEST(ReadmeOfScenarios, CoversEverySentenceOfTheDesign) {
  const std::vector<std::string> covered = first_cells(chapter("## 1 "));
  EXPECT_GT(sentences().size(), 35u);
  for (const std::string& number : sentences()) EXPECT_THAT(covered, Contains(number));
}

TEST(ReadmeOfScenarios, CoversEveryFailedMigration) {
  const std::vector<std::string> covered = first_cells(chapter("## 2 "));
  EXPECT_GT(measured_rows().size(), 35u);
  for (const std::string& row : measured_rows()) EXPECT_THAT(covered, Contains(row));
}

}  // namespace
}  // namespace xvm::scenarios
