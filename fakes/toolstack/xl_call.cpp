#include "fakes/toolstack/xl_call.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "fakes/toolstack/toolstack_faults.hpp"

namespace xvm::fakes::toolstack {
namespace {

using Verb = int (*)(XlCall&);

// `xm`: whether xm has it, too.
struct Known {
  Verb run;
  bool xm = true;
};

const std::map<std::string, Known>& verbs() {
  static const std::map<std::string, Known> all{{"list", {xl_list}},
                                                {"info", {xl_info}},
                                                {"create", {xl_create}},
                                                {"destroy", {xl_destroy}},
                                                {"pause", {xl_pause}},
                                                {"unpause", {xl_unpause}},
                                                {"resume", {xl_resume}},
                                                {"shutdown", {xl_shutdown}},
                                                {"trigger", {xl_trigger}},
                                                {"save", {xl_save}},
                                                {"restore", {xl_restore}},
                                                {"migrate", {xl_migrate, false}},
                                                {"migrate-receive", {xl_migrate_receive, false}}};
  return all;
}

[[noreturn]] void hang() {
  for (;;) ::pause();
}

// What comes before the verb: nothing means that it runs.
bool suffers_before(XlCall& call, Fault fault, int& code) {
  code = 0;
  switch (fault) {
    case Fault::hang: hang();
    case Fault::die: ::raise(SIGKILL); return true;
    case Fault::fail: code = call.refuse("libxl: error: it did not work"); return true;
    case Fault::down:
      code = call.refuse("libxl: error: libxl.c:108:libxl_ctx_alloc: Is xenstore daemon running?");
      return true;
    case Fault::garbage: call.out = "Segm\x01nt 7 ------ (((\n\n"; return true;
    case Fault::lie: return true;
    default: return false;
  }
}

}  // namespace

bool XlCall::has(const std::string& option) const {
  return std::find(words.begin() + 1, words.end(), option) != words.end();
}

int XlCall::refuse(const std::string& line) {
  err += line + "\n";
  return 1;
}

int no_such_domain(XlCall& call, const std::string& word) {
  if (call.is_xm) return call.refuse(fmt::format("Error: Domain '{}' does not exist.", word));
  return call.refuse(fmt::format("xl: '{}' is an invalid domain identifier (rc=-6)", word));
}

int run_xl(XlCall& call) {
  const std::string verb = call.words.empty() ? "" : call.words[0];
  const auto found = verbs().find(verb);
  if (found == verbs().end() || (call.is_xm && !found->second.xm)) {
    return call.refuse(
        fmt::format("{}: unrecognized command '{}'", call.is_xm ? "xm" : "xl", verb));
  }
  const auto fault = take_fault(call.node.folder(), verb);
  int code = 0;
  if (fault && suffers_before(call, *fault, code)) return code;
  if (fault && verb == "migrate") call.words.push_back("--fault=" + std::string(to_text(*fault)));
  code = found->second.run(call);
  if (fault == Fault::hang_after) hang();
  if (fault == Fault::die_after) ::raise(SIGKILL);
  return code;
}

}  // namespace xvm::fakes::toolstack
