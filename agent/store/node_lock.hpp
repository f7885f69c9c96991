// agent/store/node_lock.hpp
//
// Purpose: a lock between processes of one node, on a local file system. The kernel drops it when
// its owner ends, however that happens, so nothing stale is ever left behind. Thread rule: held by
// the object; waits at most `patience_ms`, looking every few milliseconds.
//
//   NodeLock lock = NodeLock::take("/var/lib/ha-xvm/web-rs/lock", 2000);
//   if (!lock.held()) return report(lock.status().text);
#pragma once

#include <string>

#include "agent/store/descriptor.hpp"
#include "agent/store/file_fault.hpp"

namespace xvm::agent {

class NodeLock {
 public:
  // patience_ms 0: one attempt. Fault `silent`: another process held it all the time.
  static NodeLock take(const std::string& path, int patience_ms);

  bool held() const { return file_.valid() && status_.ok(); }
  const FileStatus& status() const { return status_; }

 private:
  Descriptor file_;
  FileStatus status_;
};

}  // namespace xvm::agent
