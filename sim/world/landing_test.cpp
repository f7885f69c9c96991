// Requests where they arrive: hypervisors, the administrative file system, the cluster manager.
#include "sim/world/booted_world_test_context.hpp"
#include "sim/world/find_call.hpp"

namespace xvm::sim {
namespace {

struct Landing : BootedWorld {
  // A stop of which this request is about to land.
  unsigned open(Asked asked) {
    order(rgm::Verb::disable);
    EXPECT_TRUE(go_until([&] { return find_call(*w_, 0, n1, 0, {.asked = asked}).has_value(); }));
    return find_call(*w_, 0, n1, 0, {.asked = asked}).value_or(0);
  }
  At<World21> at() { return {*w_, 0, n1, 0}; }
  Call& call(unsigned slot) { return at().run().calls[slot]; }
  void cluster(Kind kind, NodeId n, unsigned detail = 0) {
    make({kind, Choice::no_domain, n, 0, 0, static_cast<std::uint8_t>(detail), 0, 0});
  }
  template <class Outcome>
  Outcome outcome(const Call& c) {
    return static_cast<Outcome>(c.outcome);
  }
};

TEST_F(Landing, OfAReadingGivesTheNewestClaim) {
  Call& c = call(open(Asked::read_claim));
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(c.stage, Stage::landed);
  EXPECT_EQ(c.claim, d().newest);
}

TEST_F(Landing, OfAReadingIsUnreadableWhenTheFileSystemIsGoneAndWaitsWhenItIsSilent) {
  Call& c = call(open(Asked::read_claim));
  cluster(Kind::admin, NodeId::none, static_cast<unsigned>(Admin::silent));
  EXPECT_FALSE(can_land(at(), c));
  cluster(Kind::admin, NodeId::none, static_cast<unsigned>(Admin::gone));
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(outcome<StoreOutcome>(c), StoreOutcome::unreadable);
}

TEST_F(Landing, OfALinkFailsOnAReadOnlyFileSystem) {
  Call c;
  c.asked = Asked::link_claim;
  c.claim = released(d().newest, n1);
  w_->admin = Admin::read_only;
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(outcome<LinkOutcome>(c), LinkOutcome::failed);
}

TEST_F(Landing, OfALinkFromAStaleNodeShowsItWhatIsThere) {
  cluster(Kind::admin_stale, n1);
  link_claim(d(), held(d().newest, n2));
  Call c;
  c.asked = Asked::link_claim;
  c.claim = released(d().places[0].cached, n1);
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(outcome<LinkOutcome>(c), LinkOutcome::lost);
  EXPECT_EQ(d().places[0].cached, d().newest);
}

TEST_F(Landing, OfAnExportIsLocalWhenTheFileSystemIsFull) {
  Call& c = call(open(Asked::save));
  cluster(Kind::admin, NodeId::none, static_cast<unsigned>(Admin::full));
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(outcome<ExportOutcome>(c), ExportOutcome::local_only);
}

TEST_F(Landing, OfAnExportMakesUpForOneThatAFaultTook) {
  cluster(Kind::admin_emptied, NodeId::none);
  EXPECT_TRUE(d().bereft);
  Call& c = call(open(Asked::save));
  land(at(), c, scratch_->deeds);
  EXPECT_TRUE(d().exported && !d().bereft);
}

TEST_F(Landing, WaitsForTheWayThereAndForTheHost) {
  Call c;
  c.asked = Asked::observe;
  c.node = n2;
  EXPECT_TRUE(can_land(at(), c));
  w_->cut[1] = NodeSet::of(n1);
  EXPECT_FALSE(can_land(at(), c));
  w_->cut[1] = {};
  w_->frozen = NodeSet::of(n2);
  EXPECT_FALSE(can_land(at(), c));
}

TEST_F(Landing, OnAFrozenDaemonIsSwallowedAndCarriedOutWhenItThaws) {
  cluster(Kind::freeze_daemon, n1);
  Call c;
  c.asked = Asked::act;
  c.node = n1;
  c.detail = detail_of(Verb::destroy);
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(c.stage, Stage::lost);
  cluster(Kind::thaw_daemon, n1);
  EXPECT_FALSE(fakes::active(cell(n1)));
}

TEST_F(Landing, OfADestroyEndsTheEmulatorOfASilentDaemonByItsPid) {
  cluster(Kind::freeze_daemon, n1);
  at().run().silent = NodeSet::of(n1);
  Call c;
  c.asked = Asked::act;
  c.node = n1;
  c.detail = detail_of(Verb::destroy);
  land(at(), c, scratch_->deeds);
  EXPECT_FALSE(fakes::active(cell(n1)));
}

TEST_F(Landing, OfAPluginIsWhatItSaysAndIsRemembered) {
  d().plugin = Plugin::giveover;
  Call c;
  c.asked = Asked::plugin;
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(answer_to(c, {}), Event(PluginReturned{PluginEnd::exited, 201}));
  EXPECT_TRUE(d().places[0].notes.plugin_failed);
}

TEST_F(Landing, OfAPluginThatHangsNeverComes) {
  d().plugin = Plugin::silent;
  Call c;
  c.asked = Asked::plugin;
  land(at(), c, scratch_->deeds);
  EXPECT_EQ(c.stage, Stage::lost);
}

TEST_F(Landing, OfALateCallStillTakesEffect) {
  Late late;
  late.asked = Asked::act;
  late.actor = late.node = n1;
  late.detail = detail_of(Verb::destroy);
  land_late(*w_, 0, late);
  EXPECT_FALSE(fakes::active(cell(n1)));
  EXPECT_EQ(late.asked, Asked::nothing);
}

}  // namespace
}  // namespace xvm::sim
