// agent/driver/jobs_test_context.hpp
//
// Purpose: for tests only: a resource of two nodes with real folders, mock hypervisors and the
// tools that production's jobs work with. Thread rule: one test, one thread; jobs are called on it.
//
//   EXPECT_CALL(*here, observe).WillOnce(Return(Looked{running}));
//   answer_of(Observe{n1});
#pragma once

#include "agent/driver/definitions.hpp"
#include "agent/driver/production_jobs.hpp"
#include "agent/hypervisor/mock_hypervisor_test_context.hpp"
#include "agent/store/real_folder_test_context.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {

class FixedFacts final : public ClusterFacts {
 public:
  Facts facts;
  Facts read() override { return facts; }
  CallOutcome silence_process_monitor() override { return CallOutcome::ok; }
};

inline constexpr NodeId n1{0};
inline constexpr NodeId n2{1};
inline const Called done{CallOutcome::ok, {}};
inline const std::string our_uuid = "11111111-2222-4333-8444-555555555555";
inline const std::string other_uuid = "99999999-2222-4333-8444-555555555555";

inline std::string definition_of(const std::string& uuid, int memory = 8192) {
  return "<domain type='test'><name>web</name><uuid>" + uuid + "</uuid><memory unit='KiB'>" +
         std::to_string(memory) + "</memory><os><type>hvm</type></os></domain>";
}
inline Dumped dumped(const std::string& xml, const std::string& live = {}) {
  return {CallOutcome::ok, xml, live, {}};
}
inline records::NodeNames names_of(std::vector<std::string> names) {
  return *records::NodeNames::of(std::move(names));
}

// Two nodes, this one is n1; ADMIN and the state folder are there.
class ResourceTest : public RealFolder {
 protected:
  using Mock = testing::NiceMock<MockHypervisor>;

  ResourceTest() {
    resource->name = "web-rs";
    resource->config.admin = path_ + "/admin";
    resource->config.peer_uri = "test://%n/peer";
    resource->nodes = {"n1", "n2"};
    resource->self = n1;
    resource->key = {our_uuid, "web"};
    resource->uri = "test:///own";
    std::filesystem::create_directory(path_ + "/admin");
    EXPECT_TRUE(admin->create());
    EXPECT_TRUE(local.create());
  }

  Tools tools() {
    return {.resource = resource,
            .make_hypervisor =
                [this](const std::string& uri, bool is_peer) {
                  made.push_back(uri);
                  return std::shared_ptr<Hypervisor>(is_peer ? there : here);
                },
            .facts = facts,
            .admin = admin,
            .state = state,
            .names = names,
            .call_bound_ms = 1'000,
            .act_bound_ms = 3'000,
            .idle_wait_ms = 2'000,
            .migrate_until = std::chrono::steady_clock::now() + std::chrono::minutes(1),
            .node_folder = path_};
  }
  void lose_admin() const { std::filesystem::remove_all(path_ + "/admin"); }
  void lose_state() const { std::filesystem::remove_all(path_ + "/state"); }

  std::shared_ptr<Resource> resource = std::make_shared<Resource>();
  std::shared_ptr<AdminFolder> admin = std::make_shared<AdminFolder>(path_ + "/admin", "web-rs");
  LocalFolder local{path_ + "/state", "web-rs"};
  records::NodeNames names = names_of({"n1", "n2"});
  std::shared_ptr<NodeState> state = std::make_shared<NodeState>(local, "web-rs", names);
  std::shared_ptr<FixedFacts> facts = std::make_shared<FixedFacts>();
  std::shared_ptr<Mock> here = std::make_shared<Mock>();
  std::shared_ptr<Mock> there = std::make_shared<Mock>();
  std::vector<std::string> made;  // URIs of the hypervisors that were made
};

}  // namespace xvm::agent
