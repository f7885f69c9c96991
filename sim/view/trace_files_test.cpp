// A trace that cannot be understood is refused in one line that says where; a part of a trace, or
// one whose last line was cut off, is shown all the same.
#include "sim/view/trace_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace xvm::sim::view {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string header =
    R"({"at_us":0,"seq":0,"kind":"header","format":1,"program":"xvm","version":"0","engine":"gds","started":""})"
    "\n";
const std::string note = R"({"at_us":1,"seq":1,"kind":"note","level":"info","text":"a"})"
                         "\n";

TraceFiles read(const std::string& text) {
  const std::string path = testing::TempDir() + "xvm_trace_files_test.ndjson";
  std::ofstream(path, std::ios::binary) << text;
  return read_trace_files({path});
}

TEST(TraceFiles, AreRead) {
  const TraceFiles files = read(header + note);
  EXPECT_EQ(files.problem, "");
  EXPECT_EQ(files.entries.size(), 2u);
}

TEST(TraceFiles, WithABadLineAreRefusedWithItsNumber) {
  EXPECT_THAT(read(header + "{}\n" + note).problem,
              HasSubstr("xvm_trace_files_test.ndjson: line 2"));
}

TEST(TraceFiles, WithACutOffLastLineAreReadAndThatIsSaid) {
  const TraceFiles files = read(header + note + note.substr(0, 20));
  EXPECT_EQ(files.problem, "");
  EXPECT_EQ(files.entries.size(), 2u);
  EXPECT_THAT(files.remarks, ElementsAre(HasSubstr("line 3")));
}

TEST(TraceFiles, WithoutAHeaderAreReadAndThatIsSaid) {
  const TraceFiles files = read(note + note);
  EXPECT_EQ(files.entries.size(), 2u);
  EXPECT_THAT(files.remarks, ElementsAre(HasSubstr("part of a trace")));
}

TEST(TraceFiles, ThatAreNoneAreRefused) {
  EXPECT_THAT(read("").problem, HasSubstr("no trace"));
  EXPECT_THAT(read("GIF89a").problem, HasSubstr("no trace"));
  EXPECT_THAT(read_trace_files({"/nowhere/at/all"}).problem, HasSubstr("cannot be read"));
  EXPECT_THAT(read_trace_files({testing::TempDir()}).problem, HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace xvm::sim::view
