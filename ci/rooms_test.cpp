#include "ci/rooms/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::rooms {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

SourceFile file(std::string path, std::string text) { return {std::move(path), std::move(text)}; }

// --- each rule can fail --------------------------------------------------------------------------

struct Case {
  const char* path;
  const char* included;
  bool allowed;
};

TEST(Includes, FollowTheDirectionOfTheRooms) {
  for (const Case& c :
       {Case{"model/a.cpp", "agent/b.hpp", false}, Case{"model/a_test.cpp", "fakes/b.hpp", false},
        Case{"model/a.cpp", "model/b.hpp", true}, Case{"fakes/a.hpp", "model/b.hpp", true},
        Case{"fakes/a.hpp", "sim/b.hpp", false}, Case{"agent/a.cpp", "sim/b.hpp", false},
        Case{"agent/a.cpp", "fakes/b.hpp", false}, Case{"agent/a_test.cpp", "fakes/b.hpp", true},
        Case{"agent/a_test_context.hpp", "fakes/b.hpp", true},
        Case{"agent/contract/a.hpp", "fakes/b.hpp", true},
        Case{"agent/a_test.cpp", "sim/b.hpp", false}, Case{"sim/a.cpp", "fakes/b.hpp", true},
        Case{"sim/a_test.cpp", "agent/b.hpp", false}, Case{"proptests/a.cpp", "agent/b.hpp", true},
        Case{"ci/a.cpp", "sim/b.hpp", true}}) {
    const auto quoted = file(c.path, "#include \"" + std::string(c.included) + "\"\n");
    const auto angled = file(c.path, "#include <" + std::string(c.included) + ">\n");
    EXPECT_THAT(check_includes(quoted), SizeIs(c.allowed ? 0 : 1)) << c.path << " " << c.included;
    EXPECT_THAT(check_includes(angled), SizeIs(c.allowed ? 0 : 1)) << c.path << " " << c.included;
  }
}

TEST(Includes, AreWrittenFromTheRootOfTheCheckout) {
  EXPECT_THAT(check_includes(file("agent/a.cpp", "\n#include \"b.hpp\"\n")),
              ElementsAre(HasSubstr("agent/a.cpp:2: include b.hpp from the root")));
  EXPECT_THAT(check_includes(file("agent/a.cpp", "#include <vector>\n")), IsEmpty());
}

TEST(Purity, FindsClocksFilesEnvironmentThreadsAndChance) {
  for (const char* code : {"auto t = std::chrono::system_clock::now();", "steady_clock::now()",
                           "std::random_device d;", "int i = rand();", "std::getenv(\"HOME\")",
                           "std::ifstream f(path);", "fopen(p, \"r\")", "#include <filesystem>",
                           "#include <thread>", "time(nullptr)", "int fd = ::open(p, 0);"}) {
    EXPECT_THAT(check_purity(file("model/a.cpp", code)), SizeIs(1)) << code;
    EXPECT_THAT(check_purity(file("model/a_test.cpp", code)), IsEmpty()) << code;
    EXPECT_THAT(check_purity(file("agent/a.cpp", code)), IsEmpty()) << code;
  }
}

TEST(Purity, LeavesCommentsStringsAndOtherWordsAlone) {
  for (const char* text :
       {"// rand() and fopen", "/* getenv\n time( */", "auto s = \"time(\";", "settle_time(c);",
        "out_of_time(c)", "std::ostream& out", "is_open(x)", "int n = 600'000; // time("}) {
    EXPECT_THAT(check_purity(file("model/a.cpp", text)), IsEmpty()) << text;
  }
}

TEST(Length, EndsAt800Lines) {
  const std::string line = "int i;\n";
  std::string text;
  for (int i = 0; i < 800; ++i) text += line;
  EXPECT_THAT(check_length(file("sim/a.cpp", text)), IsEmpty());
  EXPECT_THAT(check_length(file("sim/a.cpp", text + line)), SizeIs(1));
  EXPECT_THAT(check_length(file("docs/a.md", text + line)), IsEmpty());
}

TEST(Width, EndsAt100ColumnsAnd200InAnUnformattedTable) {
  const std::string fits(100, 'x');
  const std::string row(200, 'x');
  EXPECT_THAT(check_width(file("sim/a.cpp", fits + "\n")), IsEmpty());
  EXPECT_THAT(check_width(file("sim/a.cpp", fits + "x\n")), SizeIs(1));
  const std::string off = "// clang-format off\n";
  EXPECT_THAT(check_width(file("model/tables/a_table.hpp", off + row + "\n")), IsEmpty());
  EXPECT_THAT(check_width(file("model/tables/a_table.hpp", off + row + "x\n")), SizeIs(1));
  EXPECT_THAT(check_width(file("model/tables/a_table.hpp", row + "\n")), SizeIs(1));
  EXPECT_THAT(check_width(file("sim/a.cpp", off + "// clang-format on\n" + row)), SizeIs(1));
}

TEST(Width, Allows200ColumnsInsideARawString) {
  const std::string row(200, 'x');
  EXPECT_THAT(check_width(file("sim/a.cpp", "auto s = R\"(\n" + row + "\n)\";\n")), IsEmpty());
  EXPECT_THAT(check_width(file("sim/a.cpp", "auto s = R\"(\n" + row + "x\n)\";\n")), SizeIs(1));
  EXPECT_THAT(check_width(file("sim/a.cpp", "// " + row + "\n")), SizeIs(1));
}

