// agent/registration/registration_test_context.hpp
//
// Purpose: for tests only: the real xvm_register over a fake cluster of A, B and C. Between both
// stands a folder of commands that counts those which change something, and gets into trouble at
// one of them. control_xvm is a script that notes its calls.
// Thread rule: one test, one thread.
//
//   EXPECT_EQ(reg("register").code, 0);
//   trouble_at(3, "kill -9 $PPID; exit 1");      // instead of the third command
#pragma once

#include "fakes/gds/cluster_test_context.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace xvm::agent {

using fakes::gds::ClusterTest;
using fakes::gds::Ran;

class RegistrationTest : public testing::Test {
 protected:
  RegistrationTest();

  // Resource web-rs in web-rg on A and B; `more`: further lines of the configuration file.
  void configure(const std::string& more = "") const;
  Ran reg(const std::string& words, const std::string& node = "A") const;
  std::string good(const std::string& words) const;  // expects exit code 0

  std::string property(const std::string& name) const;  // of web-rs; an extension or not
  std::string group_property(const std::string& tag) const;
  // Types, groups and resources with all their properties.
  std::string cluster() const;
  // What clrg, clrs and clresourcetype were told to change, one a line.
  std::string given() const { return t.traced("given"); }
  std::string calls_of_control() const { return t.traced("controls"); }
  void forget() const;  // what was given so far, and the trouble

  // Instead of the n-th command from now on that changes something; "$FAKE/$name" "$@" is the
  // command itself.
  void trouble_at(int n, const std::string& shell) const;
  bool trouble_came() const;
  void validate_fails(const std::string& node = "") const;

  std::string at(const std::string& name) const { return t.run_folder() / name; }
  void put(const std::string& name, const std::string& text) const;

  // As shell words.
  std::string config = "\"$RUN/config\"";
  std::string control = "\"$RUN/control\"";
  std::string etc = XVM_SOURCE_DIR "/agent/package/etc";
  std::string commands = "\"$RUN/commands\"";
  ClusterTest t;
};

// The commands that a failure prints for undoing what was done, as a shell text; with
// `failed_was_done` also the one for the command that failed.
std::string undo_in(const std::string& output, bool failed_was_done);

}  // namespace xvm::agent
