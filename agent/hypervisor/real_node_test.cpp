// What only real daemons can show: migrations, frozen and killed daemons, the emulator as witness.
// Runs inside a node (real_node_test.sh): qemu:///system is that node, XVM_PEER_URI another one,
// and /run/libvirtd.pid the node's own daemon.
#include <gmock/gmock.h>
#include <signal.h>

#include <future>

#include "agent/hypervisor/contract_node.hpp"
#include "agent/hypervisor/emulator.hpp"
#include "agent/hypervisor/watch.hpp"

namespace xvm::agent {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr auto ok = CallOutcome::ok;
constexpr auto refused = CallOutcome::refused;
constexpr auto unknown = CallOutcome::unknown;

std::string peer_uri() {
  const char* uri = std::getenv("XVM_PEER_URI");
  return uri != nullptr ? uri : "";
}

struct OnRealNodes : ::testing::Test {
  void SetUp() override {
    if (peer_uri().empty()) GTEST_SKIP() << "no real nodes: real_node_test.sh sets XVM_PEER_URI";
    node = std::make_unique<RealNode>();
    peer = std::make_unique<NodeBehindLibvirt>(peer_uri(), node->xml);
    peer->clear();
    start();
  }
  void TearDown() override {
    if (!peer) return;
    daemon(SIGCONT);
    peer->clear();
  }

  void start() {
    ASSERT_EQ(node->define(), ok);
    ASSERT_EQ(node->act(Verb::create), ok);
  }
  Called move(const std::string& migrate_uri = "") {
    return node->hypervisor.migrate(node->key,
                                    {.target_uri = peer_uri(), .migrate_uri = migrate_uri});
  }
  static void daemon(int signal) {
    pid_t pid = 0;
    std::ifstream("/run/libvirtd.pid") >> pid;
    if (pid > 1) ::kill(pid, signal);
  }
  Emulator emulator() {
    return find_emulator(node->key, qemu_pid_folder("qemu:///system")).value();
  }
  TargetAnswer check_peer() {
    return peer->hypervisor.check_target(node->hypervisor.describe_needs(node->key).needs);
  }
  // A guest that has booted has touched memory enough for a throttled copy to take its time.
  void boot() {
    EXPECT_TRUE(comes_true([this] { return node->is_ready(); }));
  }

