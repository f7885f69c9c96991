#include "model/trace/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>

#include "model/trace/codec_entry.hpp"
#include "model/trace/sample_entries.hpp"

namespace xvm::trace {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string header = print_line(sample_entries()[0]) + "\n";
const std::string note = print_line({.payload = Note{Level::info, "x"}}) + "\n";

// Everything that a text reads as: "ok" for an entry, else the error.
struct Readings {
  explicit Readings(const std::string& text, std::size_t max = Reader::default_max_line_bytes) {
    std::istringstream stream(text);
    Reader reader(stream, max);
    for (;;) {
      const ReadResult result = reader.next();
      if (std::holds_alternative<EndOfTrace>(result)) break;
      const auto* error = std::get_if<ReadError>(&result);
      all.push_back(error == nullptr ? "ok" : error->text());
    }
  }
  std::vector<std::string> all;
};

TEST(TraceReader, ReturnsWhatWasWritten) {
  std::stringstream stream;
  for (const Entry& entry : sample_entries()) stream << print_line(entry) << "\n";
  Reader reader(stream);
  for (const Entry& entry : sample_entries()) EXPECT_EQ(std::get<Entry>(reader.next()), entry);
  EXPECT_TRUE(std::holds_alternative<EndOfTrace>(reader.next()));
  EXPECT_TRUE(std::holds_alternative<EndOfTrace>(reader.next()));
}

TEST(TraceReader, NamesLineAndColumnAndReadsOn) {
  EXPECT_THAT(Readings(header + "\n{\"a\":tru}\n" + note).all,
              ElementsAre("ok", StartsWith("line 3, column 9: not JSON"), "ok"));
}

TEST(TraceReader, KnowsTheLineOfWhatItReturned) {
  std::istringstream stream(header + "\n" + note);
  Reader reader(stream);
  reader.next();
  EXPECT_EQ(reader.line(), 1u);
  reader.next();
  EXPECT_EQ(reader.line(), 3u);
}

TEST(TraceReader, CallsOnlyALastLineWithoutItsEndTorn) {
  std::istringstream stream(header + "{\"a\":\n{\"a\":");
  Reader reader(stream);
  reader.next();
  EXPECT_EQ(std::get<ReadError>(reader.next()).why, Unread::wrong);
  EXPECT_EQ(std::get<ReadError>(reader.next()).why, Unread::torn);
}

TEST(TraceReader, TellsALastLineThatIsCutOff) {
  EXPECT_THAT(Readings(header + note.substr(0, 20)).all,
              ElementsAre("ok", HasSubstr("cut off before the line end")));
}

TEST(TraceReader, AcceptsALastLineThatOnlyLacksItsEnd) {
  EXPECT_THAT(Readings(header + note.substr(0, note.size() - 1)).all, ElementsAre("ok", "ok"));
}

TEST(TraceReader, ReportsAMissingHeaderOnceAndReadsTheEntriesAllTheSame) {
  EXPECT_THAT(Readings(note + note).all,
              ElementsAre(HasSubstr("line 1: expected a header entry first"), "ok", "ok"));
}

TEST(TraceReader, PassesOverALineThatIsTooLong) {
  EXPECT_THAT(Readings(header + std::string(5000, '[') + "\n" + note, 4096).all,
              ElementsAre("ok", "line 2: longer than 4096 bytes: passed over", "ok"));
  EXPECT_THAT(Readings(header + std::string(5000, '['), 4096).all,
              ElementsAre("ok", HasSubstr("longer than 4096")));
}

TEST(TraceReader, ReadsALineOfOneMegabyte) {
  const Entry big{.payload = Note{Level::info, std::string(1'000'000, 'x')}};
  EXPECT_THAT(Readings(header + print_line(big) + "\n").all, ElementsAre("ok", "ok"));
}

TEST(TraceReader, SurvivesDeepNestingAndBinaryRubbish) {
  const std::string deep = std::string(500'000, '[') + std::string(500'000, ']');
  EXPECT_THAT(Readings(header + deep + "\n" + std::string("\0\xff\x01", 3) + "\n" + note).all,
              ElementsAre("ok", HasSubstr("nested deeper"), HasSubstr("NUL byte"), "ok"));
}

TEST(TraceReader, KeepsErrorsOnOneLine) {
  const auto all = Readings(header + "{\"a\rb\x01\":\x02}\n").all;
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].find_first_of("\r\n\x01\x02"), std::string::npos);
}

TEST(TraceReader, TellsANewerFormatApart) {
  std::istringstream stream(R"({"kind":"header","format":99})");
  Reader reader(stream);
  EXPECT_EQ(std::get<ReadError>(reader.next()).problem.fault, Fault::newer_format);
}

TEST(TraceReader, EndsAfterAStreamThatThrows) {
  struct Broken : std::streambuf {
    int_type underflow() override { throw std::runtime_error("read error"); }
  } broken;
  std::istream stream(&broken);
  Reader reader(stream);
  EXPECT_TRUE(std::holds_alternative<ReadError>(reader.next()));
  EXPECT_TRUE(std::holds_alternative<EndOfTrace>(reader.next()));
}

}  // namespace
}  // namespace xvm::trace
