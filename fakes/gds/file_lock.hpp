// fakes/gds/file_lock.hpp
//
// Purpose: an exclusive lock on a file, held for a scope. The kernel drops it when the holder dies.
// Thread rule: between processes and threads alike.
//
//   const FileLock lock(folder.faults_lock());
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

namespace xvm::fakes::gds {

class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) (void)::flock(descriptor_, LOCK_EX);
  }
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace xvm::fakes::gds