  std::unique_ptr<RealNode> node;
  std::unique_ptr<NodeBehindLibvirt> peer;
};

constexpr Observation absent{.activity = Activity::inactive};
constexpr Observation running{.activity = Activity::running, .defined = true};
constexpr Observation paused{
    .activity = Activity::paused, .pause = PauseReason::user, .defined = true};

// --- migration ----------------------------------------------------------------------------------

TEST_F(OnRealNodes, MigrationLeavesAPausedDefinedCopyThereAndNothingHere) {
  const Called called = move();
  EXPECT_EQ(called.outcome, ok) << called.detail;
  EXPECT_EQ(node->observe(), absent);
  EXPECT_EQ(peer->observe(), paused);
  EXPECT_EQ(peer->act(Verb::resume), ok);
  EXPECT_EQ(peer->observe(), running);
}

TEST_F(OnRealNodes, MigrationWithoutLiveDoesTheSame) {
  const Called called =
      node->hypervisor.migrate(node->key, {.target_uri = peer_uri(), .live = false});
  EXPECT_EQ(called.outcome, ok) << called.detail;
  EXPECT_EQ(node->observe(), absent);
  EXPECT_EQ(peer->observe(), paused);
}

TEST_F(OnRealNodes, MigrationTakesItsOptions) {
  const Called called = node->hypervisor.migrate(node->key, {.target_uri = peer_uri(),
                                                             .auto_converge = true,
                                                             .parallel = 2,
                                                             .bandwidth_mib_s = 2000,
                                                             .downtime_ms = 200});
  EXPECT_EQ(called.outcome, ok);
  EXPECT_EQ(called.detail, "");
  EXPECT_EQ(peer->observe(), paused);
}

// The copy is throttled so that it is still under way when it is aborted.
TEST_F(OnRealNodes, AbortedMigrationIsUnknownAndTheDomainRunsOnHere) {
  boot();
  auto moving = std::async(std::launch::async, [this] {
    return node->hypervisor.migrate(node->key, {.target_uri = peer_uri(), .bandwidth_mib_s = 1});
  });
  EXPECT_TRUE(comes_true([this] { return peer->observe().activity == Activity::incomplete; }));
  EXPECT_EQ(node->job_idle(), refused);
  EXPECT_EQ(peer->job_idle(), refused) << peer->detail;
  EXPECT_TRUE(check_peer().report.has(TargetFault::domain_active));
  EXPECT_TRUE(check_peer().report.has(TargetFault::job_busy));
  EXPECT_TRUE(comes_true([this] {
    const MigrationProgress progress = node->hypervisor.progress(node->key);
    return progress.remaining_bytes > 0 && progress.remaining_bytes < progress.total_bytes;
  }));
  EXPECT_EQ(node->abort_job(), ok) << node->detail;
  const Called called = moving.get();
  EXPECT_EQ(called.outcome, unknown);
  EXPECT_THAT(called.detail, HasSubstr("libvirt 78/10"));
  EXPECT_EQ(node->observe(), running);
  EXPECT_EQ(node->job_idle(), ok) << node->detail;
  EXPECT_FALSE(node->hypervisor.progress(node->key).known);
  EXPECT_TRUE(comes_true([this] { return peer->observe() == absent; }));
}

TEST_F(OnRealNodes, MigrationToAPortWhereNobodyListensLeavesTheDomainHere) {
  const Called called =
      node->hypervisor.migrate(node->key, {.target_uri = "qemu+tcp://127.0.0.1:1/system"});
  EXPECT_EQ(called.outcome, unknown) << called.detail;
  EXPECT_EQ(node->observe(), running);
  EXPECT_EQ(node->job_idle(), ok);
}

TEST_F(OnRealNodes, EmptyPeerIsAFitTarget) {
  const TargetAnswer answer = check_peer();
  EXPECT_EQ(answer.report, TargetReport{}) << answer.detail;
}

TEST_F(OnRealNodes, MemoryThatThePeerDoesNotHaveIsAFault) {
  TargetNeeds needs = node->hypervisor.describe_needs(node->key).needs;
  EXPECT_EQ(needs.definition.memory_kib, 96U * 1024);
  needs.definition.memory_kib = std::uint64_t{1} << 40;
  EXPECT_TRUE(peer->hypervisor.check_target(needs).report.has(TargetFault::memory_short));
}

TEST_F(OnRealNodes, NameThatThePeerGaveToAnotherDomainIsAFault) {
  peer->take_the_name();
  EXPECT_EQ(check_peer().report, TargetReport{}.with(TargetFault::name_taken));
}

// --- a daemon that does not answer --------------------------------------------------------------

TEST_F(OnRealNodes, FrozenDaemonIsNoticedByKeepaliveInTheMiddleOfACall) {
  LibvirtHypervisor patient({"qemu:///system", {.interval_s = 1, .count = 1}});
  const auto sees_it_run = [&] { return patient.observe(node->key).seen == running; };
  EXPECT_TRUE(comes_true(sees_it_run));
  daemon(SIGSTOP);
  auto asking = std::async(std::launch::async, [&] { return patient.observe(node->key); });
  EXPECT_EQ(asking.wait_for(surely_long_enough), std::future_status::ready);
  daemon(SIGCONT);
  EXPECT_EQ(asking.get().seen, Observation{});
  EXPECT_TRUE(comes_true(sees_it_run));
}

// The daemon has the request when the connection breaks: it is carried out at the thaw.
TEST_F(OnRealNodes, ActThatKeepaliveCutOffIsUnknown) {
  boot();
  LibvirtHypervisor patient({"qemu:///system", {.interval_s = 1, .count = 1}});
  auto dying = std::async(std::launch::async, [&] {
    return patient.migrate(node->key, {.target_uri = peer_uri(), .bandwidth_mib_s = 1});
  });
  EXPECT_TRUE(comes_true([this] { return peer->observe().activity == Activity::incomplete; }));
  daemon(SIGSTOP);
  EXPECT_EQ(dying.wait_for(surely_long_enough), std::future_status::ready);
  daemon(SIGCONT);
  EXPECT_EQ(dying.get().outcome, unknown);
  node->abort_job();
  EXPECT_TRUE(comes_true([this] { return node->job_idle() == ok; }));
}

TEST_F(OnRealNodes, HypervisorOfAFrozenDaemonIsDroppedWithoutWaitingForTheGoodBye) {
  auto hypervisor = std::make_unique<LibvirtHypervisor>(LibvirtAddress{"qemu:///system"});
  EXPECT_EQ(hypervisor->observe(node->key).seen, running);
  daemon(SIGSTOP);
  auto dropping = std::async(std::launch::async, [&] { hypervisor.reset(); });
  EXPECT_EQ(dropping.wait_for(surely_long_enough), std::future_status::ready);
  daemon(SIGCONT);
}

TEST_F(OnRealNodes, CallThatWasGivenUpBeforeItsActNeverActsWhenTheDaemonThaws) {
  LibvirtHypervisor hypervisor(LibvirtAddress{"qemu:///system"});
  daemon(SIGSTOP);
  auto stuck =
      std::async(std::launch::async, [&] { return hypervisor.act(Verb::destroy, node->key); });
  EXPECT_EQ(stuck.wait_for(300ms), std::future_status::timeout);
  hypervisor.withdraw();
  daemon(SIGCONT);
  EXPECT_EQ(stuck.get().outcome, refused);
  EXPECT_EQ(node->observe(), running);
}

TEST_F(OnRealNodes, CallThatWasGivenUpTooLateStillActsWhenTheDaemonThaws) {
  LibvirtHypervisor hypervisor(LibvirtAddress{"qemu:///system"});
  daemon(SIGSTOP);
  auto stuck =
      std::async(std::launch::async, [&] { return hypervisor.act(Verb::destroy, node->key); });
  EXPECT_EQ(stuck.wait_for(300ms), std::future_status::timeout);
  daemon(SIGCONT);
  EXPECT_EQ(stuck.get().outcome, ok);
  EXPECT_EQ(node->observe().off, OffReason::destroyed);
}

// --- the emulator as second witness
// ---------------------------------------------------------------

TEST_F(OnRealNodes, EmulatorIsAliveWhileTheDomainIsActiveAndGoneAfterwards) {
  const Emulator recorded = emulator();
  EXPECT_EQ(witness(recorded), Witness::alive);
  node->suspend();
  EXPECT_EQ(witness(recorded), Witness::alive);
  node->act(Verb::destroy);
  EXPECT_EQ(witness(recorded), Witness::gone);
}

TEST_F(OnRealNodes, EmulatorIsFoundWithoutItsPidFile) {
  EXPECT_EQ(find_emulator(node->key, "/nonexistent"), emulator());
}

TEST_F(OnRealNodes, StopOfADomainWhoseDaemonIsSilentEndsTheEmulatorItself) {
  const Emulator recorded = emulator();
  daemon(SIGSTOP);
  EXPECT_EQ(end_emulator(recorded, surely_long_enough).outcome, ok);
  EXPECT_EQ(witness(recorded), Witness::gone);
  daemon(SIGCONT);
  EXPECT_TRUE(comes_true([this] { return node->observe().activity == Activity::inactive; }));
  EXPECT_EQ(node->observe().off, OffReason::crashed);
}

// --- watching
// -------------------------------------------------------------------------------------

struct Diary {
  std::mutex mutex;
  std::vector<News> news;
  Watch watch;
  explicit Diary(const DomainKey& key, const KeepAlive& keep_alive = {})
      : watch({{"qemu:///system", keep_alive}, key, 1h, 50ms}, [this](const News& n) {
          const std::scoped_lock lock(mutex);
          news.push_back(n);
        }) {}
  ~Diary() { watch.stop(); }
  bool ends_with(Cause cause, const Observation& seen) {
    const std::scoped_lock lock(mutex);
    return !news.empty() && news.back().cause == cause && news.back().looked.seen == seen;
  }
};

TEST_F(OnRealNodes, WatchHearsThatTheDomainWasDestroyed) {
  Diary diary(node->key);
  EXPECT_TRUE(comes_true([&] { return diary.ends_with(Cause::connected, running); }));
  node->act(Verb::destroy);
  const Observation off{
      .activity = Activity::inactive, .off = OffReason::destroyed, .defined = true};
  EXPECT_TRUE(comes_true([&] { return diary.ends_with(Cause::event, off); }));
}

TEST_F(OnRealNodes, WatchThatIsStoppedWhileItsDaemonIsFrozenDoesNotWaitForIt) {
  auto diary = std::make_unique<Diary>(node->key, KeepAlive{.interval_s = 3600, .count = 3});
  EXPECT_TRUE(comes_true([&] { return diary->ends_with(Cause::connected, running); }));
  daemon(SIGSTOP);
  auto stopping = std::async(std::launch::async, [&] { diary.reset(); });
  EXPECT_EQ(stopping.wait_for(surely_long_enough), std::future_status::ready);
  daemon(SIGCONT);
}

TEST_F(OnRealNodes, WatchOutlivesAFrozenDaemon) {
  Diary diary(node->key, KeepAlive{.interval_s = 1, .count = 1});
  EXPECT_TRUE(comes_true([&] { return diary.ends_with(Cause::connected, running); }));
  daemon(SIGSTOP);
  EXPECT_TRUE(comes_true([&] { return diary.ends_with(Cause::lost, {}); }));
  daemon(SIGCONT);
  EXPECT_TRUE(comes_true([&] { return diary.ends_with(Cause::connected, running); }));
}

}  // namespace
}  // namespace xvm::agent
