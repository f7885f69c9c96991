#include "agent/config/config_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xvm::agent {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

TextFile failed(const std::string& path, std::string problem, std::string remedy) {
  return {"", ConfigError{path, 0, "", std::move(problem), std::move(remedy)}, false};
}

TextFile failed_by_errno(const std::string& path, int error) {
  TextFile f = failed(path, std::string("cannot be read: ") + std::strerror(error),
                      "name a readable configuration file");
  f.missing = error == ENOENT || error == ENOTDIR;
  return f;
}

}  // namespace

TextFile read_text_file(const std::string& path) {
  // O_NONBLOCK: opening a FIFO must not wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return failed_by_errno(path, errno);
  struct stat st {};
  if (::fstat(file.get(), &st) != 0) return failed_by_errno(path, errno);
  if (S_ISDIR(st.st_mode)) return failed(path, "is a folder", "name the file in it");
  if (!S_ISREG(st.st_mode)) return failed(path, "is not a regular file", "name a plain text file");
  std::string text(max_config_bytes + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.get(), text.data() + size, text.size() - size);
    if (got < 0) return failed_by_errno(path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  text.resize(size);
  if (size > max_config_bytes) {
    return failed(path, "is larger than 1 MiB", "is this a configuration file at all?");
  }
  if (text.find('\0') != std::string::npos) {
    return failed(path, "holds NUL bytes", "a configuration file is plain text");
  }
  return {std::move(text), std::nullopt, false};
}

ParseResult load(const std::string& path) {
  TextFile file = read_text_file(path);
  if (file.error) return {Config{}, {*file.error}};
  return parse(file.text, path);
}

std::string config_path_of(const std::string& resource, const std::string& base) {
  const std::string own = base + "." + resource;
  struct stat st {};
  return ::stat(own.c_str(), &st) == 0 ? own : base;
}

}  // namespace xvm::agent
