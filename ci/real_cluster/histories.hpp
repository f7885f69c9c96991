// ci/real_cluster/histories.hpp
//
// Purpose: did ever more than one copy of the guest execute? The guest prints its boot id and a
// counter on the console of the node that runs it (docs/lab.md).
// Thread rule: a thread of its own looks at the files from watch() to stop().
//
//   Histories h;  h.watch({{"A", console_of_a}, {"B", console_of_b}});
//   ...;          EXPECT_EQ(h.complaint(), "");
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace xvm::real_cluster {

class Histories {
 public:
  using Consoles = std::map<std::string, std::string>;  // node -> path

  ~Histories() { stop(); }

  void watch(Consoles consoles);
  void stop();

  // Empty: at most one copy ever executed. Else which tick was printed twice, or which consoles
  // grew side by side.
  std::string complaint();

 private:
  void look_on();
  void note_growth();
  std::string repeated_tick() const;

  Consoles consoles_;
  std::map<std::string, std::uintmax_t> sizes_;
  std::mutex mutex_;
  std::string overlap_;
  int windows_side_by_side_ = 0;
  std::atomic<bool> over_ = false;
  std::thread watcher_;
};

}  // namespace xvm::real_cluster
