// libFuzzer target: whatever the bytes of a scenario are, reading them ends, what is wrong is said
// in one bounded line, and what is understood can be printed and is understood again as the same.
#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const xvm::sim::Problem& problem) {
  constexpr std::size_t longest = 2'000;
  const std::string line = text_of("f", problem);
  require(!problem.what.empty() && line.find('\n') == std::string::npos && line.size() < longest);
}

void check(const xvm::sim::Scenario& scenario) {
  const xvm::sim::Parsed again = xvm::sim::parse(print(scenario));
  require(static_cast<bool>(again) && again.scenario == scenario);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const xvm::sim::Parsed parsed = xvm::sim::parse(text);
  if (parsed) {
    check(parsed.scenario);
  } else {
    check(*parsed.problem);
  }
  require(xvm::sim::timeline_offset(text) <= text.size());
  return 0;
}
