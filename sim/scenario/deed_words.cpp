#include "sim/scenario/words.hpp"

namespace xvm::sim {
namespace {

using enum DeedWord;
using enum Under;

// clang-format off
constexpr std::array rows{
    DeedRow{online, "online DOMAIN", "bring it online on the best node (`clrg online`, target-role Started)"},
    DeedRow{offline, "offline DOMAIN", "take it offline (`clrg offline`, target-role Stopped)"},
    DeedRow{switch_to, "switch DOMAIN to NODE", "move it (`clrg switch -n`)", gds},
    DeedRow{remaster, "remaster DOMAIN", "move it to the most preferred eligible node", gds},
    DeedRow{evacuate, "evacuate NODE", "all domains leave the node, which stays ineligible for 60 s (`clnode evacuate`)", gds},
    DeedRow{restart, "restart DOMAIN", "stop and start on the same node (`clrg restart`, `crm_resource --restart`)"},
    DeedRow{enable, "enable DOMAIN", "enable its resource (`clrs enable`)", gds},
    DeedRow{disable, "disable DOMAIN", "disable its resource: off everywhere (`clrs disable`)", gds},
    DeedRow{quiesce, "quiesce DOMAIN", "what runs finishes, nothing follows (`clrg quiesce`)", gds},
    DeedRow{quiesce_kill, "quiesce DOMAIN and kill", "... and the running method is killed (`clrg quiesce -k`)", gds},
    DeedRow{clear, "clear DOMAIN on NODE", "clear STOP_FAILED there (`clrs clear -f STOP_FAILED`)", gds},
    DeedRow{unmonitor, "suspend monitor of DOMAIN", "no more probes (`clrs unmonitor`)", gds},
    DeedRow{monitor, "resume monitor of DOMAIN", "probes again (`clrs monitor`)", gds},
    DeedRow{suspend_group, "suspend DOMAIN", "no automatic recovery of its group (`clrg suspend`)", gds},
    DeedRow{resume_group, "resume DOMAIN", "automatic recovery again (`clrg resume`)", gds},
    DeedRow{validate, "validate DOMAIN", "run validate on every member (`clrs set`)", gds},
    DeedRow{move, "move DOMAIN to NODE", "move it (`crm_resource --move --node`); the constraint stays", pacemaker},
    DeedRow{ban, "ban DOMAIN from NODE", "forbid the node (`crm_resource --ban`)", pacemaker},
    DeedRow{unban, "unban DOMAIN", "remove such constraints (`crm_resource --clear`)", pacemaker},
    DeedRow{standby, "standby NODE", "all domains leave the node (`crm_standby -v on`)", pacemaker},
    DeedRow{unstandby, "unstandby NODE", "the node may run domains again", pacemaker},
    DeedRow{unmanage, "unmanage DOMAIN", "the cluster leaves it alone", pacemaker},
    DeedRow{manage, "manage DOMAIN", "the cluster cares for it again", pacemaker},
    DeedRow{cleanup, "cleanup DOMAIN", "forget its failures and look again (`crm_resource --cleanup`)", pacemaker},
    DeedRow{confirm, "confirm NODE", "declare that a node is down (`stonith_admin --confirm`); it must be true", pacemaker},
    DeedRow{virsh_start, "virsh start DOMAIN on NODE", "boot it, or restore its managed save"},
    DeedRow{virsh_create, "virsh create DOMAIN on NODE", "boot it without defining it"},
    DeedRow{virsh_destroy, "virsh destroy DOMAIN on NODE", "end its emulator"},
    DeedRow{virsh_shutdown, "virsh shutdown DOMAIN on NODE", "ask the guest to power off"},
    DeedRow{virsh_suspend, "virsh suspend DOMAIN on NODE", "pause it"},
    DeedRow{virsh_resume, "virsh resume DOMAIN on NODE", "let it go on"},
    DeedRow{virsh_undefine, "virsh undefine DOMAIN on NODE", "remove its persistent definition"},
    DeedRow{virsh_define, "virsh define DOMAIN on NODE", "define it there"},
    DeedRow{virsh_managedsave, "virsh managedsave DOMAIN on NODE", "save its memory to disk and end it"},
    DeedRow{virsh_managedsave_remove, "virsh managedsave-remove DOMAIN on NODE", "throw that memory away"},
    DeedRow{virsh_migrate, "virsh migrate DOMAIN from NODE to NODE", "migrate it: live, persistent, undefining the source"},
    DeedRow{power_off, "power-off NODE", "the node loses power; it stays off until `boot`"},
    DeedRow{boot, "boot NODE", "power on; it joins the cluster by itself"},
    DeedRow{freeze, "freeze NODE", "the whole node stands still"},
    DeedRow{thaw, "thaw NODE", "it goes on as if nothing had been"},
    DeedRow{kill_libvirtd, "kill libvirtd on NODE", "the daemon dies; its guests live on"},
    DeedRow{start_libvirtd, "start libvirtd on NODE", "the daemon starts and adopts what runs"},
    DeedRow{freeze_libvirtd, "freeze libvirtd on NODE", "the daemon answers nothing and keeps what it is asked"},
    DeedRow{thaw_libvirtd, "thaw libvirtd on NODE", "... which it then carries out"},
    DeedRow{kill_corosync, "kill corosync on NODE", "the membership daemon dies", pacemaker},
    DeedRow{fencing_fails, "fencing of NODE fails", "from now on it cannot be proven dead"},
    DeedRow{fencing_works, "fencing of NODE works", "it can again"},
    DeedRow{declare_dead, "declare NODE dead", "a false confirmation: the node lives"},
    DeedRow{cut_one_way, "cut NODE to NODE", "nothing goes from the first node to the second"},
    DeedRow{cut_both_ways, "cut NODE from NODE", "nothing goes between the two"},
    DeedRow{isolate, "isolate NODE", "nothing goes between the node and any other"},
    DeedRow{heal, "heal", "the whole network works again"},
    DeedRow{heal_one_way, "heal NODE to NODE", "this direction works again"},
    DeedRow{admin_silent, "admin silent", "ADMIN answers nobody (a hanging NFS server)"},
    DeedRow{admin_read_only, "admin read-only", "every write to ADMIN fails"},
    DeedRow{admin_full, "admin full", "ADMIN has no space left"},
    DeedRow{admin_gone, "admin gone", "every access to ADMIN fails"},
    DeedRow{admin_stale, "admin stale", "readers get what ADMIN held a while ago"},
    DeedRow{admin_torn, "admin torn", "the newest record of ADMIN cannot be read"},
    DeedRow{admin_emptied, "admin emptied", "everything on ADMIN is gone, claims and exports"},
    DeedRow{admin_stale_on, "admin stale on NODE", "this node alone gets what ADMIN held a while ago"},
    DeedRow{admin_fresh_on, "admin fresh on NODE", "... and what it holds now again"},
    DeedRow{tear_claim, "tear claim of DOMAIN", "its newest claim cannot be read"},
    DeedRow{mend_claim, "mend claim of DOMAIN", "... and is restored"},
    DeedRow{admin_back, "admin back", "ADMIN works again"},
    DeedRow{admin_lost_on, "admin lost on NODE", "this node alone gets no answer from ADMIN"},
    DeedRow{admin_back_on, "admin back on NODE", "... and gets one again"},
    DeedRow{kill_agent, "kill agent of DOMAIN on NODE", "SIGKILL to the running method"},
    DeedRow{lose_call, "lose the call of DOMAIN on NODE", "the running method never gets the answer that it waits for: of the call named by `asks` or `did` in the trigger, else of the oldest"},
    DeedRow{kill_probe, "kill probe of DOMAIN on NODE", "SIGKILL to the running probe"},
    DeedRow{lose_call_number, "lose call NUMBER of DOMAIN on NODE", "the running method never gets the answer to this call; saved runs name calls by the place where the simulator keeps them"},
    DeedRow{lose_probe_call, "lose call NUMBER of probe of DOMAIN on NODE", "... of the running probe"},
    DeedRow{guest_crashes, "guest DOMAIN on NODE crashes", "it panics"},
    DeedRow{guest_powers_off, "guest DOMAIN on NODE powers-off", "somebody inside shuts it down"},
    DeedRow{guest_reboots, "guest DOMAIN on NODE reboots", "from inside"},
    DeedRow{guest_hangs, "guest DOMAIN on NODE hangs", "it obeys no request any more"},
    DeedRow{guest_obeys, "guest DOMAIN on NODE obeys", "it obeys again"},
    DeedRow{guest_slows, "guest DOMAIN on NODE slows", "it takes long to obey a request"},
    DeedRow{guest_io_error, "guest DOMAIN on NODE meets io-error", "its disk fails: libvirt pauses it"},
    DeedRow{kill_emulator, "kill emulator of DOMAIN on NODE", "SIGKILL to the emulator's process"},
    DeedRow{plugin_says, "plugin of DOMAIN says NUMBER", "from now on PLUGIN_PROBE exits with this status"},
    DeedRow{plugin_hangs, "plugin of DOMAIN hangs", "from now on PLUGIN_PROBE does not end"},
    DeedRow{plugin_missing, "plugin of DOMAIN is missing", "from now on PLUGIN_PROBE cannot be started"},
    DeedRow{register_domain, "register DOMAIN on NODE", "define and export it there anew, as xvm_register did"},
    DeedRow{cut_migration, "cut migration of DOMAIN", "the memory stream stands still, the daemons still talk"},
    DeedRow{mend_migration, "mend migration of DOMAIN", "the memory flows again"},
    DeedRow{nothing, "nothing", "a pure wait for its trigger"},
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].word) != i) return false;
  }
  return rows.size() == static_cast<std::size_t>(nothing) + 1;
}
static_assert(in_order());

}  // namespace

std::span<const DeedRow> deed_rows() { return rows; }

}  // namespace xvm::sim
