#include "agent/store/atomic_file.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>

#include "agent/store/injected_fault.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class AtomicFile : public RealFolder {
 protected:
  AtomicFile() : folder_(std::move(open_folder(path_).folder)) {}
  Folder folder_;
};

TEST_F(AtomicFile, IsReplacedWholeWithModeSixHundred) {
  put("f", "old and longer");
  ::chmod((path_ + "/f").c_str(), 0644);
  const mode_t before = ::umask(0);
  EXPECT_TRUE(folder_.replace("f", "new"));
  ::umask(before);
  EXPECT_EQ(get("f"), "new");
  EXPECT_EQ(mode_of("f"), 0600u);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFile, HasModeSixHundredWhateverTheUmask) {
  const mode_t before = ::umask(0777);
  EXPECT_TRUE(folder_.replace("f", "new"));
  EXPECT_EQ(folder_.link_new("g", "new").end, LinkEnd::linked);
  ::umask(before);
  EXPECT_EQ(mode_of("f"), 0600u);
  EXPECT_EQ(mode_of("g"), 0600u);
}

TEST_F(AtomicFile, ReplacesASymbolicLinkInsteadOfFollowingIt) {
  put("victim", "untouched");
  std::filesystem::create_symlink(path_ + "/victim", path_ + "/f");
  EXPECT_TRUE(folder_.replace("f", "new"));
  EXPECT_EQ(get("victim"), "untouched");
  EXPECT_EQ(get("f"), "new");
}

TEST_F(AtomicFile, IsNotReadThroughASymbolicLink) {
  put("secret", "x");
  std::filesystem::create_symlink(path_ + "/secret", path_ + "/f");
  EXPECT_EQ(folder_.read("f").status.fault, FileFault::wrong_kind);
}

TEST_F(AtomicFile, ReadSaysWhatIsWrongWithTheFile) {
  std::filesystem::create_directory(path_ + "/d");
  ::mkfifo((path_ + "/p").c_str(), 0600);
  put("big", std::string(100, 'x'));
  EXPECT_EQ(folder_.read("none").status.fault, FileFault::missing);
  EXPECT_THAT(folder_.read("none").status.text,
              HasSubstr("cannot open " + path_ + "/none: No such"));
  EXPECT_EQ(folder_.read("d").status.fault, FileFault::wrong_kind);
  EXPECT_EQ(folder_.read("p").status.fault, FileFault::wrong_kind);
  EXPECT_EQ(folder_.read("big", 99).status.fault, FileFault::too_large);
  EXPECT_EQ(folder_.read("big", 100).text.size(), 100u);
}

TEST_F(AtomicFile, IsWrittenWholeThoughEveryWriteIsShort) {
  const std::string text = "a definition";
  const InjectedFault fault(Call::write, {});
  EXPECT_TRUE(folder_.replace("f", text));
  EXPECT_EQ(InjectedFault::strikes(), static_cast<int>(text.size()));
  EXPECT_EQ(get("f"), text);
}

struct Strike {
  Call call;
  int error;
  FileFault fault;
};
class StruckFile : public AtomicFile, public testing::WithParamInterface<Strike> {};
TEST_P(StruckFile, KeepsItsOldContentAndLeavesNoTemporary) {
  put("f", "old");
  {
    const InjectedFault fault(GetParam().call, {.error = GetParam().error});
    EXPECT_EQ(folder_.replace("f", "new").fault, GetParam().fault);
    EXPECT_EQ(InjectedFault::strikes(), 1);
  }
  EXPECT_EQ(get("f"), "old");
  EXPECT_EQ(entries(), 1u);
}
INSTANTIATE_TEST_SUITE_P(Errors, StruckFile,
                         testing::Values(Strike{Call::write, EIO, FileFault::io},
                                         Strike{Call::write, ENOSPC, FileFault::full},
                                         Strike{Call::write, EDQUOT, FileFault::full},
                                         Strike{Call::sync_file, EIO, FileFault::io},
                                         Strike{Call::sync_file, ESTALE, FileFault::stale},
                                         Strike{Call::rename, EACCES, FileFault::denied},
                                         Strike{Call::rename, ETIMEDOUT, FileFault::silent}));

TEST_F(AtomicFile, IsNotCalledWrittenWhenTheFolderCannotBeSynced) {
  const InjectedFault fault(Call::sync_folder, {.error = EIO});
  EXPECT_EQ(folder_.replace("f", "new").fault, FileFault::io);
}

