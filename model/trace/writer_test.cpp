#include "model/trace/writer.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "model/trace/codec_entry.hpp"
#include "model/trace/sample_entries.hpp"

namespace xvm::trace {
namespace {

const Entry note{.payload = Note{Level::info, "x"}};

TEST(TraceWriter, WritesOneLineForEachEntry) {
  std::ostringstream stream;
  Writer writer(stream);
  std::string expected;
  for (const Entry& entry : sample_entries()) {
    EXPECT_TRUE(writer.write(entry));
    expected += print_line(entry) + "\n";
  }
  EXPECT_EQ(stream.str(), expected);
  EXPECT_EQ(writer.lost(), 0u);
}

TEST(TraceWriter, ReportsABadStreamAndCountsWhatIsLost) {
  std::ostringstream stream;
  stream.setstate(std::ios::badbit);
  Writer writer(stream);
  EXPECT_FALSE(writer.write(note));
  EXPECT_FALSE(writer.write(note));
  EXPECT_EQ(writer.lost(), 2u);
}

TEST(TraceWriter, NeverThrowsWhateverTheSinkDoes) {
  Writer throwing([](std::string_view) -> bool { throw std::runtime_error("disk"); });
  EXPECT_FALSE(throwing.write(note));

  struct Full : std::streambuf {  // accepts nothing
  } full;
  std::ostream stream(&full);
  stream.exceptions(std::ios::badbit);
  Writer to_throwing_stream(stream);
  EXPECT_FALSE(to_throwing_stream.write(note));

  Writer nowhere(Writer::Sink{});
  EXPECT_FALSE(nowhere.write(note));
}

TEST(TraceWriter, StartsAFreshLineAfterATornOne) {
  std::string file;
  bool full = true;
  Writer writer([&](std::string_view line) {
    file += full ? line.substr(0, 5) : line;
    return !full;
  });
  EXPECT_FALSE(writer.write(note));
  full = false;
  EXPECT_TRUE(writer.write(note));
  EXPECT_TRUE(writer.write(note));
  const std::string line = print_line(note) + "\n";
  EXPECT_EQ(file, line.substr(0, 5) + "\n" + line + line);
}

}  // namespace
}  // namespace xvm::trace
