// agent/hypervisor/mock_hypervisor_test_context.hpp
//
// Purpose: for tests only: a hypervisor of which a test says what it answers.
// Thread rule: as the test that uses it.
//
//   EXPECT_CALL(hypervisor, observe).WillOnce(Return(Looked{running, {}}));
#pragma once

#include "agent/hypervisor/hypervisor.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {

class MockHypervisor : public Hypervisor {
 public:
  MOCK_METHOD(Looked, observe, (const DomainKey&), (override));
  MOCK_METHOD(Called, define, (const DomainKey&, const std::string&), (override));
  MOCK_METHOD(Called, send_shutdown, (const DomainKey&, ShutdownBy), (override));
  MOCK_METHOD(Called, act, (Verb, const DomainKey&), (override));
  MOCK_METHOD(Called, create, (const DomainKey&, ManagedSave), (override));
  MOCK_METHOD(Called, migrate, (const DomainKey&, const MigrationOrder&), (override));
  MOCK_METHOD(MigrationProgress, progress, (const DomainKey&), (override));
  MOCK_METHOD(Called, abort_job, (const DomainKey&), (override));
  MOCK_METHOD(Called, job_idle, (const DomainKey&), (override));
  MOCK_METHOD(Resolved, resolve, (const std::string&), (override));
  MOCK_METHOD(Dumped, dump_definition, (const DomainKey&), (override));
  MOCK_METHOD(NeedsAnswer, describe_needs, (const DomainKey&), (override));
  MOCK_METHOD(TargetAnswer, check_target, (const TargetNeeds&), (override));
  MOCK_METHOD(PolicyAnswer, inspect_policy, (const DomainKey&), (override));
  MOCK_METHOD(void, withdraw, (), (override));
};

}  // namespace xvm::agent
