#include "model/decisions/target_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xvm {
namespace {

// Architecture, section 6, step 1: "member, answers, not active or job-busy there, name/UUID free
// or ours, memory, storage, bridges, version" (not the lock manager: docs/architecture.md, 12 n);
// R14 for the abandoned call, R8 for the local state. Heaviest first: a node that does not answer
// is not reported as "storage missing".
constexpr TargetFault by_weight[] = {
    TargetFault::not_a_member,   TargetFault::no_answer,    TargetFault::abandoned_call,
    TargetFault::domain_active,  TargetFault::job_busy,     TargetFault::name_taken,
    TargetFault::version_older,  TargetFault::memory_short, TargetFault::storage_missing,
    TargetFault::bridge_missing, TargetFault::local_state};

TEST(TargetCheck, KnowsElevenFaults) { EXPECT_EQ(std::size(by_weight), enum_count<TargetFault>); }

TEST(TargetCheck, FindsNothingWrongWithAFitTarget) {
  EXPECT_EQ(first_fault(TargetReport{}), std::nullopt);
}

TEST(TargetCheck, NamesTheHeaviestFaultOfEachOfThe2048Reports) {
  for (unsigned chosen = 0; chosen < 1u << std::size(by_weight); ++chosen) {
    TargetReport report;
    std::optional<TargetFault> heaviest;
    for (std::size_t i = std::size(by_weight); i-- > 0;) {
      if (!(chosen >> i & 1u)) continue;
      report = report.with(by_weight[i]);
      heaviest = by_weight[i];
    }
    ASSERT_EQ(first_fault(report), heaviest) << chosen;
  }
}

TEST(TargetReport, HasExactlyTheFaultsThatWereAdded) {
  for (const TargetFault added : by_weight) {
    const TargetReport report = TargetReport{}.with(added);
    for (const TargetFault asked : by_weight) EXPECT_EQ(report.has(asked), asked == added);
  }
}

}  // namespace
}  // namespace xvm
