#include "sim/timed/run_body.hpp"

namespace xvm::sim {

template class Course<World1664>;

}  // namespace xvm::sim
