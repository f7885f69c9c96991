// The manual pages of control_xvm and ppkssh cannot fall behind the programs: each option that
// --help names has an entry, and each entry is such an option.
#include "agent/process/command_run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

using Names = std::set<std::string>;

struct Page {
  std::string program;
  std::string name;
};

std::string path_of(const Page& page) {
  return XVM_SOURCE_DIR "/agent/package/man/" + page.name + ".8";
}

Names options_in(const std::string& text) {
  static const std::regex option(R"((^|[^\w-])(--?[A-Za-z][\w-]*))");
  Names names;
  for (std::sregex_iterator at(text.begin(), text.end(), option), end; at != end; ++at) {
    names.insert((*at)[2]);
  }
  return names;
}

// "  -R,--resource TEXT REQUIRED name of the resource": the first word of a line.
Names options_of_help(const std::string& help) {
  Names names;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  -")) names.merge(options_in(line.substr(2, line.find(' ', 2) - 2)));
  }
  return names;
}

// The tags (the line after .TP) of the section OPTIONS, with plain dashes and without fonts.
Names options_of_page(std::istream& page) {
  static const std::regex fonts(R"(\\f.)");
  static const std::regex dash(R"(\\-)");
  Names names;
  bool in_options = false;
  bool is_tag = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with(".SH")) in_options = line == ".SH OPTIONS";
    const std::string plain = std::regex_replace(std::regex_replace(line, fonts, ""), dash, "-");
    if (in_options && is_tag) names.merge(options_in(plain));
    is_tag = line == ".TP";
  }
  return names;
}

std::string help_of(const std::string& program) {
  return run_command({.program = program, .words = {"--help"}}).output;
}

TEST(OptionsOfAPage, AreTheTagsOfItsSection) {
  std::istringstream page(
      ".SH OPTIONS\n.TP\n.BI \\-R \" R\" \"\\fR, \\fP\\-\\-re\\-source \" R\nas \\-\\-other\n"
      ".SH FILES\n.TP\n.B \\-x\n");
  EXPECT_EQ(options_of_page(page), (Names{"-R", "--re-source"}));
}

TEST(OptionsOfHelp, AreTheFirstWordsOfItsLines) {
  EXPECT_EQ(options_of_help("a -x\n  -R,--resource TEXT as --other\n      --deep\n  --quiet  b\n"),
            (Names{"-R", "--resource", "--quiet"}));
}

class ManualPage : public testing::TestWithParam<Page> {};

TEST_P(ManualPage, HasExactlyTheOptionsOfTheProgram) {
  const Names options = options_of_help(help_of(GetParam().program));
  std::ifstream page(path_of(GetParam()));
  EXPECT_GE(options.size(), 10u);
  EXPECT_EQ(options_of_page(page), options);
}

TEST_P(ManualPage, HasTheSectionsThatAnAdministratorLooksFor) {
  std::ifstream file(path_of(GetParam()));
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  for (const char* section : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "FILES",
                              "ENVIRONMENT", "EXAMPLES", "SEE ALSO"}) {
    EXPECT_THAT(page, HasSubstr("\n.SH " + std::string(section) + "\n"));
  }
}

TEST_P(ManualPage, IsFormattedWithoutAWarning) {
  if (::access("/usr/bin/man", X_OK) != 0) {
    std::cout << "skipped: no /usr/bin/man here\n";
    GTEST_SKIP() << "no /usr/bin/man here";
  }
  const CommandRun run =
      run_command({.program = "/usr/bin/man",
                   .words = {"--warnings", "-E", "UTF-8", "-l", "-Tutf8", path_of(GetParam())}});
  EXPECT_TRUE(run.succeeded()) << run.note;
  EXPECT_EQ(run.errors, "");
}

INSTANTIATE_TEST_SUITE_P(Programs, ManualPage,
                         testing::Values(Page{CONTROL_XVM, "control_xvm"}, Page{PPKSSH, "ppkssh"}),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace xvm::agent