TEST_F(AtomicFile, IsWrittenOnFileSystemsThatCannotSyncFolders) {
  const InjectedFault fault(Call::sync_folder, {.error = EINVAL});
  EXPECT_TRUE(folder_.replace("f", "new"));
  EXPECT_EQ(InjectedFault::strikes(), 1);
}

TEST_F(AtomicFile, ReadReportsAFailingMedium) {
  put("f", "x");
  const InjectedFault fault(Call::read, {.error = EIO});
  EXPECT_EQ(folder_.read("f").status.fault, FileFault::io);
}

TEST_F(AtomicFile, LinkGivesANewName) {
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::linked);
  EXPECT_EQ(get("claim"), "nonce a");
  EXPECT_EQ(mode_of("claim"), 0600u);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFile, LinkLosesAgainstAnotherContent) {
  put("claim", "nonce b");
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::taken);
  EXPECT_EQ(get("claim"), "nonce b");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFile, LinkWinsWhenTheNameHoldsItsOwnContent) {
  put("claim", "nonce a");
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::linked);
}

TEST_F(AtomicFile, LinkLosesAgainstSomethingUnreadable) {
  std::filesystem::create_directory(path_ + "/claim");
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::taken);
}

struct LostLink {
  int error;
  bool done;
  LinkEnd end;
};
class LinkWithoutAnswer : public AtomicFile, public testing::WithParamInterface<LostLink> {};
TEST_P(LinkWithoutAnswer, IsJudgedByWhatIsThere) {
  const InjectedFault fault(Call::link,
                            {.error = GetParam().error, .done_all_the_same = GetParam().done});
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, GetParam().end);
  EXPECT_EQ(InjectedFault::strikes(), 1);
  EXPECT_EQ(entries(), GetParam().done ? 1u : 0u);
}
INSTANTIATE_TEST_SUITE_P(Errors, LinkWithoutAnswer,
                         testing::Values(LostLink{EEXIST, true, LinkEnd::linked},
                                         LostLink{ETIMEDOUT, true, LinkEnd::linked},
                                         LostLink{EIO, true, LinkEnd::linked},
                                         LostLink{ETIMEDOUT, false, LinkEnd::unknown},
                                         LostLink{EIO, false, LinkEnd::unknown},
                                         LostLink{ESTALE, false, LinkEnd::unknown},
                                         LostLink{EROFS, false, LinkEnd::failed},
                                         LostLink{ENOSPC, false, LinkEnd::failed},
                                         LostLink{EACCES, false, LinkEnd::failed}));

TEST_F(AtomicFile, LinkIsUnknownWhenTheFolderCannotBeSynced) {
  const InjectedFault fault(Call::sync_folder, {.error = EIO});
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::unknown);
}

TEST_F(AtomicFile, LinkFailsWhenItsContentCannotBeSynced) {
  const InjectedFault fault(Call::sync_file, {.error = EIO});
  EXPECT_EQ(folder_.link_new("claim", "nonce a").end, LinkEnd::failed);
  EXPECT_EQ(entries(), 0u);
}

TEST_F(AtomicFile, KeepAsLeavesBothNames) {
  put("f", "one");
  put("g", "two");
  EXPECT_TRUE(folder_.keep_as("f", "g"));
  EXPECT_TRUE(folder_.keep_as("f", "g"));  // the same file under both names already
  EXPECT_EQ(get("f") + get("g"), "oneone");
  EXPECT_EQ(entries(), 2u);
  EXPECT_EQ(folder_.keep_as("none", "g").fault, FileFault::missing);
  EXPECT_EQ(get("g"), "one");
}

TEST_F(AtomicFile, ListTellsTemporariesFromNames) {
  put("b", "");
  put("a", "");
  put(".tmp.00.claim", "half");
  const FolderListing l = folder_.list();
  EXPECT_TRUE(l.status);
  EXPECT_THAT(l.names, ElementsAre("a", "b"));
  EXPECT_THAT(l.temporaries, ElementsAre(".tmp.00.claim"));
}

TEST_F(AtomicFile, ListOfARemovedFolderIsNotEmptyButAnError) {
  std::filesystem::remove(path_);
  EXPECT_EQ(folder_.list().status.fault, FileFault::missing);
  EXPECT_EQ(folder_.replace("f", "x").fault, FileFault::missing);
  EXPECT_EQ(folder_.link_new("f", "x").end, LinkEnd::failed);
}

