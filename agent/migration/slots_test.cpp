#include "agent/migration/slots.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <thread>

namespace xvm::agent {
namespace {

struct Folder {
  std::string path;
  Folder() : path(::testing::TempDir() + "xvm-slots-XXXXXX") {
    if (::mkdtemp(path.data()) == nullptr) std::abort();
  }
  ~Folder() { std::filesystem::remove_all(path); }
};

TEST(MigrationSlots, LetAsManyGoAsThereAre) {
  const Folder folder;
  const MigrationSlots slots(folder.path, 2);
  const MigrationSlot first = slots.take(0), second = slots.take(0), third = slots.take(0);
  EXPECT_TRUE(first.may_go && second.may_go);
  EXPECT_FALSE(third.may_go);
  EXPECT_EQ(third.remark, "all 2 migration slots of this node were taken for 0 ms");
}

TEST(MigrationSlots, LetTheNextGoWhenOneIsGivenBack) {
  const Folder folder;
  const MigrationSlots slots(folder.path, 1);
  auto first = std::make_optional(slots.take(0));
  std::thread leaving([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    first.reset();
  });
  EXPECT_TRUE(slots.take(30'000).may_go);
  leaving.join();
}

TEST(MigrationSlots, LetAGuestGoWhereNoLockCanBeMade) {
  const MigrationSlot slot = MigrationSlots("/nonexistent", 2).take(0);
  EXPECT_TRUE(slot.may_go);
  EXPECT_NE(slot.remark.find("migrates without a slot"), std::string::npos) << slot.remark;
}

}  // namespace
}  // namespace xvm::agent
