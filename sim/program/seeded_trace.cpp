#include "sim/program/seeded_trace.hpp"

#include <fmt/format.h>

#include <memory>

namespace xvm::sim {

AboutRun about_seed(const Campaign& c, const RunOptions& options) {
  AboutRun about;
  about.version = XVM_VERSION;
  about.name = fmt::format("seed {}", options.seed);
  about.repeat =
      fmt::format("xvm-sim run --seed {} --nodes {} --domains {}{}", options.seed, c.size.nodes,
                  c.size.domains, c.fault.empty() ? "" : " --fault " + c.fault);
  about.drawn = text_of(options);
  return about;
}

RunResult trace_first_seed(const Campaign& c, const EntrySink& sink) {
  return with_capacity(c.size, [&]<class W>(CapacityOf<W>) {
    const RunOptions options = options_for(c, c.first);
    const auto course = std::make_unique<Course<W>>(options);
    return run_traced(*course, about_seed(c, options), sink);
  });
}

}  // namespace xvm::sim
