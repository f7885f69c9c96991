// agent/store/file_fault.hpp
//
// Purpose: the bounded list of ways in which a file operation can fail, and the one line that says
// what failed where. Callers decide from the fault; people read the text.
// Thread rule: plain values.
//
//   if (FileStatus s = folder.replace("hint", text); !s) log(s.text);   // s.fault ==
//   FileFault::full
#pragma once

#include <string>
#include <string_view>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::agent {

enum class FileFault : std::uint8_t {
  none,
  missing,     // no such file or folder (ENOENT)
  wrong_kind,  // a folder, symbolic link, device ... stands there
  denied,      // EACCES, EPERM
  full,        // ENOSPC, EDQUOT: no room or no inode
  read_only,   // EROFS
  exists,      // EEXIST
  stale,       // ESTALE, ENOTCONN, ENODEV: the file system went away under us
  io,          // EIO and its kin: the medium or the server failed
  silent,      // ETIMEDOUT, EINTR ...: no answer; the operation may have been done
  too_large,   // larger than any file of ours
  busy,        // out of memory or descriptors on this node
  other,
};

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::FileFault> {
  static constexpr std::array text{
      "none"sv,  "missing"sv, "wrong-kind"sv, "denied"sv,    "full"sv, "read-only"sv, "exists"sv,
      "stale"sv, "io"sv,      "silent"sv,     "too-large"sv, "busy"sv, "other"sv};
};
}  // namespace xvm
namespace xvm::agent {

FileFault fault_of(int error_number);

// True when the operation certainly was not done; false when it may have been, or may yet be.
bool surely_not_done(FileFault fault);

struct FileStatus {
  FileFault fault = FileFault::none;
  std::string text;  // empty when ok: else what failed, where and why, in one line

  bool ok() const { return fault == FileFault::none; }
  explicit operator bool() const { return ok(); }
};

// "cannot <deed> <path>: <reason of the system>"
FileStatus failed_status(std::string_view deed, std::string_view path, int error_number);

}  // namespace xvm::agent
