#include "agent/store/local_folder.hpp"

#include <gmock/gmock.h>

#include "agent/store/injected_fault.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

class LocalOfResource : public RealFolder {
 protected:
  LocalOfResource() { EXPECT_TRUE(local().create()); }
  LocalFolder local() const { return LocalFolder(path_ + "/state", "web"); }
  FileStatus set(const std::string& text) const {
    return local().change_state([&](const FileContent&) { return text; });
  }
  // As many debts as the state has letters.
  FileStatus add_debt() const {
    return local().change_state([](const FileContent& before) { return before.text + "d"; });
  }
};

TEST_F(LocalOfResource, IsMadeWithItsBaseForTheOwnerOnly) {
  EXPECT_EQ(mode_of("state"), 0700u);
  EXPECT_EQ(mode_of("state/web"), 0700u);
}

TEST_F(LocalOfResource, HasNoStateAtFirst) {
  EXPECT_EQ(local().read_state().status.fault, FileFault::missing);
}

TEST_F(LocalOfResource, ChangesItsState) {
  EXPECT_TRUE(add_debt());
  EXPECT_TRUE(add_debt());
  EXPECT_EQ(local().read_state().text, "dd");
  EXPECT_EQ(mode_of("state/web/state"), 0600u);
}

TEST_F(LocalOfResource, IsLeftAloneWhenNothingChanges) {
  (void)set("x");
  EXPECT_TRUE(local().change_state([](const FileContent&) { return std::nullopt; }));
  const InjectedFault fault(Call::rename, {.error = EIO});
  EXPECT_TRUE(set("x"));
  EXPECT_FALSE(set("y"));
  EXPECT_EQ(local().read_state().text, "x");
}

TEST_F(LocalOfResource, NeverWritesOverAStateThatCannotBeRead) {
  (void)set("debts");
  {
    const InjectedFault fault(Call::read, {.error = EIO});
    EXPECT_EQ(set("x").fault, FileFault::io);
  }
  EXPECT_EQ(local().read_state().text, "debts");
}

TEST_F(LocalOfResource, LosesNoChangeOfTwoProcesses) {
  const auto add_many = [&] {
    for (int i = 0; i < 100; ++i) {
      if (!add_debt()) return 1;
    }
    return 0;
  };
  Child a(add_many);
  Child b(add_many);
  EXPECT_EQ(a.wait() + b.wait(), 0);
  EXPECT_EQ(local().read_state().text, std::string(200, 'd'));
}

TEST_F(LocalOfResource, IsNotChangedWhileAnotherProcessHoldsIt) {
  (void)set("before");
  const NodeLock other = NodeLock::take(path_ + "/state/web/state.lock", 0);
  EXPECT_EQ(set("after").fault, FileFault::silent);
  EXPECT_EQ(local().read_state().text, "before");
}

TEST_F(LocalOfResource, SetsADamagedStateAsideForPeople) {
  (void)set("damaged");
  EXPECT_TRUE(local().set_state_aside());
  EXPECT_EQ(local().read_state().status.fault, FileFault::missing);
  std::size_t kept = 0;
  for (const auto& file : std::filesystem::directory_iterator(path_ + "/state/web")) {
    const std::string name = file.path().filename();
    if (name.starts_with("state.damaged.")) kept += get("state/web/" + name) == "damaged" ? 1 : 0;
  }
  EXPECT_EQ(kept, 1u);
}

TEST_F(LocalOfResource, KeepsACopyOfTheExportAndOfQuarantinedDefinitions) {
  EXPECT_TRUE(local().write_copy(DefinitionKind::persistent_xml, "<domain/>", "m").intact);
  EXPECT_EQ(local().read_copy(DefinitionKind::persistent_xml).text, "<domain/>");
  EXPECT_TRUE(local().write_quarantine("node1", "<domain/>", "m"));
}

TEST_F(LocalOfResource, KnowsWhetherAMethodRuns) {
  const NodeLock running = local().take_method_lock(0);
  EXPECT_TRUE(running.held());
  EXPECT_FALSE(local().take_method_lock(0).held());
  EXPECT_TRUE(add_debt());  // a running method does not keep others from the state
}

TEST_F(LocalOfResource, FailsWhenItsFolderIsGone) {
  std::filesystem::remove_all(path_ + "/state");
  EXPECT_FALSE(add_debt());
  EXPECT_FALSE(local().take_method_lock(0).held());
  EXPECT_TRUE(local().create());
  EXPECT_TRUE(add_debt());
}

TEST_F(LocalOfResource, RefusesResourceNamesThatLeaveTheFolder) {
  EXPECT_EQ(LocalFolder(path_, "../x").create().fault, FileFault::wrong_kind);
}

}  // namespace
}  // namespace xvm::agent
