// agent/control/inspection_jobs.hpp
//
// Purpose: what validate looks at and how the plugin probe is run, as the functions that the jobs
// call on workers (2008 design, sections 3 and 6).
// Thread rule: the functions run on workers and capture shared state only.
//
//   tools.inspect = inspection_for(prepared, log);
#pragma once

#include "agent/control/resource_setup.hpp"
#include "agent/driver/job.hpp"
#include "agent/log/log.hpp"
#include "model/ports/inspection.hpp"

#include <functional>
#include <memory>

namespace xvm::agent {

std::function<Answer(Subject)> inspection_for(const Prepared& prepared,
                                              const Hypervisors::Make& make,
                                              const std::shared_ptr<Log>& log);

std::function<Answer()> plugin_for(const Prepared& prepared, const std::shared_ptr<Log>& log);

}  // namespace xvm::agent
