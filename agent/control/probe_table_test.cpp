// docs/operations.md, chapter 5.1, says what a probe returns and why. Each row is held against the
// decisions for everything that a hypervisor can say, and against the exit code.
#include "agent/control/exit_code.hpp"
#include "model/decisions/health.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace xvm::agent {
namespace {

// --- the page ------------------------------------------------------------------------------------

using Row = std::vector<std::string>;  // its cells, without backticks

std::string trimmed(std::string cell) {
  std::erase(cell, '`');
  const std::size_t begin = cell.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return cell.substr(begin, cell.find_last_not_of(' ') + 1 - begin);
}

Row cells_of(const std::string& line) {
  Row cells;
  std::istringstream rest(line.substr(1));
  for (std::string cell; std::getline(rest, cell, '|');) cells.push_back(trimmed(cell));
  return cells;
}

// The rows below a heading, without the title row and the one of dashes.
std::vector<Row> table_below(const std::string& heading) {
  std::ifstream page(XVM_SOURCE_DIR "/docs/operations.md");
  std::vector<Row> rows;
  bool inside = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) inside = line == heading;
    if (inside && line.starts_with("|")) rows.push_back(cells_of(line));
  }
  if (rows.size() < 3) throw std::runtime_error("no table below " + heading);
  return {rows.begin() + 2, rows.end()};
}

// --- what is said of a guest ---------------------------------------------------------------------

struct Situation {
  Observation seen;
  Witness witness = Witness::unknown;
  bool grace_over = false;
  bool stay_off = false;
  bool claimed_elsewhere = false;
};

constexpr NodeId self = NodeId{0};

Setting setting_for(const Situation& s) {
  Setting setting{.self = self, .unknown_grace_over = s.grace_over};
  setting.on_poweroff = s.stay_off ? OnPoweroff::stay : OnPoweroff::restart;
  setting.last_seen = {
      .epoch = 1, .state = ClaimState::held, .owner = s.claimed_elsewhere ? NodeId{1} : self};
  return setting;
}

ProbeVerdict verdict_of(const Situation& s) {
  const ProbeVerdict verdict = judge_health(setting_for(s), s.seen, ProbeLook::second);
  return verdict.move == ProbeMove::ask_witness ? judge_witness(setting_for(s), s.witness)
                                                : verdict;
}

bool holds(const std::string& condition, const Situation& s) {
  const auto reason = [&] {
    return s.seen.activity == Activity::inactive ? to_text(s.seen.off) : to_text(s.seen.pause);
  };
  if (condition.starts_with("reason ")) return condition.substr(7) == reason();
  if (condition.starts_with("emulator ")) return condition.substr(9) == to_text(s.witness);
  if (condition == "ON_POWEROFF=stay") return s.stay_off;
  if (condition == "not defined") return !s.seen.defined;
  if (condition == "claim elsewhere") return s.claimed_elsewhere;
  if (condition == "UNKNOWN_GRACE over") return s.grace_over;
  throw std::runtime_error("the table says '" + condition + "', which this test does not know");
}

bool fits(const Row& row, const Situation& s) {
  const bool state_fits = row.at(0) == "any active state" ? is_active(classify(s.seen))
                                                          : row.at(0) == to_text(s.seen.activity);
  if (!state_fits) return false;
  std::istringstream conditions(row.at(1));
  for (std::string one; std::getline(conditions, one, ',');) {
    if (!holds(trimmed(one), s)) return false;
  }
  return true;
}

std::vector<Situation> every_situation() {
  std::vector<Situation> all;
  for (std::size_t activity = 0; activity < enum_count<Activity>; ++activity) {
    for (std::size_t why = 0; why < enum_count<PauseReason>; ++why) {
      for (std::size_t off = 0; off < enum_count<OffReason>; ++off) {
        for (std::size_t witness = 0; witness < enum_count<Witness>; ++witness) {
          for (unsigned bits = 0; bits < 16; ++bits) {
            all.push_back({{static_cast<Activity>(activity), static_cast<PauseReason>(why),
                            static_cast<OffReason>(off), (bits & 1) != 0},
                           static_cast<Witness>(witness),
                           (bits & 2) != 0,
                           (bits & 4) != 0,
                           (bits & 8) != 0});
          }
        }
      }
    }
  }
  return all;
}

