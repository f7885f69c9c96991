// What the real control_xvm writes with --debug is retraced: the tables that ran in production are
// those that are simulated.
#include "agent/control/called_program_test_context.hpp"
#include "sim/retrace/retrace.hpp"

namespace xvm {
namespace {

using sim::retrace_file;
using sim::RetraceReport;
using testing::HasSubstr;

class TraceOfControlXvm : public agent::CalledProgram {
 protected:
  TraceOfControlXvm() { configure(); }

  std::string file() const { return path_ + "/state/r/trace.ndjson"; }
  void call_all(const std::vector<std::string>& methods) const {
    for (const std::string& method : methods) {
      const Called end = call({method, "--debug"});
      ASSERT_EQ(end.code, 0) << method << ": " << end.log;
    }
  }
  // The first `from` of the file becomes `to`.
  void tamper(const std::string& from, const std::string& to) const {
    std::string text = get("state/r/trace.ndjson");
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    put("state/r/trace.ndjson", text.replace(at, from.size(), to));
  }
};

TEST_F(TraceOfControlXvm, IsAcceptedCallByCall) {
  call_all({"validate", "start", "probe", "boot", "stop"});
  const RetraceReport report = retrace_file(file());
  EXPECT_EQ(report.exit_code, 0) << report.text;
  EXPECT_THAT(report.text, HasSubstr("the model makes every step: 5 calls, "));
}

TEST_F(TraceOfControlXvm, IsRefusedWhenItsClaimIsSaidToHaveBeenLost) {
  call_all({"start", "probe"});
  tamper("\"claim-linked\",\"outcome\":\"won\"", "\"claim-linked\",\"outcome\":\"lost\"");
  const RetraceReport report = retrace_file(file());
  EXPECT_EQ(report.exit_code, 1);
  EXPECT_THAT(report.text, HasSubstr(": start of r (domain test) on n1, step "));
}

TEST_F(TraceOfControlXvm, IsRefusedWhenItsStopIsSaidToHaveDestroyed) {
  call_all({"stop"});
  tamper("\"verb\":\"undefine\"", "\"verb\":\"destroy\"");
  EXPECT_THAT(retrace_file(file()).text, HasSubstr("the model would not have made this step"));
}

}  // namespace
}  // namespace xvm
