#include "fakes/node/migration.hpp"

#include "fakes/node/rehearsal_test.hpp"

#include <algorithm>
#include <cctype>

namespace xvm::fakes {
namespace {

constexpr auto ok = CallOutcome::ok;
constexpr auto refused = CallOutcome::refused;
constexpr auto unknown = CallOutcome::unknown;

// A row of the tables in the facts: what went wrong, and what is left where.
struct Row {
  const char* fault;
  const char* deeds;
  CallOutcome caller;
  const char* a;
  const char* b;
  Plan plan = plain;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.fault; }

std::string test_name(const ::testing::TestParamInfo<Row>& info) {
  std::string name = info.param.fault;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

class Migrating : public ::testing::TestWithParam<Row> {};

TEST_P(Migrating, LeavesWhatTheLabSaw) {
  const Row& row = GetParam();
  Rehearsal r(row.plan);
  r.play(row.deeds);
  EXPECT_EQ(r.where(Side::source), row.a);
  EXPECT_EQ(r.where(Side::target), row.b);
  EXPECT_EQ(to_text(r.outcome()), to_text(row.caller));
}

constexpr Plan with(Obstacle obstacle) { return {.obstacle = obstacle}; }
constexpr Plan direct{.peer_to_peer = false};
constexpr Plan not_live{.live = false};
constexpr Plan non_converging{.converges = false};

// "Failed migrations A -> B". An error after the first byte moved is unknown to the caller: rc 1
// does not mean "still only on the source".
INSTANTIATE_TEST_SUITE_P(
    Failed, Migrating,
    ::testing::Values(
        Row{"no such host", "cut both, to the end", refused, "running", "absent",
            with(Obstacle::no_such_host)},
        Row{"daemon down on B", "B kill-daemon, to the end, B start-daemon", refused, "running",
            "absent"},
        Row{"SYN dropped", "cut both, proceed, A gives up", refused, "running", "absent"},
        Row{"B libvirtd killed in mid-copy", "copying, B kill-daemon, A gives up, B start-daemon",
            unknown, "running", "absent"},
        Row{"B qemu killed", "copying, B kill-emulator, A gives up", unknown, "running", "absent"},
        Row{"B host crash", "copying, B crash-host, A gives up", unknown, "running", "no answer"},
        Row{"B host crash, rebooted", "copying, B crash-host, A gives up, B boot-host", unknown,
            "running", "absent"},
        Row{"all traffic cut in mid-copy", "copying, cut both, A gives up, B gives up, heal",
            unknown, "running", "absent"},
        Row{"only the data port cut, hanging", "copying, cut data, stuck", unknown, "running",
            "paused (migrating), transient"},
        Row{"only the data port cut, domjobabort",
            "copying, cut data, stuck, A abort-job, A gives up", unknown, "running", "absent"},
        Row{"A libvirtd killed in mid-copy", "copying, A kill-daemon, A gives up, A start-daemon",
            unknown, "running", "absent"},
        Row{"A host crash in mid-copy",
            "copying, A crash-host, B gives up, A gives up, A boot-host", unknown, "shut off",
            "absent"},
        Row{"A qemu killed in mid-copy", "copying, A kill-emulator, A gives up", unknown,
            "shut off (crashed)", "absent"},
        Row{"client killed, p2p", "copying, client dies, to the end", unknown, "absent", "running"},
        Row{"client killed, direct", "copying, client dies, A gives up", unknown, "running",
            "absent", direct},
        Row{"domjobabort", "copying, A abort-job, A gives up", unknown, "running", "absent"},
        Row{"non-converging", "copying, stuck", unknown, "running", "paused (migrating), transient",
            non_converging},
        Row{"non-converging with --timeout 5", "copying, timeout suspends, to the end", ok,
            "absent", "running", non_converging},
        Row{"no free port on B", "to the end", refused, "running", "absent",
            with(Obstacle::no_free_port)},
        Row{"forced migrateuri port busy", "to the end", refused, "running", "absent",
            with(Obstacle::port_busy)},
        Row{"same name, other UUID on B", "B name taken, to the end", refused, "running", "absent"},
        Row{"same domain defined (off) on B", "B define, to the end", ok, "absent", "running"},
        Row{"same domain already running on B", "B define, B create, to the end", refused,
            "running", "running"},
        Row{"raw disk on a local filesystem, no --unsafe", "proceed, stuck", refused, "running",
            "absent", with(Obstacle::unsafe_storage)}),
    test_name);

// "The dangerous window, from the end of the copy to Finish/Confirm."
INSTANTIATE_TEST_SUITE_P(
    Window, Migrating,
    ::testing::Values(
        Row{"Finish reply lost", "copying, cut replies, finish done, A gives up, heal, stuck",
            unknown, "running", "running"},
        Row{"B libvirtd frozen, later thawed",
            "copied, B freeze-daemon, proceed, A gives up, B thaw-daemon, proceed", unknown,
            "running", "running"},
        Row{"Finish request lost, while the cut lasts", "copied, cut both, finish sent", unknown,
            "paused (migrating)", "paused (migrating), transient"},
        Row{"Finish request lost",
            "copied, cut both, finish sent, A gives up, B gives up, heal, stuck", unknown,
            "running", "absent"},
        Row{"A libvirtd killed after B executed Finish",
            "finish done, A kill-daemon, A gives up, A start-daemon, stuck", unknown,
            "paused (migrating)", "running"},
        Row{"the same, Finish still in flight, then healed",
            "copied, cut both, finish sent, A kill-daemon, A gives up, heal, proceed, A "
            "start-daemon",
            unknown, "paused (migrating)", "running"},
        Row{"the same, then resume on A",
            "copied, cut both, finish sent, A kill-daemon, A gives up, heal, proceed, "
            "A start-daemon, A resume ok",
            unknown, "running", "running"},
        Row{"the same, cut until B gave up",
            "copied, cut both, finish sent, A kill-daemon, A gives up, B gives up, heal, "
            "A start-daemon, stuck",
            unknown, "paused (migrating)", "absent"},
        Row{"the same, resume on A recovers it",
            "copied, cut both, finish sent, A kill-daemon, A gives up, B gives up, heal, "
            "A start-daemon, A resume ok",
            unknown, "running", "absent"},
        Row{"Finish reply lost, guest with a shared raw disk",
            "shared raw disk, copying, cut replies, finish done, A gives up, heal", unknown,
            "paused (migrating)", "running"},
        Row{"the same disk, resume on A fails",
            "shared raw disk, copying, cut replies, finish done, A gives up, heal, A resume "
            "unknown",
            unknown, "paused (migrating)", "running"},
        Row{"the same disk guest started on both nodes",
            "shared raw disk, B define, B create refused", unknown, "running",
            "shut off (failed)"}),
    test_name);

// "Two-phase migration with VIR_MIGRATE_PAUSED."
INSTANTIATE_TEST_SUITE_P(
    TwoPhase, Migrating,
    ::testing::Values(
        Row{"Finish reply lost", "copying, cut replies, finish done, A gives up, heal", unknown,
            "running", "paused (user)", two_phase},
        Row{"target daemon frozen, then thawed",
            "copied, B freeze-daemon, proceed, A gives up, B thaw-daemon, proceed", unknown,
            "running", "paused (user)", two_phase},
        Row{"source daemon killed, Finish executed",
            "finish done, A kill-daemon, A gives up, A start-daemon", unknown, "paused (migrating)",
            "paused (user)", two_phase},
        Row{"source daemon killed, Finish in flight",
            "copied, cut both, finish sent, A kill-daemon, A gives up, heal, proceed, A "
            "start-daemon",
            unknown, "paused (migrating)", "paused (user)", two_phase},
        Row{"Finish reply lost, guest with a shared raw disk",
            "shared raw disk, copying, cut replies, finish done, A gives up, heal", unknown,
            "running", "paused (user)", two_phase},
        Row{"none", "to the end", ok, "absent", "paused (user)", two_phase},
        Row{"none, then resume", "to the end, B resume", ok, "absent", "running", two_phase}),
    test_name);

// "Flags", and what migrates besides a running guest.
INSTANTIATE_TEST_SUITE_P(
    Completed, Migrating,
    ::testing::Values(
        Row{"persistent and undefinesource", "to the end, stuck", ok, "absent", "running"},
        Row{"no flags",
            "to the end",
            ok,
            "shut off (migrated)",
            "running, transient",
            {.persist_dest = false, .undefine_source = false}},
        Row{"persistent alone",
            "to the end",
            ok,
            "shut off (migrated)",
            "running",
            {.undefine_source = false}},
        Row{"undefinesource alone",
            "to the end",
            ok,
            "absent",
            "running, transient",
            {.persist_dest = false}},
        Row{"direct", "to the end", ok, "absent", "running", direct},
        Row{"not live", "to the end", ok, "absent", "running", not_live},
        Row{"suspended guest", "A suspend, to the end", ok, "absent", "paused (user)"},
        Row{"crashed guest shows running", "A guest-crashes, to the end", ok, "absent", "running"},
        Row{"guest that is off", "A destroy, to the end", refused, "shut off (destroyed)",
            "absent"}),
    test_name);

// Between the rows: the same faults at other places.
INSTANTIATE_TEST_SUITE_P(
    Elsewhere, Migrating,
    ::testing::Values(
        Row{"not live, in mid-copy", "copying", unknown, "paused (migrating)",
            "paused (migrating), transient", not_live},
        Row{"not live, domjobabort", "copying, A abort-job, A gives up", unknown, "running",
            "absent", not_live},
        Row{"not live, A libvirtd killed in mid-copy",
            "copying, A kill-daemon, A gives up, A start-daemon", unknown, "running", "absent",
            not_live},
        Row{"A libvirtd back before anybody noticed",
            "copying, A kill-daemon, A start-daemon, A gives up", unknown, "running", "absent"},
        Row{"B libvirtd frozen before Prepare",
            "proceed, B freeze-daemon, no progress, A gives up, B thaw-daemon", refused, "running",
            "absent"},
        Row{"A guest crashes in mid-copy, domjobabort",
            "copying, A guest-crashes, A abort-job, no progress, A gives up", unknown, "crashed",
            "absent"},
        Row{"suspended guest, domjobabort", "A suspend, copying, A abort-job, A gives up", unknown,
            "paused (user)", "absent"},
        Row{"B qemu killed after the copy", "finish sent, B kill-emulator, no progress, A gives up",
            unknown, "running", "absent"},
        Row{"A libvirtd killed while Finish travels freely",
            "finish sent, A kill-daemon, A gives up, proceed, A start-daemon", unknown,
            "paused (migrating)", "running"},
        Row{"replies cut in mid-copy, memory stream ends", "copying, cut replies, A gives up",
            unknown, "running", "absent"},
        Row{"replies cut in mid-copy, A libvirtd killed",
            "copying, cut replies, A kill-daemon, A gives up", unknown, "no answer",
            "paused (migrating), transient"},
        Row{"client killed after the copy, p2p, Finish request lost",
            "copied, client dies, cut both, finish sent, A gives up, B gives up", unknown,
            "running", "absent"},
        Row{"client killed after the copy, direct", "copied, client dies, A gives up", unknown,
            "paused (migrating)", "absent", direct},
        Row{"A host crash while Finish travels",
            "copied, cut both, finish sent, A crash-host, A boot-host, A gives up, heal, B gives "
            "up",
            unknown, "shut off", "absent"},
        Row{"A host crash after Finish",
            "finish done, A crash-host, A gives up, A boot-host, stuck", unknown, "shut off",
            "running"},
        Row{"B host crash after Finish", "finish done, B crash-host, A gives up, B boot-host",
            unknown, "running", "shut off"},
        Row{"B libvirtd killed after the copy", "copied, B kill-daemon, A gives up, B start-daemon",
            unknown, "running", "absent"},
        Row{"A libvirtd frozen until B gave up",
            "copied, A freeze-daemon, B gives up, A thaw-daemon, A gives up", unknown, "running",
            "absent"},
        Row{"A libvirtd frozen while Finish is answered",
            "finish done, A freeze-daemon, A thaw-daemon, to the end", ok, "absent", "running"},
        Row{"migrate queued at a frozen A",
            "A freeze-daemon, A migrate unknown, A thaw-daemon, to the end", ok, "absent",
            "running"},
        Row{"Finish carried out after A took the disk back",
            "shared raw disk, copied, B freeze-daemon, proceed, A gives up, B thaw-daemon, proceed",
            unknown, "running", "absent"},
        Row{"A host down before Begin", "A crash-host, to the end", refused, "no answer", "absent"},
        Row{"A destroyed in mid-copy", "copying, A destroy, A gives up", unknown,
            "shut off (destroyed)", "absent"}),
    test_name);

TEST(Migration, WaitsForAFrozenSourceAtEveryPhase) {
  for (const char* point :
       {"A observe", "proceed", "copying", "copied", "finish done", "finish done, proceed"}) {
    Rehearsal r;
    r.play(point);
    r.play("A freeze-daemon, no progress, A thaw-daemon, to the end");
    EXPECT_EQ(r.where(Side::target), "running") << point;
  }
}

TEST(Migration, WaitsForWhatTheNextMessageNeeds) {
  for (const char* lack :
       {"copying, B kill-emulator", "copying, cut data", "finish sent, cut both",
        "finish sent, B freeze-daemon", "finish done, cut replies", "finish done, B crash-host",
        "proceed, cut both", "copying, A abort-job", "copying, A guest-powers-off"}) {
    Rehearsal r;
    r.play(lack);
    r.play("no progress");
  }
}

TEST(Migration, KeepsBothDomainsBusyUntilItEnds) {
  Rehearsal r;
  r.play("copying, A await-idle refused, B await-idle refused, B resume refused");
  r.play("to the end, A await-idle, B await-idle");
}

TEST(Migration, TargetForgetsWhyItsDomainWasOff) {
  Rehearsal r(two_phase);
  r.play("B define, B create, B destroy, to the end");
  EXPECT_EQ(observe(r.now.target.domain).off, OffReason::none);
}

TEST(Migration, LibxlLeaksTheJobWhenTheTargetRefusesTheDomain) {
  Rehearsal r;
  r.now.source.domain.driver = Driver::libxl;
  r.play("B name taken, to the end, A destroy refused, A kill-daemon, A start-daemon, A destroy");
}

TEST(Migration, RefusalLeaksNoJobOtherwise) {
  Rehearsal qemu;
  qemu.play("B name taken, to the end, A await-idle");
  Rehearsal libxl(with(Obstacle::no_free_port));
  libxl.now.source.domain.driver = Driver::libxl;
  libxl.play("to the end, A await-idle");
}

TEST(Migration, SourceDoesNotGiveUpWithoutAReason) {
  for (const Plan& plan : {plain, direct}) {
    for (const char* point : {"proceed", "copying", "copied", "finish sent", "finish done",
                              "finish done, proceed, cut both"}) {
      Rehearsal r(plan);
      r.play(point);
      EXPECT_FALSE(advance(r.now, Turn::source_gives_up)) << point;
    }
  }
  Rehearsal abandoned;
  abandoned.play("copying, client dies");
  EXPECT_FALSE(advance(abandoned.now, Turn::source_gives_up));
}

TEST(Migration, CarriesTheGuestWithItsMemory) {
  Rehearsal r;
  r.now.source.domain.guest.temper = Temper::slow;
  r.play("A send-shutdown, copied");
  EXPECT_EQ(r.now.target.domain.guest, r.now.source.domain.guest);
  r.play("to the end, B guest-obeys, B guest-obeys, B teardown-done");
  EXPECT_EQ(r.where(Side::target), "shut off (shutdown)");
}

TEST(Migration, PanickedGuestStaysDeadWhateverTheTargetSays) {
  Rehearsal r;
  r.play("A guest-crashes, to the end, B send-shutdown, B guest-obeys refused");
}

TEST(Migration, SourceThatRanOnMakesThePausedCopyStale) {
  Rehearsal r(two_phase);
  r.play("finish done");
  const auto memory = [&](Side s) {
    return (s == Side::source ? r.now.source : r.now.target).domain.guest.memory;
  };
  EXPECT_FALSE(ran_past(memory(Side::source), memory(Side::target)));
  r.play("cut replies, A gives up, A crash-host");
  EXPECT_TRUE(ran_past(memory(Side::source), memory(Side::target)));
}

TEST(Migration, SettledOnlyWhenNoFinishTravels) {
  for (const char* ending : {"B thaw-daemon, proceed", "B thaw-daemon, cut both, B gives up",
                             "A crash-host", "shared raw disk, B thaw-daemon, proceed"}) {
    Rehearsal r;
    r.play("copied, B freeze-daemon, proceed, A gives up");
    EXPECT_EQ(r.now.migration.phase, Phase::over);
    EXPECT_FALSE(settled(r.now.migration));
    r.play(ending);
    EXPECT_TRUE(settled(r.now.migration)) << ending;
  }
}

}  // namespace
}  // namespace xvm::fakes
