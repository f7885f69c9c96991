// The report is one file that asks nobody for anything, whatever stands in the trace.
#include "sim/view/page.hpp"

#include "sim/view/build.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim::view {
namespace {

using testing::HasSubstr;
using testing::Not;

Timeline hostile() {
  trace::Entry e;
  e.node = "</script><script>alert(1)</script>";
  e.domain = "{{entries}}";
  e.payload = trace::Note{trace::Level::info, "<img src=x onerror=alert(1)>"};
  return timeline_of({e});
}

TEST(Page, HoldsStyleScriptAndData) {
  const std::string page = page_of(hostile());
  for (const char* place : {"{{style}}", "{{script}}", "{{timeline}}"}) {
    EXPECT_THAT(page, Not(HasSubstr(place)));
  }
  EXPECT_THAT(page, HasSubstr("function drawChart"));
  EXPECT_THAT(page, HasSubstr("prefers-color-scheme: dark"));
}

TEST(Page, TakesAPlaceThatTheTraceNamesForText) {
  EXPECT_THAT(page_of(hostile()), HasSubstr(R"("domains":["{{entries}}"])"));
}

TEST(Page, NamesNoPlaceInTheNetworkAndForbidsAll) {
  const std::string page = page_of(hostile());
  EXPECT_THAT(page, Not(HasSubstr("http://")));
  EXPECT_THAT(page, Not(HasSubstr("https://")));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Page, LetsNoTextOfTheTraceBecomeMarkup) {
  const std::string page = page_of(hostile());
  EXPECT_THAT(page, Not(HasSubstr("<img src=x")));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("\\u003cimg src=x"));
}

TEST(Page, OfATraceWithoutAnEntryIsOneToo) {
  EXPECT_THAT(page_of(timeline_of({})), HasSubstr("\"happenings\":[]"));
}

}  // namespace
}  // namespace xvm::sim::view
