// Feeds arbitrary bytes to the reader: it must neither crash nor loop, its errors must be one line,
// and an entry that it accepts must survive being written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "model/trace/codec_entry.hpp"
#include "model/trace/reader.hpp"

namespace {

void check(const xvm::trace::Entry& entry) {
  const auto again = xvm::trace::parse_line(xvm::trace::print_line(entry));
  if (!again || !(*again == entry)) std::abort();
}

void check(const xvm::trace::ReadError& error) {
  if (error.problem.text.empty() || error.text().find('\n') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream stream(std::string(reinterpret_cast<const char*>(data), size));
  xvm::trace::Reader reader(stream, 4096);
  // Each line gives at most two results: the missing header and the entry itself.
  for (std::size_t i = 0; i <= 2 * size + 2; ++i) {
    const auto result = reader.next();
    if (std::holds_alternative<xvm::trace::EndOfTrace>(result)) return 0;
    if (const auto* entry = std::get_if<xvm::trace::Entry>(&result)) check(*entry);
    if (const auto* error = std::get_if<xvm::trace::ReadError>(&result)) check(*error);
  }
  std::abort();
}
