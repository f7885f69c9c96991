// fakes/gds/cluster_test_context.hpp
//
// Purpose: a fake-rgm of one test, on this machine without a lab: nodes are names, methods are
// shell lines that leave their traces in files of the state folder. Thread rule: one test, one
// thread.
//
//   ClusterTest t({"--interval-scale", "0.1"});
//   t.good("clrg create -n A,B rg");
//   EXPECT_EQ(t.run("clrg switch -n B rg").code, 0);
#pragma once

#include "fakes/gds/scha_error.hpp"
#include "fakes/gds/snapshot.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace xvm::fakes::gds {

struct Ran {
  int code = -1;
  std::string out;  // standard output and error
};

class ClusterTest {
 public:
  // Nodes A, B and C; `options` are further options of fake-rgm.
  explicit ClusterTest(const std::vector<std::string>& options = {});
  ~ClusterTest();
  ClusterTest(const ClusterTest&) = delete;
  ClusterTest& operator=(const ClusterTest&) = delete;

  // A shell line with the commands in the PATH, as on `node`.
  Ran run(const std::string& line, const std::string& node = "A") const;
  // Expects exit code 0, prints the output otherwise; returns the standard output and error.
  std::string good(const std::string& line, const std::string& node = "A") const;
  void in_background(const std::string& line, const std::string& node = "A");

  // Registers `type` and makes group `rg` on A, B, C with resource `rs`; its methods are
  // `$RUN/agent METHOD`, which notes starts and stops in $RUN/trace as
  //   METHOD NODE ON_OFF_SWITCH RG_STATE target=TARGET_NODES
  void create(const std::string& type, const std::string& properties = "");
  // The same, then online on A.
  void online(const std::string& type, const std::string& properties = "");
  // What `method` does from now on (on `node` only, when named), a shell text.
  void method(const std::string& method, const std::string& text, const std::string& node = "");

  std::string state(const std::string& node) const;  // RG_STATE_NODE of rg
  std::string log() const;                           // rgm.log
  int count_in_log(const std::string& text) const;
  // Waits until true, at most 20 s; fails the test otherwise.
  void eventually(const std::string& what, const std::function<bool()>& seen) const;
  bool log_has(const std::string& text) const { return count_in_log(text) > 0; }
  std::filesystem::path run_folder() const { return folder_ / "run"; }
  std::filesystem::path folder() const { return folder_; }
  // What a method wrote with "echo ... >>$RUN/FILE".
  std::string traced(const std::string& file) const;
  void end_rgm();  // SIGTERM, and waits for it; 0 is expected

 private:
  std::filesystem::path folder_;
  pid_t rgm_ = -1;
};

}  // namespace xvm::fakes::gds
