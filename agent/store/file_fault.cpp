#include "agent/store/file_fault.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace xvm::agent {

FileFault fault_of(int error_number) {
  switch (error_number) {
    case 0: return FileFault::none;
    case ENOENT: return FileFault::missing;
    case ENOTDIR:
    case EISDIR:
    case ELOOP:
    case ENXIO: return FileFault::wrong_kind;
    case EACCES:
    case EPERM: return FileFault::denied;
    case ENOSPC:
    case EDQUOT: return FileFault::full;
    case EROFS: return FileFault::read_only;
    case EEXIST: return FileFault::exists;
    case ESTALE:
    case ENOTCONN:
    case ENODEV:
    case ESHUTDOWN: return FileFault::stale;
    case EIO:
    case EREMOTEIO:
    case EUCLEAN:
    case EBADMSG: return FileFault::io;
    case ETIMEDOUT:
    case EINTR:
    case EAGAIN:
    case EHOSTDOWN:
    case EHOSTUNREACH: return FileFault::silent;
    case EFBIG:
    case EOVERFLOW: return FileFault::too_large;
    case ENOMEM:
    case EMFILE:
    case ENFILE: return FileFault::busy;
    default: return FileFault::other;
  }
}

bool surely_not_done(FileFault fault) {
  switch (fault) {
    case FileFault::missing:
    case FileFault::wrong_kind:
    case FileFault::denied:
    case FileFault::full:
    case FileFault::read_only:
    case FileFault::too_large:
    case FileFault::busy: return true;
    case FileFault::none:
    case FileFault::exists:
    case FileFault::stale:
    case FileFault::io:
    case FileFault::silent:
    case FileFault::other: return false;
  }
  return false;
}

FileStatus failed_status(std::string_view deed, std::string_view path, int error_number) {
  return {fault_of(error_number),
          fmt::format("cannot {} {}: {}", deed, path,
                      std::error_code(error_number, std::generic_category()).message())};
}

}  // namespace xvm::agent
