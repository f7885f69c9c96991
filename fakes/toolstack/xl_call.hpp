// fakes/toolstack/xl_call.hpp
//
// Purpose: one run of the fake xl or xm: its words in, its output and exit code out.
// Thread rule: one thread per call.
//
//   XlCall call{.node = XenNode(folder), .is_xm = false, .words = {"list", "-v"}};
//   int code = run_xl(call);
#pragma once

#include <string>
#include <vector>

#include "fakes/toolstack/xen_node.hpp"

namespace xvm::fakes::toolstack {

struct XlCall {
  XenNode node;
  bool is_xm = false;
  std::vector<std::string> words;  // verb first
  std::string out{};
  std::string err{};

  std::string last() const { return words.size() > 1 ? words.back() : std::string(); }
  bool has(const std::string& option) const;
  // A line on the error output, and exit code 1.
  int refuse(const std::string& line);
};

// With the faults of the folder.
int run_xl(XlCall& call);

// --- the verbs; xl_guests.cpp, xl_list.cpp, xl_save.cpp, xl_migrate.cpp -------------------------

int xl_list(XlCall& call);
int xl_info(XlCall& call);
int xl_create(XlCall& call);
int xl_destroy(XlCall& call);
int xl_pause(XlCall& call);
int xl_unpause(XlCall& call);
int xl_resume(XlCall& call);
int xl_shutdown(XlCall& call);
int xl_trigger(XlCall& call);
int xl_save(XlCall& call);
int xl_restore(XlCall& call);
// These print as they go: their other half reads along.
int xl_migrate(XlCall& call);
int xl_migrate_receive(XlCall& call);

// "xl: 'web' is an invalid domain identifier (rc=-6)"
int no_such_domain(XlCall& call, const std::string& word);

}  // namespace xvm::fakes::toolstack
