#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "model/trace/codec_entry.hpp"
#include "model/trace/sample_entries.hpp"
#include "model/trace/samples_of_trace.hpp"

namespace xvm::trace {
namespace {

using testing::HasSubstr;

std::string problem_of(std::string_view line) {
  const auto entry = parse_line(line);
  return entry ? "" : entry.error().text;
}

TEST(TraceEntry, ReturnsUnchangedWithEveryKindOfPayload) {
  std::set<std::size_t> kinds;
  for (const Entry& entry : sample_entries()) {
    const auto back = parse_line(print_line(entry));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, entry);
    kinds.insert(entry.payload.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<Payload>);
}

TEST(TraceEntry, ReturnsEverySettingAMethodCanBeCalledWith) {
  for (const Setting& setting : json::samples<Setting>()) {
    const Entry entry{.payload = Call{setting}};
    const auto back = parse_line(print_line(entry));
    ASSERT_TRUE(back) << back.error().text;
    EXPECT_EQ(*back, entry);
  }
}

TEST(TraceEntry, StaysOnOneLineAndValidWhateverItsTextsHold) {
  const std::string line = print_line({.payload = Note{Level::error, "a\nb\xff\x80\tc"}});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_EQ(std::get<Note>(parse_line(line)->payload).text, "a\nb\xef\xbf\xbd\xef\xbf\xbd\tc");
}

TEST(TraceEntry, PassesOverKeysItDoesNotKnow) {
  EXPECT_EQ(problem_of(R"({"at_us":0,"seq":0,"colour":[1,{}],"kind":"note","level":"info",)"
                       R"("text":"x","more":null})"),
            "");
}

TEST(TraceEntry, RefusesUnknownKindsAndMethods) {
  EXPECT_EQ(problem_of(R"({"at_us":0,"seq":0,"kind":"remark"})"),
            "kind: expected a known kind of entry, found \"remark\"");
  EXPECT_THAT(problem_of(R"({"at_us":0,"seq":0,"method":"halt","kind":"note"})"),
              HasSubstr("method: expected one of validate|start|stop"));
}

TEST(TraceEntry, NamesThePathDownToTheWrongValue) {
  std::string line = print_line(sample_entries()[2]);
  line.replace(line.find("\"running\""), 9, "\"runing\"");
  EXPECT_THAT(problem_of(line), HasSubstr("event.seen.activity: expected one of unknown|inactive"));
  EXPECT_THAT(problem_of(line), HasSubstr("found \"runing\""));
}

TEST(TraceEntry, RefusesNumbersBeyondTheirRange) {
  const auto at = [](std::string_view number) {
    return problem_of(fmt::format(R"({{"at_us":{},"seq":0,"kind":"note"}})", number));
  };
  EXPECT_THAT(at("18446744073709551616"), HasSubstr("at_us: expected a whole number"));
  EXPECT_THAT(at("-1"), HasSubstr("at_us: expected a whole number"));
  EXPECT_THAT(at("1.5"), HasSubstr("at_us: expected a whole number"));
  EXPECT_THAT(at("1e99999"), HasSubstr("number overflow"));
}

TEST(TraceEntry, OfANewerFormatIsToldApartFromAMalformedOne) {
  const auto newer = parse_line(R"({"kind":"header","format":2,"shape":"unheard of"})");
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().fault, Fault::newer_format);
  EXPECT_THAT(newer.error().text, HasSubstr("format 2 was written by a newer version"));
  EXPECT_EQ(parse_line(R"({"kind":"header","format":-2})").error().fault, Fault::malformed);
}

TEST(TraceEntry, CutAnywhereIsRefused) {
  for (const Entry& entry : sample_entries()) {
    const std::string line = print_line(entry);
    for (std::size_t length = 0; length < line.size(); ++length) {
      EXPECT_FALSE(parse_line(std::string_view(line).substr(0, length))) << line.substr(0, length);
    }
  }
}

}  // namespace
}  // namespace xvm::trace
