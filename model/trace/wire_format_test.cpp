// The text of the format, spelled out: traces outlive the programs that wrote them, so a change of
// a spelling must be seen here first (and may need a new format number).
#include <gtest/gtest.h>

#include "model/trace/codec_entry.hpp"
#include "model/trace/codec_step.hpp"

namespace xvm::trace {
namespace {

constexpr NodeId n0{0};
constexpr NodeId n1{1};
constexpr Claim moved{7, ClaimState::moving, n0, n1, false};

struct Spelling {
  std::variant<Event, Action> value;
  std::string_view text;
};

const Spelling spellings[] = {
    {Event{Begin{}}, R"({"kind":"begin"})"},
    {Event{FactsRead{{.readable = true,
                      .on_off = OnOffSwitch::enabled,
                      .rg_state = RgState::pending_offline,
                      .targets = TargetNodes::one,
                      .target = n1,
                      .members = NodeSet::first(2),
                      .online = NodeSet::of(n1),
                      .methods = {},
                      .giveover = true}}},
     R"({"kind":"facts-read","facts":{"readable":true,"on_off":"ENABLED",)"
     R"("rg_state":"PENDING_OFFLINE","targets":"one","target":1,"members":[0,1],"online":[1],)"
     R"("methods":[],"status_ok":true,"last_plugin_ok":true,"giveover":true}})"},
    {Event{ProcessMonitorSilenced{CallOutcome::ok}},
     R"({"kind":"process-monitor-silenced","outcome":"ok"})"},
    {Event{ClaimRead{StoreOutcome::ok, moved}},
     R"({"kind":"claim-read","outcome":"ok","newest":{"epoch":7,"state":"moving","owner":0,)"
     R"("other":1,"resume_owed":false}})"},
    {Event{ClaimLinked{LinkOutcome::lost, Claim{}}},
     R"({"kind":"claim-linked","outcome":"lost","claim":{"epoch":0,"state":"none","owner":null,)"
     R"("other":null,"resume_owed":false}})"},
    {Event{Exported{n0, ExportOutcome::local_only}},
     R"({"kind":"exported","node":0,"outcome":"local-only"})"},
    {Event{Quarantined{n1, ExportOutcome::intact}},
     R"({"kind":"quarantined","node":1,"outcome":"intact"})"},
    {Event{Observed{n0, {Activity::paused, PauseReason::io_error, OffReason::none, true}}},
     R"({"kind":"observed","node":0,"seen":{"activity":"paused","pause":"io-error","off":"none",)"
     R"("defined":true}})"},
    {Event{Witnessed{n0, Witness::gone}}, R"({"kind":"witnessed","node":0,"witness":"gone"})"},
    {Event{Defined{n0, CallOutcome::refused}},
     R"({"kind":"defined","node":0,"outcome":"refused"})"},
    {Event{ShutdownSent{n0, CallOutcome::unknown}},
     R"({"kind":"shutdown-sent","node":0,"outcome":"unknown"})"},
    {Event{Acted{Verb::resume, n1, CallOutcome::ok}},
     R"({"kind":"acted","verb":"resume","node":1,"outcome":"ok"})"},
    {Event{Migrated{CallOutcome::unknown}}, R"({"kind":"migrated","outcome":"unknown"})"},
    {Event{JobAborted{CallOutcome::ok}}, R"({"kind":"job-aborted","outcome":"ok"})"},
    {Event{JobIdle{n0, CallOutcome::refused}},
     R"({"kind":"job-idle","node":0,"outcome":"refused"})"},
    {Event{TargetChecked{n1, TargetReport{}.with(TargetFault::memory_short)}},
     R"({"kind":"target-checked","node":1,"report":["memory-short"]})"},
    {Event{PluginReturned{PluginEnd::exited, 201}},
     R"({"kind":"plugin-returned","end":"exited","status":201})"},
    {Event{Inspected{Subject::host, FindingSet{}.with(Finding::no_fencing)}},
     R"({"kind":"inspected","subject":"host","findings":["no-fencing"]})"},
    {Event{Expired{Timer::migration_limit}}, R"({"kind":"expired","timer":"migration-limit"})"},

    {Action{ReadFacts{}}, R"({"kind":"read-facts"})"},
    {Action{SilenceProcessMonitor{}}, R"({"kind":"silence-process-monitor"})"},
    {Action{ReadClaim{}}, R"({"kind":"read-claim"})"},
    {Action{LinkClaim{held_after_migration(moved, n1, n0, true)}},
     R"({"kind":"link-claim","next":{"epoch":8,"state":"held","owner":1,"other":0,)"
     R"("resume_owed":true}})"},
    {Action{Export{n0}}, R"({"kind":"export","node":0})"},
    {Action{Quarantine{n0}}, R"({"kind":"quarantine","node":0})"},
    {Action{RecordDebt{Debt::destroy_copy, n1}},
     R"({"kind":"record-debt","debt":"destroy-copy","node":1})"},
    {Action{SettleDebts{}}, R"({"kind":"settle-debts"})"},
    {Action{Observe{n0}}, R"({"kind":"observe","node":0})"},
    {Action{Watch{n0}}, R"({"kind":"watch","node":0})"},
    {Action{Unwatch{n0}}, R"({"kind":"unwatch","node":0})"},
    {Action{AskWitness{n0}}, R"({"kind":"ask-witness","node":0})"},
    {Action{Define{n0}}, R"({"kind":"define","node":0})"},
    {Action{SendShutdown{n0}}, R"({"kind":"send-shutdown","node":0})"},
    {Action{Act{Verb::destroy, n0}}, R"({"kind":"act","verb":"destroy","node":0})"},
    {Action{StartMigration{n0, n1, true}},
     R"({"kind":"start-migration","source":0,"target":1,"live":true})"},
    {Action{AbortJob{n0}}, R"({"kind":"abort-job","node":0})"},
    {Action{AwaitIdle{n0}}, R"({"kind":"await-idle","node":0})"},
    {Action{CheckTarget{n0, n1}}, R"({"kind":"check-target","source":0,"target":1})"},
    {Action{RunPlugin{}}, R"({"kind":"run-plugin"})"},
    {Action{Inspect{Subject::policy}}, R"({"kind":"inspect","subject":"policy"})"},
    {Action{ArmTimer{Timer::settle_poll}}, R"({"kind":"arm-timer","timer":"settle-poll"})"},
    {Action{DisarmTimers{}}, R"({"kind":"disarm-timers"})"},
    {Action{Report{Reason::overlap, n1}}, R"({"kind":"report","reason":"overlap","node":1})"},
    {Action{Finish{Result::plugin, Reason::plugin_said, NodeId::none, 201}},
     R"({"kind":"finish","result":"plugin","reason":"plugin-said","node":null,"plugin":201})"},
};

TEST(WireFormat, SpellsEveryEventAndActionLikeThis) {
  for (const Spelling& spelling : spellings) {
    EXPECT_EQ(std::visit([](const auto& v) { return json::encode(v).dump(); }, spelling.value),
              spelling.text);
  }
}

TEST(WireFormat, LeavesNoAlternativeUnspelled) {
  EXPECT_EQ(std::size(spellings), std::variant_size_v<Event> + std::variant_size_v<Action>);
}

TEST(WireFormat, SpellsAWholeLineLikeThis) {
  const Entry entry{.at_us = 1500,
                    .sequence = 3,
                    .node = "n1",
                    .domain = "web",
                    .resource = "web-rs",
                    .method = Method::hand_over,
                    .payload = Step{Begin{}, {ReadFacts{}, ReadClaim{}}, "Fresh", "Asking"}};
  EXPECT_EQ(print_line(entry),
            R"({"at_us":1500,"seq":3,"node":"n1","domain":"web","resource":"web-rs",)"
            R"("method":"hand-over","kind":"step","event":{"kind":"begin"},)"
            R"("actions":[{"kind":"read-facts"},{"kind":"read-claim"}],"before":"Fresh",)"
            R"("after":"Asking"})");
}

TEST(WireFormat, SpellsTheFirstLineLikeThis) {
  EXPECT_EQ(print_line({.payload = Header{.program = "xvm", .version = "0.1.0", .engine = "gds"}}),
            R"({"at_us":0,"seq":0,"kind":"header","format":1,"program":"xvm","version":"0.1.0",)"
            R"("engine":"gds","started":""})");
}

}  // namespace
}  // namespace xvm::trace
