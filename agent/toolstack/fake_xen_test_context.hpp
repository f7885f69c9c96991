// agent/toolstack/fake_xen_test_context.hpp
//
// Purpose: for tests only: fake Xen nodes n1 and n2 in a folder, the URIs that reach them, and a
// definition of one guest.
// Thread rule: one test, one thread.
//
//   FakeXen xen;                                   // FAKE_XEN, XVM_TOOLSTACK: the built programs
//   auto here = xen.hypervisor("n1");
//   auto peer = xen.peer_of("n1", "n2");
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "agent/toolstack/remote_toolstack.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"
#include "fakes/toolstack/toolstack_faults.hpp"
#include "fakes/toolstack/xen_node.hpp"
#include "fakes/toolstack/xl_call.hpp"

namespace xvm::agent {

inline const DomainKey web{"11111111-2222-4333-8444-555555555555", "web"};

// `more`: further lines, as "type=\"pv\"".
inline std::string definition_of_web(const std::string& more = "type=\"pvh\"") {
  return "name=\"web\"\nuuid=\"" + web.uuid + "\"\nmemory=64\non_crash=\"preserve\"\n" + more +
         "\n";
}

class FakeXen {
 public:
  explicit FakeXen(Tool tool = Tool::xl, const std::vector<std::string>& names = {"n1", "n2"})
      : tool_(tool) {
    std::string pattern = testing::TempDir() + "xvm_xen_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    for (const std::string& name : names) node(name).install(FAKE_XEN);
  }
  ~FakeXen() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  FakeXen(const FakeXen&) = delete;
  FakeXen& operator=(const FakeXen&) = delete;

  fakes::toolstack::XenNode node(const std::string& name) const {
    return fakes::toolstack::XenNode(at(name));
  }
  std::string at(const std::string& name) const { return folder_ + "/" + name; }
  std::string word() const { return std::string(to_text(tool_)); }
  std::string query(const std::string& name) const {
    const std::string place = at(name);
    return "?command=" + place + "/" + word() + "&definitions=" + place +
           "/definitions&logs=" + place + "/log";
  }
  std::string own_uri(const std::string& name) const { return word() + ":///" + query(name); }
  // `name` may be "%n".
  std::string peer_uri(const std::string& from, const std::string& name) const {
    return word() + "+ssh://root@" + name + "/" + query(name) + "&ssh=" + at(from) +
           "/ssh&program=" XVM_TOOLSTACK;
  }
  std::shared_ptr<ToolstackHypervisor> hypervisor(const std::string& name) const {
    return std::make_shared<ToolstackHypervisor>(
        ToolstackSettings{.paths = read_toolstack_uri(own_uri(name)).address.paths});
  }
  std::shared_ptr<RemoteToolstack> peer_of(const std::string& from, const std::string& name) const {
    return std::make_shared<RemoteToolstack>(read_toolstack_uri(peer_uri(from, name)).address);
  }

  void fault(const std::string& name, const std::string& line) const {
    fakes::toolstack::add_fault(at(name), line);
  }
  void happens(const std::string& name, fakes::Ask what) const {
    node(name).change([what](fakes::toolstack::NodeNow& now) { now.happens("web", what); });
  }
  // By hand, as an administrator.
  void type(const std::string& name, std::vector<std::string> words) const {
    fakes::toolstack::XlCall call{
        .node = node(name), .is_xm = tool_ == Tool::xm, .words = std::move(words)};
    EXPECT_EQ(fakes::toolstack::run_xl(call), 0) << call.err;
  }
  void mark(const std::string& name, const std::string& file) const {
    std::ofstream(at(name) + "/" + file) << "\n";
  }

 private:
  Tool tool_;
  std::string folder_;
};

template <class Condition>
bool soon(Condition condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace xvm::agent
