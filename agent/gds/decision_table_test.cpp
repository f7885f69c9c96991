// The stop decision table (facts: GDS, 7.3), from the commands' answers to the intent.
#include "agent/gds/fake_cluster_test_context.hpp"
#include "model/decisions/stop_intent.hpp"

namespace xvm::agent {
namespace {

class Stop : public FakeCluster {
 protected:
  StopIntent intent() const { return stop_intent(Engine::gds, read(), n1); }
  bool migrates(Seen here, FailoverType failover = FailoverType::migrate_live) const {
    const Setting setting{.nodes = NodeSet::first(3), .failover = failover};
    const Facts facts = read();
    return may_migrate(setting, facts, stop_intent(Engine::gds, facts, n1), here);
  }
};

TEST_F(Stop, OfADisabledResourceDisablesWhateverTheRestSays) {
  answer("ON_OFF_SWITCH", "DISABLED");
  for (const char* state : {"ONLINE", "PENDING_OFFLINE", "OFFLINE"}) {
    answer("RG_STATE", state);
    EXPECT_EQ(intent(), StopIntent::disable) << state;
  }
  is_no_tag("RG_STATE");
  EXPECT_EQ(intent(), StopIntent::disable);
}

TEST_F(Stop, InAnOnlineGroupRestarts) {
  answer("RG_STATE", "ONLINE");
  EXPECT_EQ(intent(), StopIntent::restart);
  answer("TARGET_NODES", "");
  EXPECT_EQ(intent(), StopIntent::restart);
}

TEST_F(Stop, WithoutATargetEvacuates) {
  answer("TARGET_NODES", "");
  EXPECT_EQ(intent(), StopIntent::evacuate);
  is_no_tag("TARGET_NODES");
  EXPECT_EQ(intent(), StopIntent::evacuate);
}

TEST_F(Stop, WithOneTargetSwitches) { EXPECT_EQ(intent(), StopIntent::switch_over); }

TEST_F(Stop, WithSeveralTargetsOrItselfOrAStrangerEvacuates) {
  for (const char* target : {"n2\nn3", "n1", "n4", "n2 n3"}) {
    answer("TARGET_NODES", target);
    EXPECT_EQ(intent(), StopIntent::evacuate) << target;
  }
}

TEST_F(Stop, ThatSwitchesMigratesASoundRunningDomain) {
  EXPECT_TRUE(migrates(Seen::executing));
  EXPECT_FALSE(migrates(Seen::executing, FailoverType::normal));
}

TEST_F(Stop, ThatSwitchesShutsDownADomainThatIsNotSound) {
  for (const Seen here : {Seen::paused, Seen::dead, Seen::defined, Seen::unknown}) {
    EXPECT_FALSE(migrates(here)) << static_cast<int>(here);
  }
  for (const char* status : {"FAULTED\nthe guest crashed", "DEGRADED\n", "??"}) {
    answer("STATUS", status);
    EXPECT_FALSE(migrates(Seen::executing)) << status;
  }
}

TEST_F(Stop, ThatDoesNotSwitchNeverMigrates) {
  answer("RG_STATE", "ONLINE");
  EXPECT_FALSE(migrates(Seen::executing));
  answer("RG_STATE", "PENDING_OFFLINE");
  answer("TARGET_NODES", "");
  EXPECT_FALSE(migrates(Seen::executing));
}

TEST_F(Stop, WithAnythingUnreadableEvacuates) {
  for (const char* tag : {"ON_OFF_SWITCH", "RG_STATE", "TARGET_NODES", "NODESTATE_NODE.n2"}) {
    const std::string before = what_does(tag);
    for (const char* shell : {"echo GARBAGE", "exit 18", "echo; echo", "kill -KILL $$"}) {
      does(tag, shell);
      EXPECT_EQ(intent(), StopIntent::evacuate) << tag << ": " << shell;
    }
    does(tag, before);
  }
  EXPECT_EQ(intent(), StopIntent::switch_over);
}

TEST_F(Stop, InAClusterThatHangsOrReconfiguresForLongEvacuates) {
  for (const char* tag : {"ON_OFF_SWITCH", "RG_STATE", "TARGET_NODES", "NODESTATE_NODE.n3"}) {
    const std::string before = what_does(tag);
    for (const char* shell : {"exec sleep 1000", "exit 5", "exit 7"}) {
      does(tag, shell);
      EXPECT_EQ(stop_intent(Engine::gds, read({}, 300), n1), StopIntent::evacuate) << tag;
    }
    does(tag, before);
  }
}

TEST_F(Stop, WaitsForAConfigurationThatChangesMeanwhile) {
  does("TARGET_NODES",
       "echo >> '" + at("n") + "'; [ $(wc -l < '" + at("n") + "') -gt 2 ] || exit 7; echo n2");
  EXPECT_EQ(stop_intent(Engine::gds, read(), n1), StopIntent::switch_over);
}

}  // namespace
}  // namespace xvm::agent
