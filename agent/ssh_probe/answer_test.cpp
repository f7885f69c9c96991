#include "agent/ssh_probe/answer.hpp"

#include <gmock/gmock.h>

#include <map>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

const GuestCheck runlevel_3{CheckKind::runlevel, "3"};
const GuestCheck unit{CheckKind::unit, "nginx"};
const GuestCheck service{CheckKind::smf, "svc:/a:b"};

Outcome outcome(const GuestCheck& check, const std::string& output, int status = 0) {
  return judge_answer(check, {.exit_status = status, .output = output}).outcome;
}

using States = std::map<std::string, Outcome>;

TEST(Systemd, StatesAreUpDownOrOnTheirWay) {
  const States states{{"active", Outcome::up},
                      {"reloading", Outcome::up},
                      {"refreshing", Outcome::up},
                      {"inactive", Outcome::down},
                      {"failed", Outcome::down},
                      {"activating", Outcome::changing},
                      {"deactivating", Outcome::changing},
                      {"maintenance", Outcome::changing},
                      {"unknown", Outcome::set_up},
                      {"Active", Outcome::set_up}};
  for (const auto& [word, expected] : states) {
    EXPECT_EQ(outcome(unit, word + "\n", 3), expected) << word;
  }
}

TEST(Systemd, ExitStatusFourMeansThatThereIsNoSuchUnit) {
  EXPECT_EQ(outcome(unit, "inactive\n", 3), Outcome::down);
  EXPECT_EQ(outcome(unit, "inactive\n", 4), Outcome::set_up);
}

TEST(Smf, StatesAreUpDownOrInTransition) {
  const States states{{"online", Outcome::up},          {"degraded", Outcome::up},
                      {"legacy_run", Outcome::up},      {"offline", Outcome::down},
                      {"disabled", Outcome::down},      {"maintenance", Outcome::down},
                      {"uninitialized", Outcome::down}, {"online*", Outcome::changing},
                      {"offline*", Outcome::changing},  {"*", Outcome::set_up},
                      {"ONLINE", Outcome::set_up},      {"online**", Outcome::set_up}};
  for (const auto& [word, expected] : states) {
    EXPECT_EQ(outcome(service, word + "\n"), expected) << word;
  }
}

TEST(Runlevel, IsReadFromWhoOfLinuxAndSolarisAndFromRunlevel) {
  for (const char* line : {"         run-level 3  2026-11-23 10:00\n",
                           "   .       run-level 3  Feb 14 10:00  3  0  S\n",
                           "run-level 3 Nov 23 10:00 last=S\n", "N 3\n", "5 3\n"}) {
    EXPECT_EQ(outcome(runlevel_3, line), Outcome::up) << line;
  }
  EXPECT_EQ(outcome(runlevel_3, "         run-level 5  2026-11-23 10:00\n"), Outcome::down);
  EXPECT_EQ(outcome(runlevel_3, "N 5\n"), Outcome::down);
}

TEST(Runlevel, ThatIsNoneIsNoAnswer) {
  for (const char* line :
       {"unknown\n", "run-level\n", "run-level 33\n", "N 9\n", "3\n", "x y 3\n"}) {
    EXPECT_EQ(outcome(runlevel_3, line), Outcome::set_up) << line;
  }
}

TEST(Answer, ThatIsCutShortIsNone) {
  EXPECT_EQ(outcome(unit, "active"), Outcome::set_up);
  EXPECT_EQ(outcome(service, "online"), Outcome::set_up);  // was it online*?
  EXPECT_EQ(outcome(unit, ""), Outcome::set_up);
  EXPECT_EQ(outcome(unit, "\n"), Outcome::set_up);
}

TEST(Answer, OfSeveralLinesIsNone) {
  EXPECT_EQ(outcome(unit, "Welcome\nactive\n"), Outcome::set_up);
  EXPECT_EQ(outcome(service, "online\nmaintenance\n"), Outcome::set_up);  // a pattern of two
}

TEST(Answer, MayHaveBlanksAroundIt) { EXPECT_EQ(outcome(service, " online \r\n"), Outcome::up); }

TEST(Answer, ThatIsLongerThanAnybodyKeepsIsNone) {
  EXPECT_EQ(judge_answer(unit, {.output = "active\n", .whole = false}).outcome, Outcome::set_up);
}

TEST(Answer, OfACommandThatWasKilledIsNotBelieved) {
  EXPECT_EQ(outcome(unit, "active\n", 137), Outcome::unreachable);
  EXPECT_EQ(outcome(unit, "active\n", 128), Outcome::up);
}

TEST(Answer, NamesWhatTheGuestLacks) {
  const auto text = [](const GuestCheck& check, const std::string& errors, int status) {
    return judge_answer(check, {.exit_status = status, .output = "", .errors = errors}).text;
  };
  EXPECT_THAT(text(unit, "sh: 1: systemctl: not found\n", 127), HasSubstr("has no systemctl"));
  EXPECT_THAT(text(runlevel_3, "", 127), HasSubstr("has no who or runlevel"));
  EXPECT_THAT(text(service, "svcs: Pattern 'x' doesn't match any instances\n", 1),
              HasSubstr("no SMF service svc:/a:b"));
  EXPECT_THAT(text(unit, "Failed to connect to bus: Permission denied\n", 1),
              HasSubstr("'Failed to connect to bus: Permission denied' (exit 1) is no state"));
}

TEST(Answer, OfAGuestInDistressIsSilence) {
  for (const char* said : {"sh: who: Input/output error\n", "sh: fork: Cannot allocate memory\n",
                           "sh: fork: retry: Resource temporarily unavailable\n"}) {
    EXPECT_EQ(judge_answer(unit, {.exit_status = 126, .output = "", .errors = said}).outcome,
              Outcome::unreachable)
        << said;
  }
}

TEST(ExitStatus, IsWhatGdsAddsUp) {
  const Weights w;
  EXPECT_EQ(exit_status_of(Outcome::up, w), 0);
  EXPECT_EQ(exit_status_of(Outcome::down, w), 100);
  EXPECT_EQ(exit_status_of(Outcome::changing, w), 50);
  EXPECT_EQ(exit_status_of(Outcome::unreachable, w), 50);
  EXPECT_EQ(exit_status_of(Outcome::set_up, w), 1);
}

// Retry_interval is at most an hour, and a probe comes once a minute.
TEST(ExitStatus, OfAWrongSetUpNeverAddsUpToARestartWithTheDefaultInterval) {
  constexpr int probes_in_an_hour = 60;
  EXPECT_LT(exit_status_of(Outcome::set_up, Weights{}) * probes_in_an_hour, 100);
}

}  // namespace
}  // namespace xvm::agent
