#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "agent/inspection/competing_services.hpp"
#include "agent/inspection/domain_sources.hpp"
#include "agent/inspection/hypervisor_kind.hpp"
#include "agent/inspection/settings_file.hpp"
#include "agent/inspection/subjects.hpp"

namespace xvm::agent {
namespace {

// libvirt's default is no lock manager: nothing then keeps a second node from writing to the disks
// of a running domain, should everything else have failed. Other drivers have none to configure.
void check_lock_manager(const InspectionInput& input, Report& report) {
  if (is_toolstack(input.uri)) return;  // Xen's own locks are the disks' scripts
  if (!is_qemu(input.uri) && !is_xen(input.uri)) return;
  const std::string name = is_xen(input.uri) ? "/etc/libvirt/libxl.conf" : "/etc/libvirt/qemu.conf";
  const TextFile file = read_text_file(input.root + name);
  if (file.error && !file.missing) return report.remark(why_not_read(file));
  const std::string manager = setting_in(file.text, "lock_manager").value_or("nop");
  if (manager == "lockd" || manager == "sanlock") return;
  report.add(
      Finding::lock_manager_none,
      fmt::format("libvirt locks no disks (lock_manager in {} is '{}'): set it to \"lockd\" or "
                  "\"sanlock\" on every node",
                  name, manager));
}

void check_autostart(const DomainSources& sources, Report& report) {
  if (!sources.autostart) return;
  report.add(Finding::autostart,
             fmt::format("libvirt autostarts '{}' whatever the cluster decides: virsh autostart "
                         "--disable {}",
                         sources.here.facts->name, sources.here.facts->uuid));
}

template <std::size_t N>
bool is_one_of(const std::string& text, const std::array<std::string_view, N>& accepted) {
  return std::find(accepted.begin(), accepted.end(), text) != accepted.end();
}

// A crash must end in a state that the probe sees (shut off or crashed): an action that restarts
// hides it, so that a domain that crashes for ever is never moved. coredump-destroy ends shut off.
void check_on_crash(const DefinitionFacts& facts, Report& report) {
  constexpr std::array<std::string_view, 3> seen_by_the_probe{"destroy", "preserve",
                                                              "coredump-destroy"};
  if (is_one_of(facts.on_crash, seen_by_the_probe)) return;
  report.add(Finding::on_crash,
             fmt::format("on_crash of '{}' is '{}': a crash would be hidden from the cluster; use "
                         "destroy or preserve",
                         facts.name, facts.on_crash));
}

// restart: the guest reboots and stays the same domain. destroy: a reboot ends as shut off and the
// cluster starts the domain again, which costs a restart of its count but is a fair choice. The
// others leave a dead domain in place or continue it under a name that nobody watches.
void check_on_reboot(const DefinitionFacts& facts, Report& report) {
  constexpr std::array<std::string_view, 2> good{"restart", "destroy"};
  if (is_one_of(facts.on_reboot, good)) return;
  report.add(Finding::on_reboot,
             fmt::format("on_reboot of '{}' is '{}': the cluster would lose sight of it after a "
                         "reboot; use restart",
                         facts.name, facts.on_reboot));
}

}  // namespace

void inspect_policy(const InspectionInput& input, Report& report) {
  const DomainSources sources = look_for_domain(input);
  check_autostart(sources, report);
  check_libvirt_guests(input, report);
  if (is_xen(input.uri)) check_xendomains(input, sources.best(), report);
  check_lock_manager(input, report);
  if (sources.here.outcome == CallOutcome::unknown) {
    report.remark(
        fmt::format("{} could not be looked at: {}", sources.here.where, sources.here.error));
  }
  if (const DefinitionFacts* facts = sources.best()) {
    check_on_crash(*facts, report);
    check_on_reboot(*facts, report);
  }
}

}  // namespace xvm::agent
