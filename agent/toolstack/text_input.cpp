#include "agent/toolstack/text_input.hpp"

#include <fcntl.h>
#include <sys/mman.h>

namespace xvm::agent {

Descriptor input_of(std::string_view text) {
  const Descriptor file(::memfd_create("input", MFD_CLOEXEC));
  if (!file.valid()) return {};
  while (!text.empty()) {
    const ssize_t written = ::write(file.get(), text.data(), text.size());
    if (written <= 0) return {};
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::lseek(file.get(), 0, SEEK_SET) != 0) return {};
  return Descriptor(::fcntl(file.get(), F_DUPFD_CLOEXEC, 3));
}

}  // namespace xvm::agent
