#include "agent/store/atomic_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace xvm::agent {
namespace {

constexpr std::string_view temporary_prefix = ".tmp.";

// Networked file systems answer from memory for up to a minute unless they are asked not to; a
// claim that another node linked a second ago must be seen.
void ask_the_server(int directory) {
  struct statx ignored {};
  (void)::statx(directory, "", AT_EMPTY_PATH | AT_STATX_FORCE_SYNC, STATX_MTIME | STATX_CTIME,
                &ignored);
}

// Returns an errno.
int write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t put = ::write(file, content.data(), content.size());
    if (put < 0) return errno;
    if (put == 0) return EIO;
    content.remove_prefix(static_cast<std::size_t>(put));
  }
  return 0;
}

// Some file systems cannot sync a folder at all; there is nothing better to do on them.
bool folders_cannot_be_synced(int error) { return error == EINVAL || error == EOPNOTSUPP; }

OpenedFolder open_with(const std::string& path, int flags) {
  Descriptor directory(
      ::open(path.c_str(), flags | O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK));
  if (!directory.valid()) return {failed_status("open folder", path, errno), {}};
  return {{}, Folder(std::move(directory), path)};
}

}  // namespace

bool is_temporary(std::string_view name) {
  return name.substr(0, temporary_prefix.size()) == temporary_prefix;
}

std::string random_nonce() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) return "";
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

OpenedFolder open_folder(const std::string& path) { return open_with(path, O_NOFOLLOW); }
OpenedFolder open_followed_folder(const std::string& path) { return open_with(path, 0); }

FileStatus make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0) {
    const int error = errno;
    if (error != EEXIST) return failed_status("make folder", path, error);
    return open_folder(path).status;
  }
  const std::string parent = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
  const Descriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.valid()) return failed_status("open folder", parent, errno);
  if (::fsync(directory.get()) != 0 && !folders_cannot_be_synced(errno)) {
    return failed_status("sync folder", parent, errno);
  }
  return {};
}

FileContent Folder::read(const std::string& name, std::size_t limit) const {
  ask_the_server(directory_.get());
  const Descriptor file(::openat(directory_.get(), name.c_str(),
                                 O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.valid()) return {failure("open", name, errno), ""};
  struct stat st {};
  if (::fstat(file.get(), &st) != 0) return {failure("look at", name, errno), ""};
  if (!S_ISREG(st.st_mode)) {
    return {{FileFault::wrong_kind, full(name) + " is not a regular file"}, ""};
  }
  FileContent content;
  std::array<char, 16'384> piece{};
  while (true) {
    const ssize_t got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0) return {failure("read", name, errno), ""};
    if (got == 0) return content;
    content.text.append(piece.data(), static_cast<std::size_t>(got));
    if (content.text.size() > limit) {
      return {{FileFault::too_large, fmt::format("{} is larger than {} bytes", full(name), limit)},
              ""};
    }
  }
}