TEST(Width, Allows200ColumnsInAHereDocument) {
  const std::string row(200, 'x');
  EXPECT_THAT(check_width(file("ci/a.sh", "cat <<END\n" + row + "\nEND\n")), IsEmpty());
  EXPECT_THAT(check_width(file("ci/a.sh", "cat <<END\n" + row + "x\nEND\n")), SizeIs(1));
  EXPECT_THAT(check_width(file("ci/a.sh", "cat <<END\nEND\n" + row + "\n")), SizeIs(1));
}

TEST(Width, CountsCharactersNotBytes) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "\xc3\xa9";
  EXPECT_THAT(check_width(file("sim/a.cpp", text)), IsEmpty());
}

TEST(Names, SaySomething) {
  for (const char* path : {"agent/util/a.cpp", "agent/string_utils.cpp", "sim/helpers.hpp",
                           "sim/common.hpp", "agent/store_manager.cpp", "ci/misc/a.sh",
                           "agent/package/util/helpers", "agent/util/package"}) {
    EXPECT_THAT(check_names(file(path, "")), SizeIs(1)) << path;
  }
  for (const char* path : {"sim/cluster_manager.hpp", "agent/lock_manager.cpp", "model/a.hpp",
                           "agent/package/util/xvm_config"}) {
    EXPECT_THAT(check_names(file(path, "")), IsEmpty()) << path;
  }
}

TEST(Banner, HasPathPurposeAndThreadRule) {
  const std::string whole = "// sim/a.hpp\n//\n// Purpose: x\n// Thread rule: y\n#pragma once\n";
  EXPECT_THAT(check_banner(file("sim/a.hpp", whole)), IsEmpty());
  const std::string running = "// sim/a.hpp (tests)\n// Purpose: x. Thread\n// rule: y\n";
  EXPECT_THAT(check_banner(file("sim/a.hpp", running)), IsEmpty());
  EXPECT_THAT(check_banner(file("sim/b.hpp", whole)), ElementsAre(HasSubstr("// sim/b.hpp")));
  EXPECT_THAT(check_banner(file("sim/a.hpp", "// sim/a.hpp\n// Thread rule: y\n")),
              ElementsAre(HasSubstr("Purpose")));
  EXPECT_THAT(check_banner(file("sim/a.hpp", "// sim/a.hpp\n// Purpose: x\n\n// Thread rule: y\n")),
              ElementsAre(HasSubstr("Thread rule")));
}

Complaints rows(const std::string& text) {
  return check_rows(file("model/tables/a_table.hpp", text));
}

TEST(Rows, HaveACommentInTheirGroupThatNamesASectionOrARule) {
  EXPECT_THAT(rows("    // Section 5: x\n    Row<A>,\n    Row<B>,\n"), IsEmpty());
  EXPECT_THAT(rows("    // R14: x\n    Row<A>,\n    // more\n    Row<B>,\n"), IsEmpty());
  EXPECT_THAT(rows("    // S1b: x\n    Row<A>,\n"), IsEmpty());
  EXPECT_THAT(rows("    Row<A>,\n"), SizeIs(1));
  EXPECT_THAT(rows("    // because\n    Row<A>,\n"), SizeIs(1));
  EXPECT_THAT(rows("    Row<A>,\n    // R1: too late\n"), SizeIs(1));
  EXPECT_THAT(rows("    // R1: x\n    Row<A>,\n\n    Row<B>,\n"),
              ElementsAre(HasSubstr("a_table.hpp:4:")));
}

TEST(Leftovers, AreFoundInCommentsAndCode) {
  EXPECT_THAT(check_leftovers(file("sim/a.cpp",
                                   "// TO"
                                   "DO later\n")),
              SizeIs(1));
  EXPECT_THAT(check_leftovers(file("ci/a.sh",
                                   "# FIX"
                                   "ME\n")),
              SizeIs(1));
  EXPECT_THAT(check_leftovers(file("ci/a.sh", "mktemp /tmp/a.XXXXXX\n")), IsEmpty());
}

TEST(Leftovers, AreTestsSkippedWithoutAReason) {
  EXPECT_THAT(check_leftovers(file("sim/a_test.cpp", "\n  GTEST_SKIP();\n")),
              ElementsAre(HasSubstr("a_test.cpp:2:")));
  EXPECT_THAT(check_leftovers(file("sim/a_test.cpp", "GTEST_SKIP()\n    << \"no root\";")),
              IsEmpty());
}

// --- the tree keeps them -------------------------------------------------------------------------

const std::vector<SourceFile>& tree() {
  static const std::vector<SourceFile> files = read_tree(XVM_SOURCE_DIR);
  return files;
}

TEST(Tree, WasRead) {
  EXPECT_GT(tree().size(), 150u);
  for (const SourceFile& f : tree()) {
    EXPECT_THAT(f.path, testing::Not(testing::StartsWith("build/")));
    EXPECT_THAT(f.path, testing::Not(testing::StartsWith("ci/cache/")));
  }
}

struct NamedRule {
  const char* name;
  Rule check;
  friend void PrintTo(const NamedRule& rule, std::ostream* out) { *out << rule.name; }
};

class TreeKeeps : public testing::TestWithParam<NamedRule> {};

TEST_P(TreeKeeps, TheRule) {
  for (const SourceFile& f : tree()) {
    for (const std::string& complaint : GetParam().check(f)) ADD_FAILURE() << complaint;
  }
}

INSTANTIATE_TEST_SUITE_P(
    House, TreeKeeps,
    testing::Values(NamedRule{"includes", check_includes}, NamedRule{"purity", check_purity},
                    NamedRule{"length", check_length}, NamedRule{"width", check_width},
                    NamedRule{"names", check_names}, NamedRule{"banner", check_banner},
                    NamedRule{"rows", check_rows}, NamedRule{"leftovers", check_leftovers}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace xvm::rooms
