#include "agent/process/output_pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace xvm::agent {
namespace {

Descriptor above_standard(Descriptor descriptor) {
  if (descriptor.get() > STDERR_FILENO) return descriptor;
  return Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

}  // namespace

OutputPipe make_output_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  OutputPipe pipe{above_standard(Descriptor(ends[0])), above_standard(Descriptor(ends[1]))};
  if (!pipe.read_end.valid() || !pipe.write_end.valid()) return {};
  ::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK);  // ours alone: the writer may block
  return pipe;
}

}  // namespace xvm::agent
