#include "agent/store/admin_inspection.hpp"

#include <gmock/gmock.h>

#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

FindingSet of(Finding f) { return FindingSet{}.with(f); }

class AdminOnDisk : public MountedFolder {
 protected:
  // A tmpfs is local; that finding is expected everywhere here.
  FindingSet found() const {
    const FindingSet all = inspect_admin(path_, "web").findings;
    EXPECT_TRUE(all.contains(Finding::admin_local));
    return FindingSet(all.bits() & ~of(Finding::admin_local).bits());
  }
};

TEST_F(AdminOnDisk, InGoodOrderHasNoFindingAndStaysAsItWas) {
  EXPECT_TRUE(found().empty());
  EXPECT_EQ(entries(), 0u);
}

TEST_F(AdminOnDisk, MissingIsFound) {
  const AdminInspection i = inspect_admin(path_ + "/none", "web");
  EXPECT_EQ(i.findings, of(Finding::admin_missing));
  EXPECT_THAT(i.notes, ElementsAre(HasSubstr("cannot find ADMIN " + path_ + "/none: No such")));
}

TEST_F(AdminOnDisk, AFileIsFound) {
  put("f", "");
  EXPECT_EQ(inspect_admin(path_ + "/f", "web").findings, of(Finding::admin_not_a_folder));
}

TEST_F(AdminOnDisk, ReadOnlyIsFound) {
  ASSERT_TRUE(remount_read_only());
  EXPECT_EQ(found(), of(Finding::admin_not_writable));
}

TEST_F(AdminOnDisk, FullIsFound) {
  fill_up();
  EXPECT_EQ(found(), of(Finding::admin_not_writable));
}

TEST_F(AdminOnDisk, OpenToTheWorldIsFound) {
  ::chmod(path_.c_str(), 0777);
  EXPECT_EQ(found(), of(Finding::admin_world_accessible));
  ::chmod(path_.c_str(), 0755);
  std::filesystem::create_directory(path_ + "/web");
  ::chmod((path_ + "/web").c_str(), 0701);
  EXPECT_EQ(found(), of(Finding::admin_world_accessible));
  ::chmod((path_ + "/web").c_str(), 0750);
  EXPECT_TRUE(found().empty());
}

TEST_F(AdminOnDisk, MayBeASymbolicLink) {
  std::filesystem::create_directory(path_ + "/real");
  std::filesystem::create_directory_symlink(path_ + "/real", path_ + "/link");
  EXPECT_EQ(inspect_admin(path_ + "/link", "web").findings, of(Finding::admin_local));
}

}  // namespace
}  // namespace xvm::agent