FileStatus Folder::fill(const std::string& temporary, std::string_view content) const {
  Descriptor file(::openat(directory_.get(), temporary.c_str(),
                           O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.valid()) return failure("create", temporary, errno);
  if (::fchmod(file.get(), 0600) != 0) return failure("set the mode of", temporary, errno);
  if (const int error = write_all(file.get(), content); error != 0) {
    return failure("write", temporary, error);
  }
  if (::fsync(file.get()) != 0) return failure("sync", temporary, errno);
  if (const int error = file.close(); error != 0) return failure("close", temporary, error);
  return {};
}

// Removing a temporary is no loss: it is this call's own, and no record was ever read from it.
Folder::Temporary Folder::write_temporary(const std::string& name, std::string_view content) const {
  const std::string nonce = random_nonce();
  if (nonce.empty()) return {{FileFault::other, "no random numbers for " + full(name)}, ""};
  Temporary temporary{{}, fmt::format("{}{}.{}", temporary_prefix, nonce, name)};
  temporary.status = fill(temporary.name, content);
  if (!temporary.status) ::unlinkat(directory_.get(), temporary.name.c_str(), 0);
  return temporary;
}

FileStatus Folder::sync() const {
  if (::fsync(directory_.get()) == 0 || folders_cannot_be_synced(errno)) return {};
  return failed_status("sync folder", path_, errno);
}

FileStatus Folder::prove_writable() const {
  const Temporary temporary = write_temporary("probe", "ha-xvm was here\n");
  if (!temporary.status) return temporary.status;
  return remove(temporary.name);
}

FileStatus Folder::replace(const std::string& name, std::string_view content) const {
  const Temporary temporary = write_temporary(name, content);
  if (!temporary.status) return temporary.status;
  const int dir = directory_.get();
  if (::renameat(dir, temporary.name.c_str(), dir, name.c_str()) != 0) {
    FileStatus status = failure("replace", name, errno);
    ::unlinkat(dir, temporary.name.c_str(), 0);
    return status;
  }
  return sync();
}

Linking Folder::judge_by_content(const std::string& name, std::string_view content,
                                 int error) const {
  const FileContent there = read(name);
  if (there.status.ok() && there.text == content) return {LinkEnd::linked, {}};
  const FileStatus said = failure("link", name, error);
  if (there.status.ok()) return {LinkEnd::taken, {FileFault::exists, full(name) + " exists"}};
  // EEXIST for a file that cannot be read is somebody's; without EEXIST nobody knows.
  return {error == EEXIST ? LinkEnd::taken : LinkEnd::unknown, said};
}

Linking Folder::link_new(const std::string& name, std::string_view content) const {
  const Temporary temporary = write_temporary(name, content);
  if (!temporary.status) return {LinkEnd::failed, temporary.status};
  const int dir = directory_.get();
  Linking result{LinkEnd::linked, {}};
  if (::linkat(dir, temporary.name.c_str(), dir, name.c_str(), 0) != 0) {
    const int error = errno;
    result = surely_not_done(fault_of(error))
                 ? Linking{LinkEnd::failed, failure("link", name, error)}
                 : judge_by_content(name, content, error);
  }
  ::unlinkat(dir, temporary.name.c_str(), 0);
  if (result.end == LinkEnd::linked) {
    result.status = sync();
    if (!result.status) result.end = LinkEnd::unknown;
  }
  return result;
}

FileStatus Folder::keep_as(const std::string& from, const std::string& to) const {
  const std::string nonce = random_nonce();
  if (nonce.empty()) return {FileFault::other, "no random numbers for " + full(to)};
  const std::string second = fmt::format("{}{}.{}", temporary_prefix, nonce, to);
  const int dir = directory_.get();
  if (::linkat(dir, from.c_str(), dir, second.c_str(), 0) != 0) return failure("keep", from, errno);
  FileStatus status;
  if (::renameat(dir, second.c_str(), dir, to.c_str()) != 0) status = failure("replace", to, errno);
  // rename does nothing when both names are one file already: then the second name is left over.
  ::unlinkat(dir, second.c_str(), 0);
  return status.ok() ? sync() : status;
}

FileStatus Folder::move(const std::string& from, const std::string& to) const {
  const int dir = directory_.get();
  if (::renameat(dir, from.c_str(), dir, to.c_str()) != 0) return failure("rename", from, errno);
  return sync();
}

FileStatus Folder::remove(const std::string& name) const {
  if (::unlinkat(directory_.get(), name.c_str(), 0) != 0) return failure("remove", name, errno);
  return sync();
}

FolderListing Folder::list() const {
  ask_the_server(directory_.get());
  // A descriptor of its own: reading a folder moves the position that all copies share.
  Descriptor fresh(::openat(directory_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fresh.valid()) return {failed_status("list folder", path_, errno), {}, {}};
  // A removed folder lists as empty; that must not pass for "no claim was ever made".
  struct stat st {};
  if (::fstat(fresh.get(), &st) != 0) return {failed_status("list folder", path_, errno), {}, {}};
  if (st.st_nlink == 0) return {failed_status("list folder", path_, ENOENT), {}, {}};
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(fresh.get()), ::closedir);
  if (!stream) return {failed_status("list folder", path_, errno), {}, {}};
  (void)fresh.release();  // the stream closes it
  FolderListing listing;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    auto& names = is_temporary(name) ? listing.temporaries : listing.names;
    names.emplace_back(name);
    if (names.size() > max_folder_entries) {
      return {{FileFault::too_large, path_ + " holds too many files"}, {}, {}};
    }
  }
  if (errno != 0) return {failed_status("list folder", path_, errno), {}, {}};
  std::sort(listing.names.begin(), listing.names.end());
  return listing;
}

void Folder::sort_oldest_first(std::vector<std::string>& names) const {
  std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, std::string>> dated;
  for (const std::string& name : names) {
    struct stat st {};
    (void)::fstatat(directory_.get(), name.c_str(), &st, AT_SYMLINK_NOFOLLOW);
    dated.push_back({{st.st_mtim.tv_sec, st.st_mtim.tv_nsec}, name});
  }
  std::sort(dated.begin(), dated.end());
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::move(dated[i].second);
}

void Folder::remove_stale_temporaries(const std::string& newest, long age_s) const {
  struct stat reference {};
  const int dir = directory_.get();
  if (::fstatat(dir, newest.c_str(), &reference, AT_SYMLINK_NOFOLLOW) != 0) return;
  for (const std::string& name : list().temporaries) {
    struct stat st {};
    if (::fstatat(dir, name.c_str(), &st, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISREG(st.st_mode) && st.st_mtim.tv_sec + age_s < reference.st_mtim.tv_sec) {
      ::unlinkat(dir, name.c_str(), 0);
    }
  }
}

}  // namespace xvm::agent
