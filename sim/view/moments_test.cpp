// Calls that each count from zero are put on one clock by the headers above them.
#include "sim/view/moments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim::view {
namespace {

using testing::ElementsAre;
using trace::Entry;

Entry header(const char* started) {
  Entry e;
  e.payload = trace::Header{1, "control_xvm", "0", "gds", started};
  return e;
}
Entry note(std::uint64_t at_us) {
  Entry e;
  e.at_us = at_us;
  e.payload = trace::Note{};
  return e;
}

TEST(WallSeconds, AreReadFromATextOfThatFormAlone) {
  EXPECT_EQ(wall_seconds("1970-01-02T00:00:07Z"), 86'407);
  EXPECT_EQ(wall_seconds("2026-11-23T05:39:18Z"), 1'795'412'358);
  for (const char* bad : {"", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T25:00:00Z",
                          "2026-11-23T05:39:18+01:00"}) {
    EXPECT_EQ(wall_seconds(bad), std::nullopt) << bad;
  }
}

TEST(OneClock, SetsCallsApartByTheirHeaders) {
  std::vector<Entry> entries{header("2026-11-23T05:00:00Z"), note(10),
                             header("2026-11-23T05:00:02Z"), note(10)};
  EXPECT_THAT(put_on_one_clock(entries), ElementsAre(0, 10, 2'000'000, 2'000'010));
}

TEST(OneClock, LeavesWhatWasWritten) {
  std::vector<Entry> entries{header("2026-11-23T05:00:00Z"), header("2026-11-23T05:00:02Z"),
                             note(10)};
  put_on_one_clock(entries);
  EXPECT_EQ(entries[2].at_us, 10u);
}

TEST(OneClock, BeginsACallAfterTheLinesAboveItWithinItsSecond) {
  std::vector<Entry> entries{header("2026-11-23T05:00:00Z"), note(700'000),
                             header("2026-11-23T05:00:00Z"), note(5)};
  EXPECT_THAT(put_on_one_clock(entries), ElementsAre(0, 700'000, 700'000, 700'005));
}

TEST(OneClock, SortsTheFilesOfSeveralNodes) {
  std::vector<Entry> entries{header("2026-11-23T05:00:09Z"), note(1),
                             header("2026-11-23T05:00:00Z"), note(2)};
  EXPECT_THAT(put_on_one_clock(entries), ElementsAre(0, 2, 9'000'000, 9'000'001));
  EXPECT_EQ(entries[1].at_us, 2u);
}

TEST(OneClock, PutsAHeaderWithoutTimeAfterWhatIsAboveIt) {
  std::vector<Entry> entries{header(""), note(10), header("no time"), note(5)};
  EXPECT_THAT(put_on_one_clock(entries), ElementsAre(0, 10, 10, 15));
}

}  // namespace
}  // namespace xvm::sim::view