TEST_F(AtomicFile, OnlyOldTemporariesAreRemoved) {
  put(".tmp.old", "");
  put(".tmp.young", "");
  put("f", "");
  const timespec day_ago[2] = {{::time(nullptr) - 86'400, 0}, {::time(nullptr) - 86'400, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (path_ + "/.tmp.old").c_str(), day_ago, 0), 0);
  folder_.remove_stale_temporaries("f", 3600);
  EXPECT_THAT(folder_.list().temporaries, ElementsAre(".tmp.young"));
}

TEST_F(AtomicFile, FolderMustBeAFolderAndNoLink) {
  put("f", "");
  std::filesystem::create_directory_symlink(path_, path_ + "/l");
  EXPECT_EQ(open_folder(path_ + "/none").status.fault, FileFault::missing);
  EXPECT_EQ(open_folder(path_ + "/f").status.fault, FileFault::wrong_kind);
  EXPECT_EQ(open_folder(path_ + "/l").status.fault, FileFault::wrong_kind);
}

TEST_F(AtomicFile, FolderIsMadeForItsOwnerOnlyAndOnlyItsLastPart) {
  EXPECT_TRUE(make_folder(path_ + "/d"));
  EXPECT_TRUE(make_folder(path_ + "/d"));
  EXPECT_EQ(mode_of("d"), 0700u);
  EXPECT_EQ(make_folder(path_ + "/gone/d").fault, FileFault::missing);
}

TEST_F(AtomicFile, WriteBeyondTheSizeLimitOfTheProcessFails) {
  put("f", "old");
  Child child([&] {
    const rlimit limit{4096, 4096};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(folder_.replace("f", std::string(10'000, 'x')).fault);
  });
  EXPECT_EQ(child.wait(), static_cast<int>(FileFault::too_large));
  EXPECT_EQ(get("f"), "old");
}

TEST(Nonce, IsDifferentEveryTime) {
  EXPECT_THAT(random_nonce(), SizeIs(32));
  EXPECT_NE(random_nonce(), random_nonce());
}

TEST(FileFaults, MapEveryCommonError) {
  EXPECT_EQ(fault_of(0), FileFault::none);
  EXPECT_EQ(fault_of(ESTALE), FileFault::stale);
  EXPECT_EQ(fault_of(EMFILE), FileFault::busy);
  EXPECT_EQ(fault_of(ELOOP), FileFault::wrong_kind);
  EXPECT_EQ(fault_of(99'999), FileFault::other);
}

class AtomicFileOnMount : public MountedFolder {};

TEST_F(AtomicFileOnMount, FullFileSystemKeepsTheOldContent) {
  put("f", "old");
  fill_up();
  const Folder folder = std::move(open_folder(path_).folder);
  EXPECT_EQ(folder.replace("f", std::string(8192, 'x')).fault, FileFault::full);
  const Linking link = folder.link_new("claim", std::string(8192, 'x'));
  EXPECT_EQ(link.end, LinkEnd::failed);
  EXPECT_EQ(link.status.fault, FileFault::full);
  EXPECT_EQ(get("f"), "old");
  EXPECT_EQ(entries(), 2u);
}

TEST_F(AtomicFileOnMount, ReadOnlyFileSystemIsReadAndNotWritten) {
  put("f", "old");
  ASSERT_TRUE(remount_read_only());
  const Folder folder = std::move(open_folder(path_).folder);
  EXPECT_EQ(folder.read("f").text, "old");
  EXPECT_EQ(folder.replace("f", "new").fault, FileFault::read_only);
  EXPECT_EQ(folder.link_new("claim", "x").end, LinkEnd::failed);
  EXPECT_EQ(folder.remove("f").fault, FileFault::read_only);
}

TEST_F(AtomicFileOnMount, UnmountedFileSystemShowsNothingOfItself) {
  ASSERT_TRUE(make_folder(path_ + "/web"));
  ASSERT_TRUE(open_folder(path_ + "/web").status);
  ASSERT_TRUE(unmount());
  EXPECT_EQ(open_folder(path_ + "/web").status.fault, FileFault::missing);
}

}  // namespace
}  // namespace xvm::agent
