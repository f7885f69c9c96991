#include "agent/store/node_lock.hpp"

#include <gmock/gmock.h>

#include <optional>

#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

class LockOnNode : public RealFolder {
 protected:
  std::string file() const { return path_ + "/lock"; }
};

TEST_F(LockOnNode, HasOneHolder) {
  std::optional<NodeLock> first = NodeLock::take(file(), 0);
  EXPECT_TRUE(first->held());
  const NodeLock second = NodeLock::take(file(), 20);
  EXPECT_FALSE(second.held());
  EXPECT_EQ(second.status().fault, FileFault::silent);
  first.reset();
  EXPECT_TRUE(NodeLock::take(file(), 0).held());
}

TEST_F(LockOnNode, IsWaitedFor) {
  Child holder([&] {
    const NodeLock held = NodeLock::take(file(), 0);
    put("ready", "");
    ::usleep(100'000);
    return held.held() ? 0 : 1;
  });
  while (!std::filesystem::exists(path_ + "/ready")) ::usleep(1000);
  EXPECT_FALSE(NodeLock::take(file(), 0).held());
  EXPECT_TRUE(NodeLock::take(file(), 30'000).held());
  EXPECT_EQ(holder.wait(), 0);
}

TEST_F(LockOnNode, EndsWithItsHolder) {
  Child holder([&] {
    const NodeLock held = NodeLock::take(file(), 0);
    put("ready", "");
    ::pause();
    return 0;
  });
  while (!std::filesystem::exists(path_ + "/ready")) ::usleep(1000);
  EXPECT_FALSE(NodeLock::take(file(), 0).held());
  holder.kill_and_wait();
  EXPECT_TRUE(NodeLock::take(file(), 0).held());
}

TEST_F(LockOnNode, SaysWhyItsFileCannotBeOpened) {
  EXPECT_EQ(NodeLock::take(path_ + "/none/lock", 0).status().fault, FileFault::missing);
}

}  // namespace
}  // namespace xvm::agent
