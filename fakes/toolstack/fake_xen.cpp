// fake-xen: xl, xm and ssh of a fake Xen node, by the name that it is called by. The node is the
// folder that the link stands in; who is found by PATH is told by XVM_FAKE_XEN.
#include <cstdio>
#include <cstdlib>

#include "fakes/toolstack/fake_ssh.hpp"
#include "fakes/toolstack/xl_call.hpp"

int main(int argc, char** argv) {
  using namespace xvm::fakes::toolstack;
  const std::filesystem::path self(argc > 0 ? argv[0] : "");
  const char* told = std::getenv("XVM_FAKE_XEN");
  const bool by_path = self.has_parent_path();
  if (!by_path && told == nullptr) {
    std::fputs("fake-xen: call it by the link in a node's folder\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = by_path ? self.parent_path() : std::filesystem::path(told);
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string name = self.filename();
  if (name == "ssh") return fake_ssh(folder, words);
  XlCall call{.node = XenNode(folder), .is_xm = name == "xm", .words = words};
  const int code = run_xl(call);
  std::fputs(call.out.c_str(), stdout);
  std::fputs(call.err.c_str(), stderr);
  return code;
}
