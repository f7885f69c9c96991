#include "agent/hypervisor/watch.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "agent/hypervisor/contract_node.hpp"

namespace xvm::agent {
namespace {

using namespace std::chrono_literals;

// All connections of a process to test:///default share one node.
struct Watched : ::testing::Test {
  NodeBehindLibvirt node{"test:///default", TestDriverNode::definition()};
  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<News> news;

  // All connections of the test driver also share one queue of events, which now and then loses one
  // when a watch comes just as another goes. Real daemons have a queue for each connection.
  ~Watched() override {
    std::this_thread::sleep_for(100ms);
    node.clear();
  }

  std::unique_ptr<Watch> watch(std::chrono::milliseconds audit, const std::string& uri = "") {
    WatchOrder order{{uri.empty() ? "test:///default" : uri}, node.key, audit, 20ms};
    return std::make_unique<Watch>(order, [this](const News& n) {
      const std::scoped_lock lock(mutex);
      news.push_back(n);
      arrived.notify_all();
    });
  }
  // The news number `count`, or a failure after 10 s.
  News wait_for(std::size_t count) {
    std::unique_lock lock(mutex);
    const bool came = arrived.wait_for(lock, 10s, [&] { return news.size() >= count; });
    EXPECT_TRUE(came) << "only " << news.size() << " of " << count;
    return came ? news[count - 1] : News{};
  }
};

TEST_F(Watched, FirstLookIsTold) {
  const auto w = watch(1h);
  const News first = wait_for(1);
  EXPECT_EQ(first.cause, Cause::connected);
  EXPECT_EQ(first.looked.seen, (Observation{.activity = Activity::inactive}));
}

TEST_F(Watched, EventTellsOfAChangeLongBeforeTheAudit) {
  node.define();
  const auto w = watch(1h);
  EXPECT_EQ(wait_for(1).looked.seen,
            (Observation{.activity = Activity::inactive, .defined = true}));
  EXPECT_EQ(node.act(Verb::create), CallOutcome::ok) << node.detail;
  EXPECT_EQ(wait_for(2).cause, Cause::event);
  EXPECT_EQ(wait_for(2).looked.seen, (Observation{.activity = Activity::running, .defined = true}));
  node.suspend();
  EXPECT_EQ(wait_for(3).looked.seen.activity, Activity::paused);
}

TEST_F(Watched, AuditAloneTellsNothingWhenNothingChanged) {
  const auto w = watch(5ms);
  wait_for(1);
  std::this_thread::sleep_for(100ms);
  const std::scoped_lock lock(mutex);
  EXPECT_EQ(news.size(), 1U);
}

TEST_F(Watched, EventOfAnotherDomainTellsNothing) {
  const auto w = watch(1h);
  wait_for(1);
  const DomainHandle other(virDomainLookupByName(node.raw(), "test"));
  ASSERT_EQ(virDomainSuspend(other.get()), 0);
  ASSERT_EQ(virDomainResume(other.get()), 0);
  node.define();
  EXPECT_EQ(wait_for(2).looked.seen,
            (Observation{.activity = Activity::inactive, .defined = true}));
}

TEST_F(Watched, DaemonThatCannotBeReachedIsToldOnceAsUnknown) {
  const auto w = watch(1h, "qemu+tcp://127.0.0.1:1/system");
  const News first = wait_for(1);
  EXPECT_EQ(first.cause, Cause::lost);
  EXPECT_EQ(first.looked.seen, Observation{});
  std::this_thread::sleep_for(100ms);
  const std::scoped_lock lock(mutex);
  EXPECT_EQ(news.size(), 1U);
}

TEST_F(Watched, NothingIsToldAfterStop) {
  node.define();
  const auto w = watch(5ms);
  wait_for(1);
  w->stop();
  node.act(Verb::create);
  std::this_thread::sleep_for(100ms);
  const std::scoped_lock lock(mutex);
  EXPECT_EQ(news.size(), 1U);
}

}  // namespace
}  // namespace xvm::agent
