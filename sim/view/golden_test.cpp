// Columns, Mermaid and Chrome trace of two traces, held against files:
//
//   switch_on_real_nodes   control_xvm under the fake RGM, two nodes with libvirt and QEMU
//   planted_double_start   the simulator; a second copy is started beside the first
//
//   XVM_REWRITE=1 build/release/tests/sim_view_test --gtest_filter='*Golden*'   # writes them anew
#include "sim/view/build.hpp"
#include "sim/view/chrome.hpp"
#include "sim/view/columns.hpp"
#include "sim/view/mermaid.hpp"
#include "sim/view/trace_files.hpp"

#include "model/json/strict_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace xvm::sim::view {
namespace {

const std::string folder = XVM_GOLDEN_DIR "/";

Timeline load(const std::string& name) {
  TraceFiles read = read_trace_files({folder + name + ".ndjson"});
  EXPECT_EQ(read.problem, "");
  EXPECT_TRUE(read.remarks.empty());
  return timeline_of(std::move(read.entries));
}

void expect_file(const std::string& name, const std::string& text) {
  if (std::getenv("XVM_REWRITE") != nullptr) {
    std::ofstream(folder + name, std::ios::binary) << text;
    return;
  }
  std::ifstream stream(folder + name, std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_TRUE(text == expected) << name << " differs; look at it with XVM_REWRITE=1 and git diff";
}

class Golden : public testing::TestWithParam<const char*> {
 protected:
  std::string name() const { return GetParam(); }
  Timeline timeline = load(GetParam());
};

TEST_P(Golden, Columns) { expect_file(name() + ".txt", columns_of(timeline, {})); }
TEST_P(Golden, Story) {
  expect_file(name() + ".story.txt", columns_of(timeline, {.key_only = true}));
}
TEST_P(Golden, Mermaid) { expect_file(name() + ".mmd", mermaid_of(timeline, {})); }
TEST_P(Golden, ChromeTrace) { expect_file(name() + ".chrome.json", chrome_of(timeline)); }

TEST_P(Golden, ChromeTraceIsJsonWithEveryFieldThatItsFormatAsksFor) {
  const auto document = json::parse_strict(chrome_of(timeline));
  ASSERT_TRUE(document);
  for (const auto& event : *document) {
    for (const char* key : {"ph", "pid", "tid", "ts", "name"}) EXPECT_TRUE(event.contains(key));
    EXPECT_TRUE(event["ph"] != "X" || event.contains("dur"));
  }
}

INSTANTIATE_TEST_SUITE_P(View, Golden,
                         testing::Values("switch_on_real_nodes", "planted_double_start"));

TEST(Columns, HaveOneWidthEach) {
  const Timeline t = load("planted_double_start");
  const std::string text = columns_of(t, {});
  const std::size_t heading = text.find("\n#        time");
  const std::size_t line_end = text.find('\n', heading + 1);
  const std::size_t column = text.find("  text", heading) + 2 - heading - 1;
  std::size_t at = line_end + 1;
  for (; at < text.size(); at = text.find('\n', at) + 1) {
    EXPECT_EQ(text[at + column - 1], ' ') << text.substr(at, 80);
    EXPECT_NE(text[at + column], ' ') << text.substr(at, 80);
  }
}

TEST(Selection, KeepsOneDomainOneNodeAndATime) {
  const Timeline t = load("switch_on_real_nodes");
  for (const std::size_t i : selected(t, {.node = "n2", .from_us = 16'000'000})) {
    EXPECT_NE(t.happenings[i].node, 0);
    EXPECT_GE(t.happenings[i].at_us, 16'000'000u);
  }
  EXPECT_LT(selected(t, {.key_only = true}).size(), t.happenings.size() / 2);
}

TEST(Mermaid, KeepsTheLastMessagesWhenThereAreTooMany) {
  const std::string text = mermaid_of(load("switch_on_real_nodes"), {}, 5);
  EXPECT_THAT(text, testing::HasSubstr("earlier messages are left out"));
  EXPECT_THAT(text, testing::HasSubstr("stop: success: stopped"));
}

}  // namespace
}  // namespace xvm::sim::view
