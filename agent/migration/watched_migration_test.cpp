#include "agent/migration/watched_migration.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <mutex>

namespace xvm::agent {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;

// A copy of 100 MiB that never ends by itself, unless it is told when.
struct Copy {
  std::atomic<std::uint64_t> remaining_mib = 100;
  std::atomic<bool> shrinks = false;
  std::promise<Called> end;
  std::atomic<int> aborts = 0;
  std::mutex mutex;
  std::string said;

  WatchedMigration functions() {
    return {.migrate = [this] { return end.get_future().get(); },
            .look =
                [this] {
                  if (shrinks) --remaining_mib;
                  return MigrationProgress{.known = true,
                                           .total_bytes = std::uint64_t{100} << 20,
                                           .remaining_bytes = remaining_mib << 20};
                },
            .abort = [this]() -> Called {
              ++aborts;
              end.set_value({CallOutcome::unknown, "libvirt 78/10: canceled"});
              return {CallOutcome::ok, {}};
            },
            .say =
                [this](const std::string& line) {
                  const std::scoped_lock lock(mutex);
                  said += line + "\n";
                }};
  }
};

constexpr WatchSettings quick{.stall = {.stall_ms = 60}, .look_every_ms = 5, .say_every_ms = 20};

TEST(WatchedMigration, IsAbortedOnceWhenItStalls) {
  Copy copy;
  const Called end = run_watched(copy.functions(), quick);
  EXPECT_EQ(copy.aborts, 1);
  EXPECT_EQ(end.outcome, CallOutcome::unknown);
  EXPECT_THAT(end.detail, HasSubstr("aborted: no progress for 60 ms: 0 % of 100 MiB copied"));
  EXPECT_THAT(end.detail, HasSubstr("libvirt 78/10: canceled"));
}

TEST(WatchedMigration, IsAbortedAtItsLimitAlthoughItMoves) {
  Copy copy;
  copy.shrinks = true;
  WatchSettings settings = quick;
  settings.limit_ms = 50;
  EXPECT_THAT(run_watched(copy.functions(), settings).detail, HasSubstr("aborted after 50 ms"));
  EXPECT_EQ(copy.aborts, 1);
}

TEST(WatchedMigration, TellsItsProgress) {
  Copy copy;
  run_watched(copy.functions(), quick);
  const std::scoped_lock lock(copy.mutex);
  EXPECT_THAT(copy.said, HasSubstr("migration: 0 % of 100 MiB copied, 100 MiB remain"));
}

TEST(WatchedMigration, ThatEndsByItselfIsNotAborted) {
  Copy copy;
  copy.end.set_value({CallOutcome::ok, {}});
  const Called end = run_watched(copy.functions(), quick);
  EXPECT_EQ(end.outcome, CallOutcome::ok);
  EXPECT_EQ(end.detail, "");
  EXPECT_EQ(copy.aborts, 0);
}

TEST(WatchedMigration, DoesNotWaitForALookThatHangs) {
  Copy copy;
  auto release = std::make_shared<std::promise<void>>();
  auto looking = std::make_shared<std::promise<void>>();
  WatchedMigration functions = copy.functions();
  functions.look = [release, looking] {
    looking->set_value();
    release->get_future().wait();
    return MigrationProgress{};
  };
  functions.migrate = [looking]() -> Called {
    looking->get_future().wait();
    return {CallOutcome::ok, {}};
  };
  EXPECT_EQ(run_watched(functions, quick).outcome, CallOutcome::ok);
  release->set_value();
  std::this_thread::sleep_for(milliseconds(20));  // the looker ends before its promises do
}

}  // namespace
}  // namespace xvm::agent
