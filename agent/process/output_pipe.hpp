// agent/process/output_pipe.hpp
//
// Purpose: the pipe through which a child's output comes: our end never blocks, the child's may.
// Thread rule: as a plain value; moved, never shared.
//
//   OutputPipe pipe = make_output_pipe();
//   if (!pipe.read_end.valid()) report(errno);   // no descriptors left
#pragma once

#include "agent/store/descriptor.hpp"

namespace xvm::agent {

struct OutputPipe {
  Descriptor read_end;
  Descriptor write_end;
};

// Both ends are closed on exec and above 2, also when our own standard descriptors were closed.
// Invalid ends when the descriptors have run out; errno says so.
OutputPipe make_output_pipe();

}  // namespace xvm::agent
