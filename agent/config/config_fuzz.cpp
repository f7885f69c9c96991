// libFuzzer target: whatever the bytes are, parsing ends, errors stay on one bounded line, and a
// Config that was accepted is written so that it reads back equal.
#include "agent/config/config_parser.hpp"
#include "agent/config/debug_selection.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace xvm::agent;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ParseResult result = parse(text, "fuzz");
  for (const ConfigError& e : result.errors) {
    const std::string line = to_line(e);
    if (line.size() > 800 || line.find('\n') != std::string::npos) std::abort();
  }
  if (result.ok()) {
    const ParseResult again = parse(to_file_text(result.config), "again");
    if (!again.ok() || !(again.config == result.config)) std::abort();
  }
  (void)parse_debug(text, "debug");
  return 0;
}
