#include "sim/timed/run_body.hpp"

namespace xvm::sim {

template class Course<World21>;

}  // namespace xvm::sim
