#include "agent/store/admin_folder.hpp"

#include <gmock/gmock.h>

#include "agent/store/quarantine_files.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::SizeIs;

class AdminOfResource : public MountedFolder {
 protected:
  void SetUp() override {
    MountedFolder::SetUp();
    if (reason_.empty()) {
      ASSERT_TRUE(admin().create());
    }
  }
  AdminFolder admin() const { return AdminFolder(path_, "web"); }
};

TEST_F(AdminOfResource, IsClosedToOthers) { EXPECT_EQ(mode_of("web"), 0700u); }

TEST_F(AdminOfResource, IsMadeOnlyUnderAnExistingAdmin) {
  EXPECT_EQ(AdminFolder(path_ + "/gone", "web").create().fault, FileFault::missing);
}

TEST_F(AdminOfResource, HoldsClaimsExportsQuarantineAndHint) {
  EXPECT_EQ(admin().link_claim(1, "claim").end, LinkEnd::linked);
  EXPECT_TRUE(admin().write_export(DefinitionKind::persistent_xml, "<domain/>", "m").intact);
  EXPECT_TRUE(admin().write_export(DefinitionKind::live_xml, "<live/>", "m").intact);
  EXPECT_TRUE(admin().write_export(DefinitionKind::xl_config, "name='web'", "m").intact);
  EXPECT_TRUE(admin().write_quarantine("node2", "<domain/>", "m"));
  EXPECT_TRUE(admin().write_hint("node2"));
  EXPECT_EQ(admin().read_newest_claim().text, "claim");
  EXPECT_EQ(admin().read_export(DefinitionKind::persistent_xml).text, "<domain/>");
  EXPECT_EQ(admin().read_export(DefinitionKind::live_xml).text, "<live/>");
  EXPECT_EQ(get("web/definition.cfg"), "name='web'");
  EXPECT_EQ(admin().read_hint().text, "node2");
}

TEST_F(AdminOfResource, HasFilesForItsOwnerOnly) {
  (void)admin().link_claim(1, "claim");
  (void)admin().write_export(DefinitionKind::persistent_xml, "<domain/>", "m");
  (void)admin().write_quarantine("node2", "<domain/>", "m");
  (void)admin().write_hint("node2");
  for (const auto& file : std::filesystem::directory_iterator(path_ + "/web")) {
    EXPECT_EQ(mode_of("web/" + file.path().filename().string()), 0600u) << file.path();
  }
}

TEST_F(AdminOfResource, PrunesOldClaimsAsNewOnesAreLinked) {
  for (std::uint32_t e = 1; e <= 60; ++e) {
    ASSERT_EQ(admin().link_claim(e, "claim").end, LinkEnd::linked) << e;
  }
  EXPECT_EQ(open_folder(path_ + "/web").folder.list().names.size(), claims_kept);
  EXPECT_EQ(admin().read_newest_claim().epoch, 60u);
}

TEST_F(AdminOfResource, RemovesAHintOnceAndThenAgainWithoutComplaint) {
  (void)admin().write_hint("node2");
  EXPECT_TRUE(admin().remove_hint());
  EXPECT_TRUE(admin().remove_hint());
  EXPECT_EQ(admin().read_hint().status.fault, FileFault::missing);
}

TEST_F(AdminOfResource, IsAnErrorAndNotEmptyWhenUnmounted) {
  (void)admin().link_claim(1, "claim");
  ASSERT_TRUE(unmount());
  EXPECT_EQ(admin().read_newest_claim().status.fault, FileFault::missing);
  EXPECT_EQ(admin().link_claim(1, "claim").end, LinkEnd::failed);
  EXPECT_FALSE(admin().read_export(DefinitionKind::persistent_xml).intact);
  EXPECT_EQ(admin().read_hint().status.fault, FileFault::stale);
  EXPECT_FALSE(admin().remove_hint());
}

TEST_F(AdminOfResource, IsReadButNotWrittenWhenReadOnly) {
  (void)admin().link_claim(1, "claim");
  (void)admin().write_export(DefinitionKind::persistent_xml, "<domain/>", "m");
  ASSERT_TRUE(remount_read_only());
  EXPECT_EQ(admin().read_newest_claim().epoch, 1u);
  EXPECT_EQ(admin().link_claim(2, "claim").status.fault, FileFault::read_only);
  EXPECT_EQ(admin().write_export(DefinitionKind::persistent_xml, "<other/>", "m").status.fault,
            FileFault::read_only);
  EXPECT_TRUE(admin().write_export(DefinitionKind::persistent_xml, "<domain/>", "m").intact);
  EXPECT_EQ(admin().write_hint("x").fault, FileFault::read_only);
}

TEST_F(AdminOfResource, KeepsItsRecordsWhenFull) {
  (void)admin().link_claim(1, "claim");
  (void)admin().write_export(DefinitionKind::persistent_xml, "<domain/>", "m");
  fill_up();
  EXPECT_EQ(admin().link_claim(2, std::string(8192, 'x')).status.fault, FileFault::full);
  EXPECT_EQ(admin()
                .write_export(DefinitionKind::persistent_xml, std::string(8192, 'x'), "m")
                .status.fault,
            FileFault::full);
  EXPECT_EQ(admin().read_newest_claim().text, "claim");
  EXPECT_EQ(admin().read_export(DefinitionKind::persistent_xml).text, "<domain/>");
}

TEST_F(AdminOfResource, RefusesResourceNamesThatLeaveTheFolder) {
  for (const char* name : {"", ".", "..", "../x", "a/b", ".hidden"}) {
    EXPECT_EQ(AdminFolder(path_, name).create().fault, FileFault::wrong_kind) << name;
    EXPECT_FALSE(AdminFolder(path_, name).read_newest_claim().status) << name;
  }
}

TEST_F(AdminOfResource, QuarantinesTheSameDefinitionOnce) {
  EXPECT_TRUE(admin().write_quarantine("node2", "<domain/>", "m"));
  EXPECT_TRUE(admin().write_quarantine("node2", "<domain/>", "m"));
  EXPECT_TRUE(admin().write_quarantine("node2", "<other/>", "m"));
  EXPECT_TRUE(admin().write_quarantine("node3", "<other/>", "m"));
  EXPECT_FALSE(admin().write_quarantine("../node3", "<other/>", "m"));
  EXPECT_FALSE(admin().write_quarantine("node3", "", "m"));
  EXPECT_THAT(list_quarantine(open_folder(path_ + "/web").folder), SizeIs(3));
}

TEST_F(AdminOfResource, WritesADamagedQuarantineAgain) {
  (void)admin().write_quarantine("node2", "<domain/>", "m");
  const std::string name = list_quarantine(open_folder(path_ + "/web").folder).at(0);
  put("web/" + name, "<dom");
  EXPECT_TRUE(admin().write_quarantine("node2", "<domain/>", "m"));
  EXPECT_EQ(get("web/" + name), "<domain/>");
}

}  // namespace
}  // namespace xvm::agent
