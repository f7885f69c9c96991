// What must hold at rest, and the reasons that are named where it cannot.
#include "sim/timed/cluster_test_context.hpp"

namespace xvm::sim {
namespace {

class AtRest : public OneDomain<World21> {
 protected:
  explicit AtRest(const DomainForm& form = {}) : OneDomain<World21>(form) {}

  NoRecovery why() { return recovery_of(world(), 0).why; }
  unsigned executing() { return recovery_of(world(), 0).executing; }
  Violation found() {
    RestJudge<World21> rest(world());
    return rest.check(world()).broken.violation;
  }
  rgm::Group& group() { return world().rgm.groups[0]; }
  // Behind everybody's back.
  void kill_guest() { ask_node(world(), domain(), n1, fakes::Ask::kill_emulator); }
};

TEST_F(AtRest, IsFineWhenTheDomainRunsOnce) {
  EXPECT_TRUE(run_->is_at_rest());
  EXPECT_EQ(executing(), 1u);
  EXPECT_EQ(found(), Violation::none);
}

TEST_F(AtRest, FindsASecondDefinitionThatNobodyExplains) {
  domain().places[1].cell.defined = true;
  EXPECT_EQ(found(), Violation::defined_twice);
}

TEST_F(AtRest, ExcusesADefinitionThatIsOwed) {
  domain().places[1].cell.defined = true;
  domain().places[0].notes.undefine_owed = NodeSet::of(n2);
  EXPECT_EQ(leftover_of(world(), 0, n2), Leftover::owed);
  EXPECT_EQ(found(), Violation::none);
}

TEST_F(AtRest, FindsAResourceOnlineWithoutItsDomain) {
  kill_guest();
  EXPECT_EQ(found(), Violation::online_without_domain);
}

TEST_F(AtRest, NamesADisabledResource) {
  order(rgm::Verb::disable);
  settle_for(900);
  EXPECT_EQ(why(), NoRecovery::disabled);
  EXPECT_EQ(found(), Violation::none);
}

TEST_F(AtRest, NamesAGroupThatIsKeptOffline) {
  order(rgm::Verb::offline);
  settle_for(900);
  EXPECT_EQ(why(), NoRecovery::kept_offline);
}

TEST_F(AtRest, NamesAFailedStop) {
  kill_guest();
  world().rgm.cells[0][0].rg = rgm::RgState::error_stop_failed;
  EXPECT_EQ(why(), NoRecovery::stop_failed);
}

TEST_F(AtRest, NamesAMonitorThatWasSwitchedOff) {
  order(rgm::Verb::unmonitor);
  kill_guest();
  EXPECT_EQ(why(), NoRecovery::not_monitored);
}

TEST_F(AtRest, NamesTheLackOfNodes) {
  order(rgm::Verb::offline);
  settle_for(900);
  group().wanted = true;
  for (rgm::Node& node : world().rgm.nodes) node.state = rgm::NodeState::down;
  EXPECT_EQ(why(), NoRecovery::no_member);
}

TEST_F(AtRest, NamesStartsThatFailedOnEveryNode) {
  order(rgm::Verb::offline);
  settle_for(900);
  group().wanted = true;
  for (rgm::Cell& cell : world().rgm.cells[0]) cell.pingpong = true;
  EXPECT_EQ(why(), NoRecovery::starts_failed_about);
}

TEST_F(AtRest, NamesNothingForADomainThatCouldRun) {
  kill_guest();
  EXPECT_EQ(why(), NoRecovery::none);
}

// --- two domains with affinities -----------------------------------------------------------------

struct Affine : testing::Test {
  static RunOptions plan(rgm::Affinity kind) {
    RunOptions o;
    o.formation = alike({.nodes = 2, .domains = 2});
    o.formation.domains[1].group.affinities[0] = {kind, rgm::GroupId{0}};
    o.formation.domains[1].group.affinity_count = 1;
    return o;
  }
  void begin(rgm::Affinity kind) {
    run = std::make_unique<Course<World33>>(plan(kind));
    while (run->advance(300 * second)) {
    }
  }
  bool runs(unsigned domain, NodeId n) {
    return fakes::executing(run->world().domains[domain].places[index(n)].cell);
  }
  Violation found() {
    RestJudge<World33> rest(run->world());
    return rest.check(run->world()).broken.violation;
  }
  std::unique_ptr<Course<World33>> run;
};

TEST_F(Affine, DomainsRunTogetherOrApart) {
  begin(rgm::Affinity::strong_positive);
  EXPECT_TRUE(runs(0, n1) && runs(1, n1));
  begin(rgm::Affinity::strong_negative);
  EXPECT_TRUE(runs(0, n1) && runs(1, n2));
  EXPECT_EQ(found(), Violation::none);
}

TEST_F(Affine, DomainsThatMeetAgainstTheirWillAreS9) {
  begin(rgm::Affinity::strong_positive);
  run->world().rgm.groups[1].config.affinities[0].kind = rgm::Affinity::strong_negative;
  EXPECT_EQ(found(), Violation::affinity_broken);
}

TEST_F(Affine, DomainsHaveNoRoomOnTheLastNode) {
  begin(rgm::Affinity::strong_negative);
  run->happen({Kind::crash_host, Choice::no_domain, n2, 0, 0, 0, 0, 0});
  while (is_member(run->world(), n2)) ASSERT_TRUE(run->advance(400 * second));
  EXPECT_EQ(recovery_of(run->world(), 1).why, NoRecovery::affinity_forbids);
}

// --- S6 ------------------------------------------------------------------------------------------

struct HungGuest : AtRest {
  HungGuest() : AtRest({.temper = fakes::Temper::hung}) {}
  Timing timing() { return run_->result().verdict.timing; }
};

TEST_F(HungGuest, IsDestroyedAfterTheGracefulPhaseAlone) {
  order(rgm::Verb::offline);
  settle_for(400);
  EXPECT_TRUE(runs(n1));
  settle_for(100);
  EXPECT_FALSE(runs(n1));
}

TEST_F(HungGuest, DestroyedBeforeTheGracefulPhaseIsOverIsS6) {
  order(rgm::Verb::offline);
  settle_for(60);
  run_->happen({Kind::expire, 0, n1, 0, 0, static_cast<std::uint8_t>(Timer::graceful), 0, 0});
  while (run_->advance(run_->now_us() + 60 * second) && timing() == Timing::kept) {
  }
  EXPECT_EQ(timing(), Timing::destroyed_early);
}

TEST_F(HungGuest, WhoseStopHasNoVerdictInTimeIsS6) {
  order(rgm::Verb::offline);
  settle_for(60);
  run_->happen({Kind::time_over, 0, n1, 0, 0, 0, static_cast<std::uint8_t>(rgm::Method::stop), 0});
  EXPECT_EQ(timing(), Timing::overran);
}

// --- SUNW.gds ------------------------------------------------------------------------------------

struct SunwGds : AtRest {
  static DomainForm form() {
    DomainForm f;
    f.group.form = rgm::Form::sunw_gds;
    return f;
  }
  SunwGds() : AtRest(form()) {}
  Scratch scratch_{};
  rgm::Cell& cell_of(NodeId n) { return world().rgm.cells[0][index(n)]; }
};

TEST_F(SunwGds, StartsAndTakesItsTagOutOfPmf) {
  EXPECT_TRUE(runs_only(n1));
  EXPECT_FALSE(cell_of(n1).tag_watched);
  EXPECT_FALSE(cell_of(n1).command_running);
}

TEST_F(SunwGds, MigratesOnASwitch) {
  order(rgm::Verb::switch_to, n2);
  settle_for(300);
  EXPECT_TRUE(runs_only(n2));
  EXPECT_EQ(boots(), 1u);
}

TEST_F(SunwGds, GivesAStopEightyPercent) {
  domain().places[0].cell.guest.temper = fakes::Temper::hung;
  order(rgm::Verb::offline);
  settle_for(330);
  EXPECT_TRUE(runs(n1));
  settle_for(30);
  EXPECT_FALSE(runs(n1));
}

// The probe finds the domain while the start command still exports: START is over for RGM.
TEST_F(SunwGds, LetsAStopWaitForTheLockOfAStartThatGoesOn) {
  order(rgm::Verb::offline);
  settle_for(900);
  order(rgm::Verb::online);
  auto& run = domain().places[0].runs[0];
  while (!(run.method == rgm::Method::start && run.life == Life::running)) {
    ASSERT_TRUE(run_->advance(run_->now_us() + 60 * second));
  }
  cell_of(n1).running = rgm::Method::stop;
  cell_of(n1).tag_watched = false;
  const RgmActions<World21> rgm_asks{world(), scratch_};
  rgm_asks(rgm::Launch{rgm::GroupId{0}, n1, rgm::Method::stop, 600, 480});
  EXPECT_EQ(domain().places[0].queue.method, rgm::Method::stop);
  run.life = Life::ended;
  tell_end(At<World21>{world(), 0, n1, 0}, scratch_);
  EXPECT_EQ(run.method, rgm::Method::stop);
  EXPECT_EQ(domain().places[0].queue.method, rgm::Method::none);
}

}  // namespace
}  // namespace xvm::sim
