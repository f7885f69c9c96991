// What chapter 3 of docs/operations.md tells an administrator to type, typed into a fake cluster:
// node1 and node2 are A and B there, and the places are the test's own.
#include "agent/registration/registration_test_context.hpp"

#include <fmt/format.h>

#include <fstream>
#include <regex>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

std::string page() {
  std::ifstream file(XVM_SOURCE_DIR "/docs/operations.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

// The first block of commands below a heading.
std::string block_below(const std::string& heading) {
  const std::string text = page();
  const auto at = text.find("\n" + heading);
  EXPECT_NE(at, std::string::npos) << heading;
  const auto begin = text.find("\n```\n", at) + 5;
  return text.substr(begin, text.find("\n```\n", begin) + 1 - begin);
}

class Manual : public RegistrationTest {
 protected:
  Manual() { t.good("mkdir $RUN/util; clresourcetype register SUNW.gds"); }

  std::string here(std::string text) const {
    const std::string options =
        fmt::format(" --control {} --etc {} --cluster-commands {}", control, etc, commands);
    for (const auto& [from, to] :
         {std::pair<std::string, std::string>{"/opt/SUNWscxvm/bin/control_xvm", at("control")},
          {"/opt/SUNWscxvm/util", at("util")},
          {"/opt/SUNWscxvm/etc", etc},
          {"/global/xvm", at("admin")},
          {"node1,node2", "A,B"},
          {"cp xvm_config xvm_config\\.web-rs; vi xvm_config\\.web-rs",
           "cp ../config xvm_config.web-rs"},
          {"vi ([^ ]*)", "cp " + at("config") + " $1"},
          {"\\./xvm_register", program() + options}}) {
      text = std::regex_replace(text, std::regex(from), to);
    }
    return text;
  }
};

TEST_F(Manual, RegistersUpdatesAndUnregistersByXvmRegister) {
  t.good("clresourcetype register ORCL.gds");
  std::istringstream lines(here(block_below("### 3.1 xvm_register")));
  std::string before;
  for (std::string line; std::getline(lines, line);) {
    before += line + "\n";
    const Ran ran = t.run("set -e\ncd $RUN/util\n" + line);
    EXPECT_EQ(ran.code, 0) << line << "\n" << ran.out;
    if (line.find("--online") != std::string::npos) {
      EXPECT_EQ(group_property("RG_STATE"), "ONLINE\n");
    }
    if (line.find("update") != std::string::npos) {
      EXPECT_EQ(property("Stop_timeout"), "900");
    }
  }
  EXPECT_THAT(before, HasSubstr("unregister --disable"));
  EXPECT_EQ(t.good("clrs list; clrg list"), "");
}

TEST_F(Manual, RegistersByHand) {
  t.good("set -e\n" + here(block_below("### 3.2 By hand")));
  EXPECT_EQ(group_property("RG_STATE"), "ONLINE\n");
  EXPECT_EQ(property("TYPE"), "ORCL.gds");
  EXPECT_EQ(property("Stop_timeout"), "600");
  EXPECT_THAT(calls_of_control(), HasSubstr("--quiet start\n"));
}

TEST_F(Manual, UnregistersByHand) {
  t.good("set -e\n" + here(block_below("### 3.2 By hand")));
  std::smatch found;
  const std::string text = std::regex_replace(page(), std::regex("\n"), " ");
  ASSERT_TRUE(std::regex_search(text, found, std::regex("To remove by hand: ([^.]*)\\.")));
  std::string line = std::regex_replace(found[1].str(), std::regex("`,? ?"), ";");
  t.good(std::regex_replace("true" + line + "true", std::regex(";;+"), ";"));
  EXPECT_EQ(t.good("clrs list; clrg list"), "");
}

TEST_F(Manual, NamesEveryOption) {
  const std::string help = t.good(program() + " --help");
  const std::string text = page();
  const std::regex option("--[a-z-]+");
  for (std::sregex_iterator at(help.begin(), help.end(), option), end; at != end; ++at) {
    if (at->str() == "--help" || at->str() == "--control" || at->str() == "--etc" ||
        at->str() == "--cluster-commands") {
      continue;  // places: as in section 7
    }
    EXPECT_THAT(text, HasSubstr("`" + at->str()));
  }
}

}  // namespace
}  // namespace xvm::agent
