// Every way in which a real migration was seen to fail, under a switch of the group: a fault before
// it or in mid-copy. The guest never executes twice, and runs once when the fault is over.
#include "ci/real_cluster/switch_under_fault.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

namespace xvm::real_cluster {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

using Act = std::function<void(RealCluster&)>;

struct Row {
  std::string name;
  Act before = nullptr;    // the switch
  Act mid_copy = nullptr;  // B holds the incomplete copy
  Act mend = nullptr;      // what heal, thaw and start do not undo
  std::string says{};      // the agent's log, a regular expression: the fault was met
  ClusterOptions options{};
};

ClusterOptions slow(ClusterOptions options = {}) {
  options.configuration += "MIGRATE_BANDWIDTH=6\n";
  return options;
}

Act words(const std::string& fault) {
  return [fault](RealCluster& c) { EXPECT_EQ(c.node(fault).code, 0) << fault; };
}

Act kill_emulator(const std::string& node) {
  return words("exec " + node + " sh -c \"kill -9 \\$(cat /run/libvirt/qemu/web.pid)\"");
}

Act power_off(const std::string& node) {
  return [node](RealCluster& c) { c.power_off(node); };
}
Act power_on(const std::string& node) {
  return [node](RealCluster& c) { c.power_on(node); };
}

// Something on B listens on ports `first` to `last` until the file is gone.
std::string taken() { return "/tmp/xvm-ports-taken-" + std::to_string(::getpid()); }
Act take_ports(int first, int last) {
  return [=](RealCluster& c) {
    const std::string listen =
        "use Socket; for my $p (" + std::to_string(first) + ".." + std::to_string(last) +
        ") { my $s; socket($s, PF_INET, SOCK_STREAM, 0); bind($s, sockaddr_in($p, INADDR_ANY)); "
        "listen($s, 1); push @all, $s; } open(F, \">" +
        taken() +
        "\"); close(F); "
        "select(undef, undef, undef, 0.2) while -e \"" +
        taken() + "\";";
    c.node("exec B perl -e '" + listen + "' >/dev/null 2>&1 &");
    EXPECT_TRUE(c.eventually([] { return ::access(taken().c_str(), F_OK) == 0; }, 20));
  };
}
void give_ports_back(RealCluster&) { ::unlink(taken().c_str()); }

// What an administrator did on B by hand: the same name, with this UUID or the guest's own.
Act define_on_b(const std::string& uuid, const std::string& further = "") {
  return [=](RealCluster& c) {
    EXPECT_EQ(run("f=$(mktemp); \"$XVM_CI_NODE\" domain web --tick 100 " + uuid +
                  " >$f; \"$XVM_CI_NODE\" virsh B define $f; rc=$?; rm $f; exit $rc")
                  .code,
              0);
    if (!further.empty()) {
      EXPECT_EQ(c.virsh("B", further).code, 0);
    }
  };
}
void undefine_on_b(RealCluster& c) { c.virsh("B", "undefine web"); }

const std::string other_uuid = "--uuid 5b7e2f1c-8f0e-4a55-9d6b-0f3f6f1d2a11";

// The rows of the table are those of libvirt's own behaviour on such nodes; `says` is what it said.
const Row rows[] = {
    {.name = "TheTargetIsUnreachable",
     .before = words("cut A B"),
     .says = "check target B: no answer"},
    {.name = "TheTargetsDaemonIsDown",
     .before = words("daemon B kill"),
     .says = "Connection refused"},
    {.name = "TheTargetsPortIsDropped",
     .before = words("drop-port B 16509"),
     .says = "check target B: no answer"},
    {.name = "TheTargetsDaemonDiesInMidCopy",
     .mid_copy = words("daemon B kill"),
     .says = "client socket is closed"},
    {.name = "TheTargetsEmulatorDiesInMidCopy",
     .mid_copy = kill_emulator("B"),
     .says = "Unable to write to socket|unexpectedly closed the monitor"},
    {.name = "TheTargetLosesPowerInMidCopy",
     .mid_copy = power_off("B"),
     .mend = power_on("B"),
     .says = "client socket is closed"},
    {.name = "AllTrafficIsCutInMidCopy",
     .mid_copy = words("cut A B"),
     .says = "client socket is closed"},
    {.name = "OnlyTheDataPortsAreCutInMidCopy",
     .mid_copy = words("drop-port B 49152-49215"),
     .says = "canceled by client"},
    {.name = "TheSourcesDaemonDiesInMidCopy",
     .mid_copy = words("daemon A kill"),
     .says = "End of file while reading data"},
    {.name = "TheSourceLosesPowerInMidCopy",
     .mid_copy = power_off("A"),
     .mend = power_on("A"),
     .says = "A: unknown -> link claim 3: released by B"},
    {.name = "TheSourcesEmulatorDiesInMidCopy",
     .mid_copy = kill_emulator("A"),
     .says = "domain is not running"},
    {.name = "TheAgentIsKilledInMidCopy",
     .mid_copy = [](RealCluster& c) { EXPECT_EQ(c.kill_agent("A", "stop").code, 0); }},
    {.name = "TheJobIsAbortedByHand",
     .mid_copy = [](RealCluster& c) { EXPECT_EQ(c.virsh("A", "domjobabort web").code, 0); },
     .says = "canceled by client"},
    {.name = "TheGuestDirtiesMoreThanIsSent",
     .says = "timer migration-limit ran out",
     .options = {.configuration = "MIGRATE_BANDWIDTH=16\n", .guest = "--dirty 64"}},
    {.name = "TheTargetHasNoFreePort",
     .before = take_ports(49152, 49215),
     .mend = give_ports_back,
     .says = "Unable to find an unused port"},
    {.name = "TheConfiguredPortIsTaken",
     .before = take_ports(49300, 49300),
     .mend = give_ports_back,
     .says = "Address already in use",
     .options = {.configuration = "MIGRATE_URI=tcp://%n:49300\n"}},
    {.name = "AnotherGuestHasTheNameOnTheTarget",
     .before = define_on_b(other_uuid),
     .mend = undefine_on_b,
     .says = "the name web belongs to the domain"},
    {.name = "TheGuestIsDefinedOnTheTargetToo",
     .before = define_on_b(""),
     .says = "success: migrated-away .B."},
    {.name = "TheGuestIsPausedOnTheTargetToo",
     .before = define_on_b("", "start --paused web"),
     .says = "check target B: it is paused there"},
    {.name = "TheDiskIsNotShared",
     .says = "Migration without shared storage is unsafe",
     .options = {.devices = "<disk type='file'><driver name='qemu' type='raw'/><source "
                            "file='/var/tmp/xvm-disk-not-shared.raw'/><target dev='vda' "
                            "bus='virtio'/></disk>"}},
};

class Migration : public ::testing::TestWithParam<Row> {};

TEST_P(Migration, ThatFailsLeavesOneGuest) {
  const Row& row = GetParam();
  run("truncate -s 4M /var/tmp/xvm-disk-not-shared.raw");
  ClusterOptions options = row.mid_copy ? slow(row.options) : row.options;
  options.stop_timeout_s = 50;
  RealCluster c(options);
  SwitchUnderFault s(c);
  c.online();
  if (row.before) row.before(c);
  s.begin();
  if (row.mid_copy) {
    s.wait_for_the_copy();
    row.mid_copy(c);
  }
  s.end();
  if (row.mend) row.mend(c);
  EXPECT_THAT(c.log(), ContainsRegex(row.says));
  s.put_right();
  s.expect_one_running_copy();
}

// The administrator made two copies; a switch leaves one.
TEST(Switch, OfAGuestThatRunsOnTheTargetTooLeavesOne) {
  RealCluster c;
  c.online();
  define_on_b("", "start web")(c);
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("check target B: it is running there"));
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B" && c.defined_on() == "B"; }));
  EXPECT_EQ(c.state("A"), "absent");
  EXPECT_TRUE(c.is_exported());
}

INSTANTIATE_TEST_SUITE_P(When, Migration, ::testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace xvm::real_cluster
