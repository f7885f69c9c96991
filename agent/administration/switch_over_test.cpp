#include "agent/administration/switch_over.hpp"

#include "agent/store/real_folder_test_context.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace xvm::agent {
namespace {

using ::testing::HasSubstr;

// A resource of n1 and n2, seen from n1, and a clrg that keeps what it saw.
class SwitchOverTest : public RealFolder {
 protected:
  SwitchOverTest() {
    namespace fs = std::filesystem;
    for (const char* name : {"admin", "admin/web-rs", "state", "bin"}) {
      fs::create_directory(path_ + "/" + name);
    }
    fs::permissions(path_ + "/admin/web-rs", fs::perms::owner_all);
    std::ofstream(path_ + "/config") << "DOMAIN=web\nFAILOVER=migrate\nADMIN=" << path_
                                     << "/admin\nURI=test:///default\nNODELIST=n1,n2\n";
    clrg("echo \"$@\" > " + path_ + "/said; cp " + path_ + "/admin/web-rs/hint " + path_ +
         "/seen; exit 0");
    order.common.resource = "web-rs";
    order.common.group = "web-rg";
    order.common.config = path_ + "/config";
    order.common.state_folder = path_ + "/state";
    order.common.cluster_commands = path_ + "/bin";
    order.common.node = "n1";
    order.target = "n2";
  }

  void clrg(const std::string& text) const {
    std::ofstream(path_ + "/bin/clrg") << "#!/bin/sh\n" << text << "\n";
    std::filesystem::permissions(path_ + "/bin/clrg", std::filesystem::perms::owner_all);
  }
  std::string content(const std::string& name) const {
    std::ifstream file(path_ + "/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  bool hint_is_there() const { return std::filesystem::exists(path_ + "/admin/web-rs/hint"); }

  SwitchOrder order;
};

TEST_F(SwitchOverTest, RunsTheClustersSwitchWhileTheHintIsThere) {
  const SwitchEnd end = switch_over(order);
  EXPECT_EQ(end.error, "");
  EXPECT_EQ(end.exit_code, 0);
  EXPECT_EQ(content("said"), "switch -n n2 web-rg\n");
  EXPECT_THAT(content("seen"), HasSubstr("\"target\": \"n2\""));
}

TEST_F(SwitchOverTest, TakesTheHintAwayWhenTheSwitchIsOver) {
  switch_over(order);
  EXPECT_FALSE(hint_is_there());
}

TEST_F(SwitchOverTest, TakesTheHintAwayWhenTheClusterRefuses) {
  clrg("echo 'clrg: busy' >&2; exit 9");
  const SwitchEnd end = switch_over(order);
  EXPECT_EQ(end.exit_code, 9);
  EXPECT_THAT(end.output, HasSubstr("clrg: busy"));
  EXPECT_FALSE(hint_is_there());
}

TEST_F(SwitchOverTest, GivesUpAClusterCommandThatHangs) {
  clrg("exec sleep 60");
  order.timeout_s = 1;
  EXPECT_THAT(switch_over(order).error, HasSubstr("clrg"));
  EXPECT_FALSE(hint_is_there());
}

TEST_F(SwitchOverTest, RefusesANodeThatTheResourceDoesNotHave) {
  order.target = "n3";
  EXPECT_EQ(switch_over(order).error, "--to 'n3' is no node of this resource; it has n1, n2");
  EXPECT_EQ(content("said"), "");
}

TEST_F(SwitchOverTest, SwitchesNothingWhenTheHintCannotBeWritten) {
  std::filesystem::remove_all(path_ + "/admin");
  EXPECT_THAT(switch_over(order).error, HasSubstr("nothing was switched"));
  EXPECT_EQ(content("said"), "");
}

}  // namespace
}  // namespace xvm::agent
