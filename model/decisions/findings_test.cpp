#include "model/decisions/findings.hpp"

#include <gtest/gtest.h>

#include <bit>

namespace xvm {
namespace {

enum class Severity { error, warning };

struct Line {
  Finding finding;
  Subject subject;
  Severity severity;
};

// 2008 design, section 3: "Failure from the validate function will result in either the resource
// not being registered, updated or a start failure": errors are what makes a start wrong or unsafe.
constexpr Line lines[] = {
    // "The node is running as Domain-0."
    {Finding::hypervisor_silent, Subject::host, Severity::error},
    {Finding::not_domain0, Subject::host, Severity::error},
    // R3 assumes fencing, and validate checks it; a cluster without it was the user's decision.
    {Finding::no_fencing, Subject::host, Severity::warning},
    // "The guest domain pathname is valid."
    {Finding::domain_unknown, Subject::domain, Severity::error},
    {Finding::domain_malformed, Subject::domain, Severity::error},
    {Finding::domain_uuid_mismatch, Subject::domain, Severity::error},
    // "The failover type specified is either normal, migrate or migrate -live."
    {Finding::failover_type_wrong, Subject::domain, Severity::error},
    {Finding::live_impossible, Subject::domain, Severity::warning},  // non-live is used
    {Finding::local_nvram, Subject::domain, Severity::error},        // R8: refused by validate
    {Finding::plugin_not_executable, Subject::domain, Severity::error},
    // Section 7: "must be available on all nodes and can be either a cluster file system or NFS."
    {Finding::admin_missing, Subject::admin, Severity::error},
    {Finding::admin_not_a_folder, Subject::admin, Severity::error},
    {Finding::admin_not_writable, Subject::admin, Severity::error},
    {Finding::admin_world_accessible, Subject::admin, Severity::warning},
    {Finding::admin_local, Subject::admin, Severity::warning},  // a cluster of one, a lab
    {Finding::record_format_unknown, Subject::admin, Severity::error},
    // Facts: GDS, section 3.3: "no autostart in the definition".
    {Finding::autostart, Subject::policy, Severity::error},
    {Finding::libvirt_guests, Subject::policy, Severity::warning},
    {Finding::xendomains, Subject::policy, Severity::warning},
    {Finding::lock_manager_none, Subject::policy, Severity::warning},
    {Finding::on_crash, Subject::policy, Severity::warning},
    {Finding::on_reboot, Subject::policy, Severity::warning},
};
static_assert(std::size(lines) == enum_count<Finding>);

Reason reason_of(Subject subject) {
  switch (subject) {
    case Subject::host: return Reason::invalid_host;
    case Subject::domain: return Reason::invalid_domain;
    case Subject::admin: return Reason::invalid_admin;
    case Subject::policy: return Reason::invalid_policy;
  }
  return Reason::none;
}

TEST(Findings, AreEachAnErrorOrAWarningAsWritten) {
  for (const Line& line : lines) {
    EXPECT_EQ(is_error(line.finding), line.severity == Severity::error) << to_text(line.finding);
  }
}

TEST(Findings, BelongEachToTheSubjectThatIsWritten) {
  for (const Line& line : lines) {
    EXPECT_EQ(subject_of(line.finding), line.subject) << to_text(line.finding);
  }
}

TEST(Findings, StandInTheWrittenOrder) {
  for (std::size_t i = 0; i < std::size(lines); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(lines[i].finding), i);
  }
}

TEST(Findings, OfEverySetAreJudgedByTheFirstErrorAndWarningsNeverRefuse) {
  std::uint32_t written_errors = 0;
  for (const Line& line : lines) {
    if (line.severity == Severity::error) {
      written_errors |= 1u << static_cast<unsigned>(line.finding);
    }
  }
  for (std::uint32_t bits = 0; bits < 1u << std::size(lines); ++bits) {
    const std::uint32_t errors = bits & written_errors;
    const Reason expected =
        errors == 0 ? Reason::valid
                    : reason_of(lines[static_cast<unsigned>(std::countr_zero(errors))].subject);
    if (judge_findings(FindingSet{bits}) != expected) FAIL() << bits;
  }
}

TEST(Findings, KeepExactlyTheErrorsOfASet) {
  for (const Line& a : lines) {
    for (const Line& b : lines) {
      FindingSet errors;
      for (const Line& line : {a, b}) {
        if (line.severity == Severity::error) errors = errors.with(line.finding);
      }
      EXPECT_EQ(errors_of(FindingSet{}.with(a.finding).with(b.finding)), errors);
    }
  }
}

}  // namespace
}  // namespace xvm
