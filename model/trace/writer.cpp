#include "model/trace/writer.hpp"

#include <string>

#include "model/trace/codec_entry.hpp"

namespace xvm::trace {

Writer::Writer(std::ostream& stream)
    : sink_([&stream](std::string_view line) {
        stream.write(line.data(), static_cast<std::streamsize>(line.size()));
        return stream.good();
      }) {}

bool Writer::write(const Entry& entry) noexcept {
  bool written = false;
  try {
    std::string line = torn_ ? "\n" : "";
    line += print_line(entry);
    line += '\n';
    written = sink_ && sink_(line);
  } catch (...) {
    // Counted below: a full disk or a lack of memory must not end the method that is traced.
    written = false;
  }
  torn_ = !written;
  if (!written) ++lost_;
  return written;
}

}  // namespace xvm::trace