std::string words_of(const ProbeVerdict& v) {
  const Finish finish{v.result, v.reason, self, v.plugin};
  return std::string(to_text(v.result)) + " " + std::string(to_text(v.reason)) + " " +
         std::to_string(exit_code_of(finish));
}

std::string words_of(const Row& row, std::size_t first) {
  return row.at(first) + " " + row.at(first + 1) + " " + row.at(first + 2);
}

class ProbeTable : public testing::Test {
 protected:
  const std::vector<Row> rows_ = table_below("#### What a probe returns");

  const Row* row_of(const Situation& s) const {
    for (const Row& row : rows_) {
      if (fits(row, s)) return &row;
    }
    return nullptr;
  }
};

TEST_F(ProbeTable, SaysWhatTheAgentDoesForEverythingAHypervisorCanSay) {
  for (const Situation& s : every_situation()) {
    const Row* row = row_of(s);
    ASSERT_NE(row, nullptr) << to_text(s.seen.activity) << " has no row";
    ASSERT_EQ(words_of(verdict_of(s)), words_of(*row, 2)) << row->at(0) << " " << row->at(1);
  }
}

TEST_F(ProbeTable, HasNoRowThatNeverCounts) {
  std::map<const Row*, int> used;
  for (const Situation& s : every_situation()) ++used[row_of(s)];
  for (const Row& row : rows_) EXPECT_GT(used[&row], 0) << row.at(0) << " " << row.at(1);
}

TEST_F(ProbeTable, SaysWhyInEveryRow) {
  for (const Row& row : rows_) EXPECT_NE(row.at(5), "") << row.at(0) << " " << row.at(1);
}

// --- plugins -------------------------------------------------------------------------------------

struct PluginEnding {
  PluginReturned returned;
  bool booting = false;
  bool allow_201 = false;
};

std::vector<PluginEnding> statuses(int first, int last) {
  std::vector<PluginEnding> all;
  for (int status = first; status <= last; ++status) {
    all.push_back({{PluginEnd::exited, static_cast<std::uint8_t>(status)}});
  }
  return all;
}

// What the first cell of each row means.
const std::map<std::string, std::vector<PluginEnding>>& endings() {
  static const std::map<std::string, std::vector<PluginEnding>> all{
      {"cannot be started", {{{PluginEnd::not_started, 0}}, {{PluginEnd::not_started, 0}, true}}},
      {"exits with 0", statuses(0, 0)},
      {"does anything else within PROBE_GRACE",
       {{{PluginEnd::exited, 1}, true},
        {{PluginEnd::exited, 201}, true, true},
        {{PluginEnd::timed_out, 0}, true}}},
      {"gives no answer within PLUGIN_TIMEOUT", {{{PluginEnd::timed_out, 0}}}},
      {"exits with 1 to 100", statuses(1, 100)},
      {"exits with 201, ALLOW_201=yes", {{{PluginEnd::exited, 201}, false, true}}},
      {"exits otherwise, or is killed", statuses(101, 255)}};
  return all;
}

TEST(PluginTable, SaysWhatTheAgentDoesWhateverAPluginDoes) {
  const std::vector<Row> rows = table_below("#### What a plugin probe returns");
  EXPECT_EQ(rows.size(), endings().size());
  for (Row row : rows) {
    ASSERT_TRUE(endings().contains(row.at(0))) << row.at(0);
    for (const PluginEnding& end : endings().at(row.at(0))) {
      const Setting setting{.self = self, .allow_201 = end.allow_201, .booting = end.booting};
      if (row.at(3) == "its own") row.at(3) = std::to_string(end.returned.status);
      EXPECT_EQ(words_of(judge_plugin(setting, end.returned)), words_of(row, 1)) << row.at(0);
      if (row.at(0) == "exits with 1 to 100") row.at(3) = "its own";
    }
  }
}

}  // namespace
}  // namespace xvm::agent
