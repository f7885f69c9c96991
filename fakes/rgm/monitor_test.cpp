// Table 5.4 of the facts: the fault monitor.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct TheMonitor : ::testing::Test {
  Stage stage{2};
  TheMonitor() { stage.form(); }
  GroupConfig& config() { return stage.s.groups[0].config; }
  void restart_once() {
    stage.probe(a, 100);
    stage.end(Method::stop, a);
    stage.end(Method::start, a);
  }
  void refuse_giveover() { stage.end(Method::monitor_check, b, 1); }
};

TEST_F(TheMonitor, SleepsThoroughProbeIntervalBetweenProbes) {
  EXPECT_EQ(stage.armed_s({TimerName::probe_due, web, a}), 60);
  stage.probe(a, 0);
  EXPECT_EQ(stage.armed_s({TimerName::probe_due, web, a}), 60);
  EXPECT_EQ(stage.status(a), Status::ok);
}

TEST_F(TheMonitor, OnlyReportsDegradedBelowHundred) {
  stage.probe(a, 99);
  EXPECT_EQ(stage.status(a), Status::degraded);
  EXPECT_TRUE(stage.running.empty());
}

TEST_F(TheMonitor, RestartsAtASumOfHundred) {
  stage.probe(a, 50);
  stage.probe(a, 0);
  stage.probe(a, 50);
  EXPECT_TRUE(stage.runs(Method::stop, a));
  EXPECT_EQ(stage.rg(a), RgState::online);
  stage.end(Method::stop, a);
  EXPECT_TRUE(stage.runs(Method::start, a));
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(TheMonitor, DropsResultsOlderThanRetryInterval) {
  stage.probe(a, 50);
  EXPECT_EQ(stage.armed_s({TimerName::history, web, NodeId::none, 0}), 370);
  stage.expire(TimerName::history);
  stage.probe(a, 50);
  EXPECT_TRUE(stage.running.empty());
}

TEST_F(TheMonitor, ForgetsItsHistoryAfterASuccessfulRestart) {
  stage.probe(a, 50);
  restart_once();
  stage.probe(a, 50);
  EXPECT_TRUE(stage.running.empty());
}

TEST_F(TheMonitor, AddsUpManySmallFailures) {
  for (int i = 0; i < 9; ++i) stage.probe(a, 10);
  EXPECT_TRUE(stage.running.empty());
  stage.probe(a, 10);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, GivesOverWhenRestartsExceedRetryCount) {
  restart_once();
  restart_once();
  stage.probe(a, 100);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::online);
}

TEST_F(TheMonitor, CountsOnlyRestartsWithinRetryInterval) {
  restart_once();
  restart_once();
  stage.expire(TimerName::restarts, NodeId::none, 0);
  stage.probe(a, 100);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, CountsRestartsThatTheAgentReports) {
  stage.call(Control::resource_is_restarted, a);
  stage.call(Control::resource_is_restarted, a);
  stage.probe(a, 100);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
}

TEST_F(TheMonitor, GivesOverWhenTheStopOfARestartFails) {
  stage.probe(a, 100);
  stage.end(Method::stop, a, 1);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(TheMonitor, GivesOverWhenTheStartOfARestartFails) {
  stage.probe(a, 100);
  stage.end(Method::stop, a);
  stage.end(Method::start, a, 1);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
}

TEST_F(TheMonitor, RestartsWhenItsGiveoverIsRefused) {
  restart_once();
  restart_once();
  stage.probe(a, 100);
  refuse_giveover();
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, WaitsForTheNextProbeWhenThatRestartFailsToo) {
  restart_once();
  restart_once();
  stage.probe(a, 100);
  refuse_giveover();
  stage.end(Method::stop, a, 1);
  refuse_giveover();
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.status(a), Status::faulted);
  stage.probe(a, 100);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
}

TEST_F(TheMonitor, FailsOverAtOnceAt201) {
  stage.probe(a, 201);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
}

TEST_F(TheMonitor, OnlyRestartsAt201WhenTheModeForbidsFailover) {
  config().failover_mode = FailoverMode::restart_only;
  stage.probe(a, 201);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, DoesNothingButFaultedWithLogOnly) {
  config().failover_mode = FailoverMode::log_only;
  stage.probe(a, 201);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.status(a), Status::faulted);
  EXPECT_EQ(stage.armed_s({TimerName::probe_due, web, a}), 60);
}

TEST_F(TheMonitor, StopsTryingWithoutFailoverEnabled) {
  config().failover_enabled = false;
  restart_once();
  restart_once();
  stage.probe(a, 100);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.status(a), Status::faulted);
}

TEST_F(TheMonitor, TakesUndefinedResultsForCompleteFailure) {
  stage.probe(a, 150);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, KillsAProbeAtItsTimeoutAndCountsIt) {
  config().probe_timeout_weight = 40;
  stage.expire(TimerName::probe_due, a);
  EXPECT_EQ(stage.armed_s({TimerName::probe, web, a}), 30);
  stage.expire(TimerName::probe, a);
  EXPECT_TRUE(stage.was_killed(Method::probe, a));
  stage.end_killed(Method::probe, a);
  EXPECT_EQ(stage.s.groups[0].history[0], 40);
}

TEST_F(TheMonitor, IsKilledBeforeAStopAndItsProbeCountsNothing) {
  stage.expire(TimerName::probe_due, a);
  stage.order(Verb::switch_to, b);
  EXPECT_TRUE(stage.was_killed(Method::probe, a));
  EXPECT_FALSE(stage.runs(Method::stop, a));
  stage.end_killed(Method::probe, a);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(TheMonitor, StartsAfreshOnTheNextNode) {
  restart_once();
  restart_once();
  stage.order(Verb::switch_to, b);
  stage.let_it_run();
  stage.probe(b, 100);
  EXPECT_TRUE(stage.runs(Method::stop, b));
}

TEST_F(TheMonitor, IsSilentWhileUnmonitored) {
  stage.order(Verb::unmonitor);
  EXPECT_EQ(stage.resource(a), ResourceState::online_not_monitored);
  EXPECT_EQ(stage.armed_s({TimerName::probe_due, web, a}), -1);
  stage.order(Verb::monitor);
  EXPECT_EQ(stage.armed_s({TimerName::probe_due, web, a}), 60);
}

TEST_F(TheMonitor, DoesNotCountTheKilledProbeOfItsPredecessor) {
  stage.expire(TimerName::probe_due, a);
  stage.order(Verb::unmonitor);
  stage.order(Verb::monitor);
  stage.end_killed(Method::probe, a);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.status(a), Status::ok);
}

TEST_F(TheMonitor, TakesNoActionForASuspendedGroup) {
  stage.order(Verb::suspend);
  stage.probe(a, 100);
  EXPECT_TRUE(stage.running.empty());
}

}  // namespace
}  // namespace xvm::fakes::rgm
