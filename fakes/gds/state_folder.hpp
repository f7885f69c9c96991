// fakes/gds/state_folder.hpp
//
// Purpose: the one folder that stands for the cluster framework. fake-rgm replaces cluster.json
// after every step; commands read it and send their changes to the socket rgm.sock (a unix socket
// in a folder is reached from every network namespace).
// Thread rule: plain values; the functions touch files only.
//
//   StateFolder folder = StateFolder::of_environment();   // XVM_FAKE_CLUSTER, XVM_FAKE_NODE
//   std::string text = read_text(folder.snapshot());
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace xvm::fakes::gds {

struct StateFolder {
  std::filesystem::path path;  // empty: XVM_FAKE_CLUSTER is not set
  std::string node;            // the node that the caller runs on

  static StateFolder of_environment();

  std::filesystem::path snapshot() const { return path / "cluster.json"; }
  std::filesystem::path socket() const { return path / "rgm.sock"; }
  std::filesystem::path faults() const { return path / "faults"; }
  std::filesystem::path faults_lock() const { return path / "faults.lock"; }
  std::filesystem::path log() const { return path / "rgm.log"; }
  std::filesystem::path process_monitor() const { return path / "pmf" / node; }
};

// nullopt: not there or not readable.
std::optional<std::string> read_text(const std::filesystem::path& file);
// A reader sees the old text or the new one. Throws std::system_error.
void replace_text(const std::filesystem::path& file, std::string_view text);

}  // namespace xvm::fakes::gds
