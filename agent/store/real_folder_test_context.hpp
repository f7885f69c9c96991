// agent/store/real_folder_test_context.hpp
//
// Purpose: for tests only: a real folder of its own, file systems mounted in a private mount
// namespace, child processes that are ended whatever happens.
// Thread rule: one test, one thread.
#pragma once

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>

namespace xvm::agent {

class RealFolder : public testing::Test {
 protected:
  RealFolder() {
    std::string pattern = testing::TempDir() + "xvm_store_XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~RealFolder() override {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
  }
  std::string get(const std::string& name) const {
    std::ifstream in(path_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  unsigned mode_of(const std::string& name) const {
    struct stat st {};
    return ::stat((path_ + "/" + name).c_str(), &st) == 0 ? st.st_mode & 07777u : 0;
  }
  std::size_t entries() const {
    std::size_t n = 0;
    for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator(path_)) ++n;
    return n;
  }

  std::string path_;
};

// Mounts stay inside a mount namespace of the test's own.
class MountedFolder : public RealFolder {
 protected:
  void SetUp() override {
    if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
      reason_ = std::string("no mount namespace: ") + std::strerror(errno);
    } else if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 || !mount_tmpfs()) {
      reason_ = std::string("cannot mount: ") + std::strerror(errno);
    }
    if (!reason_.empty()) {
      std::cout << "skipped, " << reason_ << '\n';
      GTEST_SKIP() << reason_;
    }
  }
  void TearDown() override { ::umount2(path_.c_str(), MNT_DETACH); }

  bool mount_tmpfs() const {
    return ::mount("tmpfs", path_.c_str(), "tmpfs", 0, "size=512k,mode=0755") == 0;
  }
  bool remount_read_only() const {
    return ::mount("none", path_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
  }
  bool unmount() const { return ::umount2(path_.c_str(), MNT_DETACH) == 0; }
  // Leaves less than one page.
  void fill_up() const {
    std::ofstream big(path_ + "/filler", std::ios::binary);
    const std::string page(4096, 'x');
    while (big.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
    }
  }

  std::string reason_;
};

// Memory that survives fork: two processes write to it.
template <class T>
class Shared {
 public:
  Shared() : at_(new (map()) T()) {}
  ~Shared() { ::munmap(static_cast<void*>(at_), sizeof(T)); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  T* operator->() { return at_; }

 private:
  static void* map() {
    return ::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  }
  T* at_;
};

// How far a child process got; children report after each write that was acknowledged.
struct Progress {
  std::atomic<unsigned> acknowledged{0};
};

// A killed writer proves something only after it wrote; the disk may be slow, but not for a minute.
inline bool wait_for(Shared<Progress>& progress, unsigned goal) {
  for (int ms = 0; ms < 60'000 && progress->acknowledged < goal; ++ms) ::usleep(1000);
  return progress->acknowledged >= goal;
}

// A child process that runs `work` and exits with what it returns; killed when it goes out of
// scope.
class Child {
 public:
  explicit Child(const std::function<int()>& work) : pid_(::fork()) {
    if (pid_ == 0) ::_exit(work());
  }
  ~Child() {
    if (pid_ > 0) kill_and_wait();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  pid_t pid() const { return pid_; }
  void kill_and_wait() {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }
  int wait() {
    int status = -1;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_;
};

}  // namespace xvm::agent
