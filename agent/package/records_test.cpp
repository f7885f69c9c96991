// Upgrades: what the first version wrote stays readable for ever, and while today's format is that
// one, it is written byte for byte the same, so that nodes of different versions share a resource.
// The files in records/format-1 are never changed; a new format gets a folder of its own.
#include "agent/control/known_timeouts.hpp"
#include "model/records/claim_record.hpp"
#include "model/records/definition_record.hpp"
#include "model/records/local_state.hpp"
#include "model/records/switch_hint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace xvm::agent {
namespace {

namespace fs = std::filesystem;
using namespace records;
using testing::UnorderedElementsAre;

const fs::path first_format = XVM_SOURCE_DIR "/agent/package/records/format-1";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

NodeNames nodes() { return *NodeNames::of({"n1", "n2"}); }

// A record read and written again: the text, or what is wrong with the old one.
template <class T>
std::string rewritten(const std::string& text) {
  const auto record = parse_record<T>(text);
  return record ? *print_record(*record) : record.error().text;
}
std::string rewritten_claim(const std::string& text, std::uint32_t epoch) {
  const auto record = parse_claim(text, epoch, nodes());
  return record ? *print_claim(*record, nodes()) : record.error().text;
}

std::string rewritten_file(const fs::path& path) {
  const std::string name = path.filename();
  const std::string text = read(path);
  if (name.starts_with("claim.")) {
    return rewritten_claim(text, static_cast<std::uint32_t>(std::stoul(name.substr(6))));
  }
  if (name.starts_with("quarantine.")) return rewritten<QuarantineRecord>(text);
  if (name.ends_with(".meta")) return rewritten<ExportRecord>(text);
  if (name == "state") return rewritten<LocalState>(text);
  if (name == "hint") return rewritten<SwitchHint>(text);
  return rewritten<KnownTimeouts>(text);
}

std::vector<fs::path> records_of_the_first_format() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(first_format)) {
    if (entry.is_regular_file() && entry.path().extension() != ".xml") {
      files.push_back(entry.path());
    }
  }
  return files;
}

TEST(FirstFormat, IsReadAndWrittenTheSame) {
  for (const fs::path& file : records_of_the_first_format()) {
    EXPECT_EQ(rewritten_file(file), read(file)) << file;
  }
}

TEST(FirstFormat, IsKeptForEveryKindOfRecord) {
  std::set<std::string> kinds;
  for (const fs::path& file : records_of_the_first_format()) {
    kinds.insert(nlohmann::json::parse(read(file)).at("record"));
  }
  EXPECT_THAT(kinds, UnorderedElementsAre("claim", "export", "quarantine", "local-state",
                                          "switch-hint", "timeouts"));
}

TEST(FirstFormat, IsKeptForEveryStateOfAClaim) {
  std::set<ClaimState> states{ClaimState::none};  // no claim is no file
  for (std::uint32_t epoch = 1; epoch <= 7; ++epoch) {
    const auto file = first_format / "admin" / ("claim.000000000" + std::to_string(epoch));
    states.insert(parse_claim(read(file), epoch, nodes())->claim.state);
  }
  EXPECT_EQ(states.size(), EnumText<ClaimState>::text.size());
}

TEST(FirstFormat, SaysWhatItSaidThen) {
  const auto owed = parse_claim(read(first_format / "admin/claim.0000000003"), 3, nodes());
  ASSERT_TRUE(owed);
  EXPECT_EQ(owed->claim, (Claim{3, ClaimState::held, NodeId{1}, NodeId{0}, true}));
  const auto state = parse_record<LocalState>(read(first_format / "more/state"));
  ASSERT_TRUE(state);
  EXPECT_EQ(state->emulator->pid, 4711u);
  EXPECT_EQ(state->last_plugin_ok, false);
  EXPECT_THAT(state->debts, testing::SizeIs(3));
  EXPECT_TRUE(state->calls.at(0).abandoned);
}

TEST(AFormatToCome, IsRefusedInOneLineThatSaysWhatToDo) {
  for (const fs::path& file : records_of_the_first_format()) {
    auto record = nlohmann::ordered_json::parse(read(file));
    record["format"] = 2;
    std::ofstream(fs::path(testing::TempDir()) / file.filename()) << record.dump() << '\n';
    const std::string said = rewritten_file(fs::path(testing::TempDir()) / file.filename());
    EXPECT_THAT(said, testing::HasSubstr("format 2 was written by a newer version"));
    EXPECT_THAT(said, testing::HasSubstr("upgrade this node"));
    EXPECT_THAT(said, testing::Not(testing::HasSubstr("\n")));
  }
}

}  // namespace
}  // namespace xvm::agent
