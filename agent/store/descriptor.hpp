// agent/store/descriptor.hpp
//
// Purpose: owns one file descriptor.
// Thread rule: as a plain value; moved, never shared.
//
//   Descriptor file(::openat(folder, name, O_RDONLY | O_CLOEXEC));
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace xvm::agent {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }
  // The caller owns the number from now on.
  int release() { return std::exchange(fd_, -1); }
  // Network file systems report lost writes only here. Returns an errno, 0 when all is well.
  int close() {
    const int fd = std::exchange(fd_, -1);
    return ::close(fd) == 0 ? 0 : errno;
  }

 private:
  int fd_ = -1;
};

}  // namespace xvm::agent
