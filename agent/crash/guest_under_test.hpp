// agent/crash/guest_under_test.hpp
//
// Purpose: for tests: one resource on a real node, with what an administrator would have: a
// configuration, the ADMIN folder, the node-local state, and control_xvm to call.
// Thread rule: one thread.
//
//   GuestUnderTest guest;
//   guest.put_stopped();                              // exported, released, not defined
//   EXPECT_TRUE(guest.run_killed({.method = "start", .action = 3}).killed);
//   EXPECT_EQ(guest.run("start").exit_code, 0);
#pragma once

#include "agent/hypervisor/contract_node.hpp"

#include <filesystem>
#include <string>

namespace xvm::agent {

struct MethodRun {
  bool killed = false;
  int exit_code = -1;  // when it was not killed
  std::string log;     // standard error, and where it was killed
};

struct KillOrder {
  std::string method;
  unsigned action = 0;  // from 1; 0: never
  bool during = false;  // begun and delay_ms old; else not begun
  int delay_ms = 0;
};

class GuestUnderTest {
 public:
  GuestUnderTest();
  ~GuestUnderTest();

  MethodRun run(const std::string& method) { return run_killed({.method = method}); }
  MethodRun run_killed(const KillOrder& order);

  // Where a method begins. Each leaves no trace of what was before.
  void put_new();      // DOMAIN names a definition file; nothing was ever started
  void put_stopped();  // by control_xvm: exported, released, not defined
  void put_running();  // by control_xvm
  void put_stale();    // like stopped, but the old definition is still there (rejoin)
  void put_by_hand();  // like stopped; then an administrator defined and started it

  Observation observe() { return node_.observe(); }
  int emulators() const;        // processes of this domain on the node
  bool is_exported() const;     // an export of this domain, readable, lies in ADMIN
  bool has_definition();        // S3: an export, the administrator's file, or on the node
  std::string records() const;  // every file in ADMIN, with its content

 private:
  void clear();
  void configure(const std::string& domain);
  void keep_stopped();

  RealNode node_;
  std::filesystem::path folder_;
  std::filesystem::path stopped_;  // ADMIN and state after a start and a stop
};

}  // namespace xvm::agent
