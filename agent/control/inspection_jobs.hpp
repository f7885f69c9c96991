// agent/control/inspection_jobs.hpp
//
// Purpose: what validate looks at and how the plugin probe is run, as the functions that the jobs
// call on workers (2008 design, sections 3 and 6).
// Thread rule: the functions run on workers and capture shared state only.
//
//   tools.inspect = inspection_for(prepared, log);
#pragma once

#include "agent/control/call_time.hpp"
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

// A plugin is killed in time for the probe to say so, should PLUGIN_TIMEOUT be longer than what is
// left by then: nobody else would end it.
std::function<Answer()> plugin_for(const Prepared& prepared, const std::shared_ptr<Log>& log,
                                   const CallTime& time);

}  // namespace xvm::agent
