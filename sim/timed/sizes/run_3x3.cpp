#include "sim/timed/run_body.hpp"

namespace xvm::sim {

template class Course<World33>;

}  // namespace xvm::sim
