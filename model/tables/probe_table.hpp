// model/tables/probe_table.hpp
//
// Purpose: the probe (2008 design, section 6). It changes nothing (R13), never needs ADMIN (R1),
// and takes unknown for unknown (R2).
// Thread rule: constant types only. Loaded by machine/step.cpp.
#pragma once

#include "model/decisions/health.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct ProbeTable : TableOf<ProbeTable> {
  struct Idle : State {};
  struct Observing : State {};
  struct Waiting : State {};  // for a reboot to be over
  struct Witnessing : State {};
  struct Probing : State {};  // the plugin runs
  struct Done : State {};
  using initial_state = Idle;

  static void keep(Context& c, const ProbeVerdict& verdict) {
    c.move = static_cast<std::uint8_t>(verdict.move);
    c.result = verdict.result;
    c.reason = verdict.reason;
    c.plugin = verdict.plugin;
    c.subject = c.setting.self;
  }
  static void judge(Context& c, Outbox&, const Observed& e) {
    keep(c, judge_health(c.setting, e.seen, c.tried ? ProbeLook::second : ProbeLook::first));
    c.next = Next::judged;
  }
  static void look_for_the_last_time(Context& c, Outbox& out) {
    c.tried = true;
    observe_here(c, out);
  }
  static void ask_witness(Context& c, Outbox& out) { out.push(AskWitness{c.setting.self}); }
  static void run_plugin(Context&, Outbox& out) { out.push(RunPlugin{}); }
  static void finish_as_witnessed(Context& c, Outbox& out, const Witnessed& e) {
    keep(c, judge_witness(c.setting, e.witness));
    finish_as_judged(c, out);
  }
  static void finish_as_plugin_said(Context& c, Outbox& out, const PluginReturned& e) {
    keep(c, judge_plugin(c.setting, e));
    finish_as_judged(c, out);
  }

  using M = ProbeMove;

  // clang-format off
  using transition_table = Rows<
    // Section 6: "Check the guest domain state ... from Domain-0".
    Row<Idle,       Begin,          Observing,  Do<observe_here>>,
    Row<Observing,  Observed,       Stay,       Do<note_seen, judge>>,
    // Section 6: acceptable run states are healthy, "restartable" ones unhealthy.
    Row<Observing,  Judged,         Done,       Do<finish_as_judged>, When<M::finish>>,
    // Section 6, "shut off or crashed": a guest that reboots is neither, but on Xen no domain for
    // a moment.
    Row<Observing,  Judged,         Waiting,    Do<arm<Timer::reboot_gap>>, When<M::look_again>>,
    Row<Waiting,    Expired,        Observing,  Do<look_for_the_last_time>, When<is<Timer::reboot_gap>>>,
    // R2: no answer is no verdict; the second witness is asked, then the grace counts.
    Row<Observing,  Judged,         Witnessing, Do<ask_witness>, When<M::ask_witness>>,
    Row<Witnessing, Witnessed,      Done,       Do<finish_as_witnessed>>,
    // Section 6: "The agent probe will call the plugin probe."
    Row<Observing,  Judged,         Probing,    Do<run_plugin>, When<M::run_plugin>>,
    Row<Probing,    PluginReturned, Done,       Do<finish_as_plugin_said>>
  >;
  // clang-format on
};

}  // namespace xvm
