// A daemon that does not answer may keep the threads that asked it, and nobody else. The same with
// a real daemon that is frozen: real_node_test.cpp.
#include "agent/hypervisor/silent_daemon.hpp"

#include <gtest/gtest.h>

#include <future>

#include "agent/hypervisor/contract_node.hpp"
#include "agent/hypervisor/watch.hpp"

// Threads that wait for a silent daemon are left behind on purpose, and with them what the crypto
// library had given them when the process ends.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() { return "leak:libcrypto\n"; }  // NOLINT

namespace xvm::agent {
namespace {

using namespace std::chrono_literals;

// Blocking would be for good; the limit is only for a machine that is slow.
constexpr auto long_enough = 60s;

struct OfASilentDaemon : ::testing::Test {
  SilentDaemon daemon;

  std::shared_ptr<LibvirtConnection> connected() {
    auto way = std::make_shared<LibvirtConnection>(LibvirtAddress{daemon.uri()});
    const LibvirtConnection::Opened opened = way->open();
    EXPECT_TRUE(opened.lease) << opened.error.text();
    return way;
  }
  // Whatever waits when a test fails must not wait for ever.
  template <class Deed>
  bool ends(Deed deed) {
    auto doing = std::async(std::launch::async, deed);
    const bool ended = doing.wait_for(long_enough) == std::future_status::ready;
    if (!ended) daemon.hang_up();
    return ended;
  }
};

TEST_F(OfASilentDaemon, HypervisorIsDroppedWithoutWaitingForTheGoodBye) {
  auto hypervisor = std::make_shared<LibvirtHypervisor>(connected());
  daemon.fall_silent();
  EXPECT_TRUE(ends([&] { hypervisor.reset(); }));
  EXPECT_TRUE(daemon.was_left_waiting(SilentDaemon::proc_close));
}

TEST_F(OfASilentDaemon, BrokenConnectionIsDroppedWithoutWaitingForTheGoodBye) {
  const auto way = connected();
  LibvirtConnection::Opened opened = way->open();
  daemon.fall_silent();
  opened.lease.forget();
  EXPECT_TRUE(ends([&] { opened.lease = {}; }));
  EXPECT_TRUE(daemon.was_left_waiting(SilentDaemon::proc_close));
}

TEST_F(OfASilentDaemon, CallKeepsItsOwnThreadOnlyAndBeginsNothingWhenItWasWithdrawn) {
  daemon.fall_silent();
  auto hypervisor = std::make_shared<LibvirtHypervisor>(LibvirtAddress{daemon.uri()});
  auto stuck =
      std::async(std::launch::async, [h = hypervisor] { return h->act(Verb::destroy, {}); });
  EXPECT_TRUE(daemon.was_left_waiting(SilentDaemon::proc_auth_list));
  EXPECT_TRUE(ends([&] { hypervisor->withdraw(), hypervisor.reset(); }));
  EXPECT_TRUE(ends([] { EXPECT_EQ(TestDriverNode().define(), CallOutcome::ok); }));
  EXPECT_EQ(stuck.wait_for(0s), std::future_status::timeout);
  daemon.hang_up();
  EXPECT_EQ(stuck.get().outcome, CallOutcome::refused);
}

TEST_F(OfASilentDaemon, ConnectingLeavesTheEventLoopToOthers) {
  daemon.fall_silent();
  LibvirtConnection silent({daemon.uri(), {.interval_s = 1, .count = 1}});
  auto stuck = std::async(std::launch::async, [&] { return silent.open().fresh; });
  EXPECT_TRUE(daemon.was_left_waiting(SilentDaemon::proc_auth_list));
  NodeBehindLibvirt node("test:///default", TestDriverNode::definition());
  std::promise<void> heard;
  Watch watch({{"test:///default"}, node.key, 1h, 20ms}, [&, first = true](const News&) mutable {
    if (std::exchange(first, false)) heard.set_value();
  });
  EXPECT_EQ(heard.get_future().wait_for(long_enough), std::future_status::ready);
  watch.stop();
  daemon.hang_up();
  EXPECT_FALSE(stuck.get());
}

TEST_F(OfASilentDaemon, WatchIsStoppedWithoutWaiting) {
  daemon.fall_silent();
  auto watch =
      std::make_unique<Watch>(WatchOrder{{daemon.uri()}, {}, 1h, 20ms}, [](const News&) {});
  EXPECT_TRUE(daemon.was_left_waiting(SilentDaemon::proc_auth_list));
  EXPECT_TRUE(ends([&] { watch.reset(); }));
}

}  // namespace
}  // namespace xvm::agent
