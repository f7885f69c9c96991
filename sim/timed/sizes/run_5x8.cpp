#include "sim/timed/run_body.hpp"

namespace xvm::sim {

template class Course<World58>;

}  // namespace xvm::sim
