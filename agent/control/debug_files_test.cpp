// etc/debug and etc/config of the 2008 design (sections 10 and 12) from end to end: what an
// administrator writes there counts for the next method.
#include "agent/control/called_program_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

class DebugFiles : public CalledProgram {
 protected:
  DebugFiles() { configure(); }
  bool traces() const { return std::filesystem::exists(path_ + "/state/r/trace.ndjson"); }
  Called probe() const { return call({"probe"}); }
};

TEST_F(DebugFiles, ThatAreMissingSelectNothing) {
  const Called end = probe();
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, Not(HasSubstr(" debug: ")));
  EXPECT_FALSE(traces());
}

TEST_F(DebugFiles, SelectAllResourcesForTheNextMethod) {
  put("etc/debug", "DEBUG=ALL\n");
  EXPECT_THAT(probe().log, HasSubstr("SC[xvm,g,r,probe] debug: "));
  EXPECT_TRUE(traces());
}

TEST_F(DebugFiles, SelectAResourceByItsName) {
  put("etc/debug", "DEBUG=db-rs,r\n");
  EXPECT_THAT(probe().log, HasSubstr(" debug: "));
}

TEST_F(DebugFiles, SelectNoOtherResource) {
  put("etc/debug", "DEBUG=db-rs,rr\n");
  EXPECT_THAT(probe().log, Not(HasSubstr(" debug: ")));
  EXPECT_FALSE(traces());
}

TEST_F(DebugFiles, MayBeEtcConfigAsWell) {
  put("etc/debug", "DEBUG=db-rs\n");
  put("etc/config", "DEBUG=r\n");
  EXPECT_THAT(probe().log, HasSubstr(" debug: "));
  EXPECT_TRUE(traces());
}

TEST_F(DebugFiles, EndWithTheMethodThatIsUnderWay) {
  put("etc/debug", "DEBUG=r\n");
  probe();
  const std::string trace = get("state/r/trace.ndjson");
  put("etc/debug", "DEBUG=\n");
  EXPECT_THAT(probe().log, Not(HasSubstr(" debug: ")));
  EXPECT_EQ(get("state/r/trace.ndjson"), trace);
}

TEST_F(DebugFiles, ThatAreWrongAreSaidToBeAndKeepNoMethodFromItsWork) {
  put("etc/debug", "DEBUGG=ALL\n");
  const Called end = probe();
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, HasSubstr("warning: no debug: " + path_ + "/etc/debug:1: DEBUGG: unknown"));
}

}  // namespace
}  // namespace xvm::agent
