// agent/driver/node_state.hpp
//
// Purpose: what this node remembers of a resource between method calls (architecture, section 4):
// model/records' LocalState in agent/store's LocalFolder.
// Thread rule: any thread; each change is one locked replacement of the state file.
//
//   NodeState state(LocalFolder(default_state_folder, "web-rs"), "web-rs", names);
//   state.remember_claim(claim);            // a line for the log when it could not be done
//
// A state file that cannot be understood is set aside for people and counts as empty: it only ever
// held what observation can tell again, and nothing in it may stop a stop (R1).
#pragma once

#include "agent/hypervisor/emulator.hpp"
#include "agent/store/local_folder.hpp"
#include "model/records/local_state.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace xvm::agent {

// This node's monotonic clock, as records keep it.
records::Stamp stamp_now();

class NodeState {
 public:
  NodeState(LocalFolder folder, std::string resource, records::NodeNames names);

  records::LocalState read() const;
  std::string trouble() const;  // why read() gave an empty state although a file is there

  // The newest claim this node ever read; none when its nodes left the list.
  Claim last_seen() const;
  std::optional<Emulator> emulator() const;

  // Each returns a line for the log when it could not be done, else nothing.
  std::string remember_domain(const std::string& domain, const std::string& uuid) const;
  std::string remember_claim(const Claim& claim) const;  // never an older one
  std::string remember_started(const std::optional<Emulator>& emulator) const;
  std::string stamp_unknown(bool unknown) const;  // the first time only; false forgets the stamp
  std::string remember_plugin(bool ok) const;
  std::string add_debt(const records::OwedDebt& owed) const;
  std::string forget_debts(const std::vector<std::string>& but_those_of = {}) const;  // node names
  std::string begin_call(const std::string& call, const std::string& node) const;
  std::string end_call(const std::string& call) const;
  std::string forget_calls() const;

  const LocalFolder& folder() const { return folder_; }

 private:
  // `edit` returns false when there is nothing to write.
  std::string change(const std::function<bool(records::LocalState&)>& edit) const;

  LocalFolder folder_;
  std::string resource_;
  records::NodeNames names_;
};

}  // namespace xvm::agent
