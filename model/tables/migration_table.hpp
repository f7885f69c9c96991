// model/tables/migration_table.hpp
//
// Purpose: two-phase migration from source to target, the commit being ours (2008 design, sections
// 3 and 5; R6, R7, R8; architecture, section 6).
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
//   callers set source and target and call; they get on_target, on_source, nowhere, unsettled,
//   refused (nothing was begun) or overtaken
#pragma once

#include "model/decisions/target_check.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct MigrationTable : TableOf<MigrationTable> {
  struct Idle : State {};
  struct Exporting : State {};
  struct Checking : State {};   // is the target an appropriate one?
  struct Claiming : State {};   // link moving(source to target)
  struct Rereading : State {};  // R4, before the copy starts
  struct Copying : State {};
  struct Aborting : State {};  // out of time: through the hypervisor, and wait for the call's end
  struct Settling : State {};
  struct Done : State {};
  using initial_state = Idle;

  static void export_source(Context& c, Outbox& out) { out.push(Export{c.source}); }
  static void check_target(Context& c, Outbox& out) { out.push(CheckTarget{c.source, c.target}); }
  static void link_moving(Context& c, Outbox& out) {
    out.push(LinkClaim{moving(c.claim, c.source, c.target)});
  }
  static void start_copy(Context& c, Outbox& out) {
    const bool live = c.setting.failover == FailoverType::migrate_live;
    out.push(StartMigration{c.source, c.target, live});
  }
  static void abort_job(Context& c, Outbox& out) { out.push(AbortJob{c.source}); }

  static bool is_fit(const Context&, const TargetChecked& e) { return !first_fault(e.report); }
  static bool is_unfit(const Context& c, const TargetChecked& e) { return !is_fit(c, e); }
  static bool is_not_newest(const Context& c, const ClaimRead& e) { return !is_still_newest(c, e); }

  // clang-format off
  using transition_table = Rows<
    // R8: export before migrate.
    Row<Idle,      Called,        Exporting, Do<export_source>>,
    Row<Exporting, Exported,      Checking,  Do<check_target>, When<is_saved<Exported>>>,
    Row<Exporting, Exported,      Done,      Do<give<Return::refused>>, When<is_not_saved<Exported>>>,
    // Section 5: "determine the target host and validate it is an appropriate target host".
    Row<Checking,  TargetChecked, Claiming,  Do<link_moving>, When<is_fit>>,
    Row<Checking,  TargetChecked, Done,      Do<give<Return::refused>>, When<is_unfit>>,
    // Section 4, NO-OP: the flag of the 2008 design is the claim; it is written before the first byte moves.
    Row<Claiming,  ClaimLinked,   Rereading, Do<keep_linked, ask_claim>, When<link_is<LinkOutcome::won>>>,
    Row<Claiming,  ClaimLinked,   Done,      Do<give<Return::overtaken>>, When<link_is_doubtful>>,
    Row<Claiming,  ClaimLinked,   Done,      Do<give<Return::refused>>, When<link_is<LinkOutcome::failed>>>,
    // Section 3: migrate suspends the domain and copies its memory, migrate -live copies iteratively first.
    Row<Rereading, ClaimRead,     Copying,   Do<arm<Timer::migration_limit>, start_copy>, When<is_still_newest>>,
    Row<Rereading, ClaimRead,     Done,      Do<give<Return::overtaken>>, When<is_not_newest>>,
    // R6: after every attempt, whatever it returned, both sides are observed and settled.
    Row<Copying,   Migrated,      Settling,  Do<disarm, call<Table::settling>>>,
    // R11: abort at 45 % of B, through the hypervisor; a killed client would not stop the copy.
    Row<Copying,   Expired,       Aborting,  Do<abort_job>, When<is<Timer::migration_limit>>>,
    Row<Aborting,  JobAborted,    Stay>,
    Row<Aborting,  Migrated,      Settling,  Do<disarm, call<Table::settling>>>,
    Row<Settling,  Returned,      Done,      Do<pass_on>>
  >;
  // clang-format on
};

}  // namespace xvm
