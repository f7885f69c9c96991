#include "agent/store/injected_fault.hpp"

#include <sys/stat.h>
#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace xvm::agent {
namespace {

struct Injection {
  Call call = Call::none;
  FaultPlan plan;
  int strikes = 0;
} injection;

template <class R>
R strike(Call call, const std::function<R()>& real) {
  if (injection.call != call) return real();
  ++injection.strikes;
  if (injection.plan.meanwhile) {
    injection.call = Call::none;
    injection.plan.meanwhile();
    return real();
  }
  if (injection.plan.done_all_the_same) (void)real();
  errno = injection.plan.error;
  return static_cast<R>(-1);
}

bool is_folder(int fd) {
  struct stat st {};
  return ::fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
}

}  // namespace

InjectedFault::InjectedFault(Call call, FaultPlan plan) { injection = {call, std::move(plan), 0}; }
InjectedFault::~InjectedFault() { injection.call = Call::none; }
int InjectedFault::strikes() { return injection.strikes; }

// NOLINTBEGIN(bugprone-reserved-identifier): these names are the linker's.
extern "C" {
int __real_linkat(int, const char*, int, const char*, int);
int __real_renameat(int, const char*, int, const char*);
int __real_fsync(int);
ssize_t __real_write(int, const void*, std::size_t);
ssize_t __real_read(int, void*, std::size_t);

int __wrap_linkat(int od, const char* o, int nd, const char* n, int flags) {
  return strike<int>(Call::link, [&] { return __real_linkat(od, o, nd, n, flags); });
}
int __wrap_renameat(int od, const char* o, int nd, const char* n) {
  return strike<int>(Call::rename, [&] { return __real_renameat(od, o, nd, n); });
}
int __wrap_fsync(int fd) {
  return strike<int>(is_folder(fd) ? Call::sync_folder : Call::sync_file,
                     [&] { return __real_fsync(fd); });
}
ssize_t __wrap_write(int fd, const void* data, std::size_t size) {
  if (injection.call == Call::write && injection.plan.error == 0) {
    ++injection.strikes;
    return __real_write(fd, data, size > 0 ? 1 : 0);
  }
  return strike<ssize_t>(Call::write, [&] { return __real_write(fd, data, size); });
}
ssize_t __wrap_read(int fd, void* data, std::size_t size) {
  return strike<ssize_t>(Call::read, [&] { return __real_read(fd, data, size); });
}
}
// NOLINTEND(bugprone-reserved-identifier)

}  // namespace xvm::agent
