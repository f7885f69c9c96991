#include "agent/store/admin_inspection.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "agent/store/atomic_file.hpp"

namespace xvm::agent {
namespace {

constexpr long xfs_magic = 0x58465342;
constexpr long zfs_magic = 0x2fc12fc1;

bool is_local(long kind) {
  constexpr std::array local{
      static_cast<long>(EXT4_SUPER_MAGIC),  xfs_magic,
      static_cast<long>(BTRFS_SUPER_MAGIC), zfs_magic,
      static_cast<long>(TMPFS_MAGIC),       static_cast<long>(RAMFS_MAGIC),
      static_cast<long>(F2FS_SUPER_MAGIC),  static_cast<long>(OVERLAYFS_SUPER_MAGIC)};
  return std::find(local.begin(), local.end(), kind) != local.end();
}

class Inspection {
 public:
  explicit Inspection(std::string admin) : admin_(std::move(admin)) {}

  void add(Finding finding, std::string note) {
    result_.findings = result_.findings.with(finding);
    result_.notes.push_back(std::move(note));
  }

  // ADMIN itself may be a symbolic link to where the file system is mounted.
  bool is_there() {
    struct stat st {};
    if (::stat(admin_.c_str(), &st) != 0) {
      add(Finding::admin_missing, failed_status("find ADMIN", admin_, errno).text);
      return false;
    }
    if (!S_ISDIR(st.st_mode)) {
      add(Finding::admin_not_a_folder, fmt::format("ADMIN {} is not a folder", admin_));
      return false;
    }
    if ((st.st_mode & S_IWOTH) != 0) {
      add(Finding::admin_world_accessible,
          fmt::format("everybody may write to ADMIN {}: chmod o-w", admin_));
    }
    return true;
  }

  void look_at_kind() {
    struct statfs fs {};
    if (::statfs(admin_.c_str(), &fs) == 0 && is_local(static_cast<long>(fs.f_type))) {
      add(Finding::admin_local,
          fmt::format("ADMIN {} is on a local file system; all nodes must share it", admin_));
    }
  }

  void look_at_resource(const std::string& resource) {
    const std::string path = admin_ + "/" + resource;
    struct stat st {};
    if (::lstat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode) && (st.st_mode & S_IRWXO) != 0) {
      add(Finding::admin_world_accessible,
          fmt::format("others may enter {}: chmod 0700; definitions may hold passwords", path));
    }
  }

  void try_to_write() {
    OpenedFolder opened = open_followed_folder(admin_);
    const FileStatus status = opened.status.ok() ? opened.folder.prove_writable() : opened.status;
    if (!status) add(Finding::admin_not_writable, status.text);
  }

  AdminInspection result() { return std::move(result_); }

 private:
  std::string admin_;
  AdminInspection result_;
};

}  // namespace

AdminInspection inspect_admin(const std::string& admin, const std::string& resource) {
  Inspection inspection(admin);
  if (inspection.is_there()) {
    inspection.look_at_kind();
    inspection.look_at_resource(resource);
    inspection.try_to_write();
  }
  return inspection.result();
}

}  // namespace xvm::agent
