// model/tables/validate_table.hpp
//
// Purpose: validate (2008 design, section 3): is this environment acceptable to start a guest
// domain in? All findings are collected before the verdict, so that an administrator mends them in
// one go.
// Thread rule: constant types only. Loaded by machine/step.cpp.
#pragma once

#include "model/decisions/findings.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct ValidateTable : TableOf<ValidateTable> {
  struct Idle : State {};
  struct InspectingHost : State {};
  struct InspectingDomain : State {};
  struct InspectingAdmin : State {};
  struct InspectingPolicy : State {};
  struct Done : State {};
  using initial_state = Idle;

  template <Subject What>
  static void inspect(Context&, Outbox& out) {
    out.push(Inspect{What});
  }
  static void note(Context& c, Outbox&, const Inspected& e) {
    c.findings = c.findings | e.findings;
  }
  static void finish_as_found(Context& c, Outbox& out) {
    c.reason = judge_findings(c.findings);
    c.result = c.reason == Reason::valid ? Result::success : Result::failed;
    c.subject = c.setting.self;
    finish_as_judged(c, out);
  }

  // clang-format off
  using transition_table = Rows<
    // Section 3: "The OHAC/xVM node is running as Domain-0."
    Row<Idle,             Begin,     InspectingHost,   Do<inspect<Subject::host>>>,
    // Section 3: "The guest domain pathname is valid", "The failover type specified is either normal, migrate or migrate -live".
    Row<InspectingHost,   Inspected, InspectingDomain, Do<note, inspect<Subject::domain>>>,
    // Section 7: the administrative file system "must be available on all nodes".
    Row<InspectingDomain, Inspected, InspectingAdmin,  Do<note, inspect<Subject::admin>>>,
    // Section 5: "ensure that the domain is only ever defined on one node": competing starters would break it.
    Row<InspectingAdmin,  Inspected, InspectingPolicy, Do<note, inspect<Subject::policy>>>,
    // Section 3: "Failure from the validate function will result in ... not being registered, updated or a start failure".
    Row<InspectingPolicy, Inspected, Done,             Do<note, finish_as_found>>
  >;
  // clang-format on
};

}  // namespace xvm
