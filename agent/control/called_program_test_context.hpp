// agent/control/called_program_test_context.hpp
//
// Purpose: for tests only: the real control_xvm with a configuration, ADMIN, state and etc of its
// own, called as a cluster manager would. Thread rule: one test, one thread.
//
//   configure("PLUGIN_PROBE=/bin/true");
//   EXPECT_EQ(call({"probe"}).code, 0);
#pragma once

#include "agent/process/command_run.hpp"
#include "agent/store/real_folder_test_context.hpp"

#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

namespace xvm::agent {

class CalledProgram : public RealFolder {
 protected:
  using Words = std::vector<std::string>;

  struct Called {
    int code = -1;
    std::string log;
  };

  CalledProgram() {
    for (const char* folder : {"admin", "admin/r", "state", "etc"}) {
      std::filesystem::create_directory(path_ + "/" + folder);
    }
    std::filesystem::permissions(path_ + "/admin/r", std::filesystem::perms::owner_all);
  }

  // The guest that libvirt's test driver comes with, unless the test names another.
  void configure(const std::string& more = {}) const {
    put("config", "DOMAIN=" + domain_ + "\nFAILOVER=normal\nADMIN=" + path_ +
                      "/admin\nURI=" + uri_ + "\nNODELIST=n1\n" + more);
  }
  Called call(Words method) const {
    Words words{"-R",
                "r",
                "-G",
                "g",
                "--node",
                "n1",
                "--config",
                path_ + "/config",
                "--etc",
                path_ + "/etc",
                "--state-folder",
                path_ + "/state",
                "--cluster-commands",
                path_ + "/none"};
    words.insert(words.end(), method.begin(), method.end());
    CommandRun run =
        run_command({.program = CONTROL_XVM, .words = std::move(words), .timeout_ms = 60'000});
    EXPECT_EQ(run.end, CommandEnd::exited) << run.note;
    return {run.number, std::move(run.errors)};
  }
  std::string script(const std::string& name, const std::string& body) const {
    put(name, "#!/bin/sh\n" + body + "\n");
    std::filesystem::permissions(path_ + "/" + name, std::filesystem::perms(0755));
    return path_ + "/" + name;
  }

  std::string domain_ = "test";
  std::string uri_ = "test:///default";
};

}  // namespace xvm::agent
