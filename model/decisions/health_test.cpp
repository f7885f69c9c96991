#include "model/decisions/health.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {
namespace {

std::string words_of(const ProbeVerdict& v) {
  std::string text(to_text(v.move));
  if (v.move == ProbeMove::finish) {
    text += " " + std::string(to_text(v.result)) + " " + std::string(to_text(v.reason));
  }
  if (v.result == Result::plugin) text += " " + std::to_string(v.plugin);
  return text;
}

// What the newest claim that this node ever read says of it.
const Column claim_column{"claim", {"none", "self", "other", "moving", "released", "condemned"}};

std::vector<Claim> claims_that_read(std::size_t word) {
  std::vector<Claim> chosen;
  for (const Claim& c : every_claim()) {
    const std::size_t state = c.state == ClaimState::none        ? 0
                              : c.state == ClaimState::moving    ? 3
                              : c.state == ClaimState::released  ? 4
                              : c.state == ClaimState::condemned ? 5
                              : c.owner == self                  ? 1
                                                                 : 2;
    if (state == word) chosen.push_back(c);
  }
  return chosen;
}

// 2008 design, section 6: acceptable are running, blocked, paused and in shutdown; restartable are
// shut off and crashed. Architecture section 3 adds idle, no state and pmsuspended.
Table health_table() {
  return Table({column<Activity>("activity"),
                column<PauseReason>("pause"),
                column<OffReason>("off"),
                yes_no("defined"),
                yes_no("plugin"),
                claim_column,
                column<OnPoweroff>("on_poweroff"),
                {"gap", {"no", "first", "second"}}},
               R"(
    let ASKABLE = running/blocked/idle/no-state
    let ASLEEP  = in-shutdown/pmsuspended
    let CRASHED = crashed/dying
    let OFF_OTHERWISE = none/destroyed/migrated/saved/failed
    activity   pause   off      defined plugin claim on_poweroff gap
    unknown    *       *        *       *      *     *       *      -> ask-witness                             ; R1, R2: never "stopped", never by itself "restart"
    !inactive  *       *        *       *      other *       *      -> finish degraded claimed-elsewhere       ; R13 and section 7: the next probe must report an overlap
    inactive   *       *        *       *      *     *       first  -> look-again                              ; facts, Xen: 1-2 s without a domain while it reboots
    inactive   *       crashed  *       *      *     *       *      -> finish unhealthy guest-crashed          ; section 6: crashed is restartable
    inactive   *       shutdown *       *      *     stay    *      -> finish degraded powered-off             ; ON_POWEROFF: the guest's own wish counts
    inactive   *       shutdown yes     *      *     restart *      -> finish not-running shut-off             ; section 6: shut off is restartable
    inactive   *       OFF_OTHERWISE yes *     *     *       *      -> finish not-running shut-off             ; destroyed is nobody's wish but an administrator's: as ever
    inactive   *       shutdown no      *      *     restart *      -> finish not-running absent-here
    inactive   *       OFF_OTHERWISE no *      *     *       *      -> finish not-running absent-here
    CRASHED    *       *        *       *      *     *       *      -> finish unhealthy guest-crashed          ; section 6: crashed is restartable
    paused     crashed *        *       *      *     *       *      -> finish unhealthy guest-crashed          ; preserved after a crash
    paused     *       *        *       *      *     *       *      -> finish degraded healthy-paused          ; section 6: acceptable; gds.md 3.3: somebody should look
    incomplete *       *        *       *      *     *       *      -> finish degraded healthy-paused          ; a migration under way shows as paused
    ASLEEP     *       *        *       *      *     *       *      -> finish success healthy                  ; nobody in there answers a plugin
    ASKABLE    *       *        *       no     *     *       *      -> finish success healthy
    ASKABLE    *       *        *       yes    *     *       *      -> run-plugin                              ; section 6: "The agent probe will call the plugin probe"
  )");
}

TEST(Health, FollowsItsTableForEveryObservationAndSetting) {
  expect_agreement(health_table(), [](const Combination& c) {
    const Observation here{.activity = static_cast<Activity>(c[0]),
                           .pause = static_cast<PauseReason>(c[1]),
                           .off = static_cast<OffReason>(c[2]),
                           .defined = c[3] != 0};
    std::string said;
    for (const Claim& claim : claims_that_read(c[5])) {
      const Setting setting{.self = self,
                            .nodes = three,
                            .has_plugin = c[4] != 0,
                            .on_poweroff = static_cast<OnPoweroff>(c[6]),
                            .reboots_in_gap = c[7] != 0,
                            .last_seen = claim};
      const std::string now =
          words_of(judge_health(setting, here, c[7] == 2 ? ProbeLook::second : ProbeLook::first));
      if (!said.empty() && now != said) return name(claim) + " differs: " + now;
      said = now;
    }
    return said;
  });
}

TEST(Health, DoesNotDependOnTheTimersOfTheProbe) {
  for (std::size_t a = 0; a < enum_count<Activity>; ++a) {
    const Observation here{.activity = static_cast<Activity>(a), .defined = true};
    for (unsigned bits = 0; bits < 16; ++bits) {
      const Setting setting{.self = self,
                            .allow_201 = (bits & 1) != 0,
                            .booting = (bits & 2) != 0,
                            .unknown_grace_over = (bits & 4) != 0,
                            .release_owed = (bits & 8) != 0};
      EXPECT_EQ(judge_health(setting, here), judge_health(Setting{.self = self}, here));
    }
  }
}

TEST(Health, AsksASecondWitnessWhenTheHypervisorIsSilentAndThenWaitsForTheGrace) {
  const Table table({column<Witness>("witness"), yes_no("grace_over")}, R"(
    witness grace_over
    gone    *   -> finish unhealthy emulator-gone        ; R1: the emulator's pid and start time, or xl
    alive   *   -> finish degraded emulator-alive        ; R2: it runs, only the hypervisor is mute
    unknown no  -> finish degraded unknown-within-grace  ; R2: healthy-but-degraded until unknown_grace_s
    unknown yes -> finish unhealthy unknown-too-long     ; R2: "and only then unhealthy"
  )");
  expect_agreement(table, [](const Combination& c) {
    const Setting setting{.self = self, .unknown_grace_over = c[1] != 0};
    return words_of(judge_witness(setting, static_cast<Witness>(c[0])));
  });
}

Column every_status() {
  Column statuses{"status", {}};
  statuses.words = {"0", "1..100", "101..200", "201", "202..255"};
  return statuses;
}

std::size_t class_of(unsigned status) {
  if (status == 0) return 0;
  return status <= 100 ? 1 : status <= 200 ? 2 : status == 201 ? 3 : 4;
}

// Facts: GDS, section 4.4. "own" stands for the plugin's own status.
Table plugin_table() {
  return Table({column<PluginEnd>("end"), every_status(), yes_no("booting"), yes_no("allow_201")},
               R"(
    let SILLY = 101..200/202..255
    end         status   booting allow_201
    not-started *        *       *   -> finish degraded plugin-broken         ; a broken plugin says nothing about the guest
    exited      0        *       *   -> finish success plugin-said            ; healthy
    *           *        yes     *   -> finish success still-booting          ; fact 8: must not make START fail
    timed-out   *        no      *   -> finish plugin plugin-timed-out 50     ; two hits within Retry_interval restart
    exited      1..100   no      *   -> finish plugin plugin-said own         ; severity
    exited      201      no      yes -> finish plugin plugin-said own         ; immediate failover
    exited      201      no      no  -> finish plugin plugin-said 100         ; only by explicit configuration
    exited      SILLY    no      *   -> finish plugin plugin-said 100         ; undefined, treated as 100
  )");
}

TEST(PluginProbe, IsPassedThroughAsGdsUnderstandsItForEveryStatus) {
  const Table table = plugin_table();
  Disagreements wrong;
  for (std::size_t i = 0; i < 3 * 256 * 4; ++i) {
    const unsigned status = i % 256;
    const Combination c{i / 256 % 3, class_of(status), i / 768 & 1, i / 1536};
    std::string expected = table.row(c).verdict;
    if (expected.ends_with("own")) {
      expected.replace(expected.size() - 3, 3, std::to_string(status));
    }
    const Setting setting{
        .self = self, .has_plugin = true, .allow_201 = c[3] != 0, .booting = c[2] != 0};
    const std::string said = words_of(
        judge_plugin(setting, {static_cast<PluginEnd>(c[0]), static_cast<std::uint8_t>(status)}));
    if (said != expected) {
      wrong.add([&] {
        return table.describe(c) + std::to_string(status) + " said " + said + ", not " + expected;
      });
    }
  }
  EXPECT_EQ(table.unused_rows(), "");
}

TEST(PluginProbe, NeverAsksForAFailoverThatWasNotAllowed) {
  for (unsigned status = 0; status < 256; ++status) {
    const ProbeVerdict v = judge_plugin(Setting{.self = self, .has_plugin = true},
                                        {PluginEnd::exited, static_cast<std::uint8_t>(status)});
    EXPECT_LE(v.plugin, 100) << status;
  }
}

}  // namespace
}  // namespace xvm::oracle
