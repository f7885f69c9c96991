// agent/store/atomic_file.hpp
//
// Purpose: files that are either old or new, never half: a synced temporary is renamed over the old
// file, or linked to a name that must not exist yet, and then the folder is synced (architecture,
// section 4). All files have mode 0600; symbolic links are never followed.
// Thread rule: a Folder is used by one thread at a time. Every call blocks for as long as the file
// system does (a dead NFS server: for ever), so the driver runs them on a worker. Nothing is
// retried.
//
//   OpenedFolder opened = open_folder("/global/xvm/web-rs");
//   if (!opened.status) return report(opened.status.text);
//   FileStatus s = opened.folder.replace("hint", text);
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "agent/store/descriptor.hpp"
#include "agent/store/file_fault.hpp"

namespace xvm::agent {

// No record or definition comes near; anything larger is not ours.
inline constexpr std::size_t max_file_bytes = std::size_t{4} * 1024 * 1024;
// A folder with more names than this is not ours either.
inline constexpr std::size_t max_folder_entries = 100'000;

struct FileContent {
  FileStatus status;
  std::string text;
};

struct FolderListing {
  FileStatus status;
  std::vector<std::string> names;  // without ".", ".." and temporaries; sorted
  std::vector<std::string> temporaries;
};

enum class LinkEnd : std::uint8_t {
  linked,   // the name is ours, and durable
  taken,    // another content has that name
  failed,   // nothing was linked
  unknown,  // no answer, or linked but perhaps not durable
};

struct Linking {
  LinkEnd end = LinkEnd::failed;
  FileStatus status;
};

class Folder {
 public:
  Folder() = default;
  Folder(Descriptor directory, std::string path)
      : directory_(std::move(directory)), path_(std::move(path)) {}

  const std::string& path() const { return path_; }

  FileContent read(const std::string& name, std::size_t limit = max_file_bytes) const;

  // Temporary, fsync, rename, fsync of the folder. After a failure the old content stands, or
  // (fault of the last fsync) the new one does but may not survive a power failure.
  FileStatus replace(const std::string& name, std::string_view content) const;

  // Temporary, fsync, link(2), fsync of the folder: of two writers exactly one gets `linked`. When
  // link says that the name exists, or gives no clear answer, the file itself decides: our own
  // content there (a retransmission of NFS) is `linked`, so `content` must hold a nonce.
  Linking link_new(const std::string& name, std::string_view content) const;

  // Gives the file `from` the second name `to`, replacing what had it.
  FileStatus keep_as(const std::string& from, const std::string& to) const;

  // Renames; what had the name `to` is replaced.
  FileStatus move(const std::string& from, const std::string& to) const;
  FileStatus remove(const std::string& name) const;

  // Asks a network file system for its present names, not for remembered ones.
  FolderListing list() const;

  // By time of last change, by the clock of the file server; names that are gone come first.
  void sort_oldest_first(std::vector<std::string>& names) const;

  // Writes, syncs and removes a temporary.
  FileStatus prove_writable() const;

  // Removes temporaries whose writer died: older by `age_s` than the file `newest`, by the clock of
  // the file server. Errors are ignored; the next call tries again.
  void remove_stale_temporaries(const std::string& newest, long age_s) const;

 private:
  struct Temporary {
    FileStatus status;
    std::string name;
  };
  Temporary write_temporary(const std::string& name, std::string_view content) const;
  FileStatus fill(const std::string& temporary, std::string_view content) const;
  FileStatus sync() const;
  Linking judge_by_content(const std::string& name, std::string_view content, int error) const;
  std::string full(const std::string& name) const { return path_ + "/" + name; }
  FileStatus failure(std::string_view deed, const std::string& name, int error) const {
    return failed_status(deed, full(name), error);
  }

  Descriptor directory_;
  std::string path_;
};

struct OpenedFolder {
  FileStatus status;
  Folder folder;
};

// The last part of `path` must be a folder and no symbolic link.
OpenedFolder open_folder(const std::string& path);

// For ADMIN itself, which may be a symbolic link to where the file system is mounted.
OpenedFolder open_followed_folder(const std::string& path);

// Makes the last part of `path` with mode 0700, if it is missing, and syncs its parent.
FileStatus make_folder(const std::string& path);

bool is_temporary(std::string_view name);

// 32 hex digits from the system's random source; empty when there is none (never seen, never
// guess).
std::string random_nonce();

}  // namespace xvm::agent
