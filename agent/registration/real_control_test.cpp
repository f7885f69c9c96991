// xvm_register with the real control_xvm, over libvirt's test driver: what it registers is what
// control_xvm understands.
#include "agent/registration/registration_test_context.hpp"
#include "fakes/gds/rtr_file.hpp"

#include <filesystem>
#include <fstream>
#include <regex>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class RealControl : public RegistrationTest {
 protected:
  RealControl() {
    put("control", std::string("#!/bin/sh\nexec ") + CONTROL_XVM +
                       " --node \"$XVM_FAKE_NODE\" --etc \"$RUN\" --state-folder "
                       "\"$RUN/state.$XVM_FAKE_NODE\" \"$@\"\n");
    put("config", "DOMAIN=test\nFAILOVER=normal\nADMIN=" + at("admin") +
                      "\nURI=test:///default\nRS=web-rs\nRG=web-rg\nNODELIST=A\n");
  }
  // What the method says when a person calls it.
  std::string aloud(const std::string& command) const {
    const std::regex quiet(" --quiet");
    return t.run(std::regex_replace(property(command), quiet, "")).out;
  }
};

TEST_F(RealControl, ValidatesHereAndOnTheNodesOfTheGroup) {
  good("register");
  EXPECT_EQ(t.good("clrs list"), "web-rs\n");
  t.good("clrs delete web-rs; sed -i s/^DOMAIN=.*/DOMAIN=nobody/ $RUN/config; rm -r $RUN/state.A");
  EXPECT_THAT(reg("register").out, HasSubstr("validate says no (exit code 1)"));
}

TEST_F(RealControl, HasItsWholeBudgetThroughOrclGds) {
  t.good("clresourcetype register ORCL.gds");
  good("register");
  EXPECT_THAT(aloud("Stop_command"), HasSubstr("budget 600 s (Stop_timeout 600 s)"));
}

TEST_F(RealControl, HasItsWholeBudgetThroughSunwGds) {
  good("register");
  EXPECT_THAT(aloud("Stop_command"), HasSubstr("budget 600 s (Stop_timeout 750 s, 80 %"));
}

TEST_F(RealControl, HasItsWholeBudgetThroughPlainTypes) {
  good("register --type ORCL.gds");
  EXPECT_THAT(aloud("Stop_command"), HasSubstr("budget 600 s (Stop_timeout 600 s)"));
  t.good("clrs delete web-rs");
  good("register --type SUNW.gds");
  EXPECT_THAT(aloud("Stop_command"), HasSubstr("budget 600 s (Stop_timeout 750 s, 80 %"));
}

TEST_F(RealControl, UnderstandsEveryCommand) {
  t.good("clresourcetype register ORCL.gds");
  good("register");
  for (const char* method : {"Start", "Probe", "Boot", "Validate", "Stop"}) {
    EXPECT_EQ(t.run(property(std::string(method) + "_command")).code, 0) << method;
  }
}

TEST_F(RealControl, FailsWithOneClearLineWhereSunwGdsHasDefaultsOnly) {
  const auto type = fakes::gds::read_rtr(
      fakes::gds::read_text(XVM_SOURCE_DIR "/agent/package/etc/SUNW.xvm.sungds").value_or(""));
  for (const char* method : {"Start", "Stop", "Probe", "Validate"}) {
    const std::string command = type.type["rules"][std::string(method) + "_command"]["default"];
    const Ran ran = t.run(CONTROL_XVM + command.substr(command.find(' ')));
    EXPECT_EQ(ran.code, 2) << command;
    EXPECT_EQ(ran.out, "control_xvm: --resource is required (see control_xvm --help)\n");
  }
}

}  // namespace
}  // namespace xvm::agent
