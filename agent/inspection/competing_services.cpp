#include "agent/inspection/competing_services.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/inspection/boot_service.hpp"
#include "agent/inspection/settings_file.hpp"

namespace xvm::agent {
namespace {

namespace fs = std::filesystem;

// Debian has /etc/default, Red Hat and SUSE have /etc/sysconfig. Empty: neither is there.
std::string settings_of(const std::string& root, const std::string& service, Report& report) {
  for (const char* folder : {"/etc/default/", "/etc/sysconfig/"}) {
    TextFile file = read_text_file(root + folder + service);
    if (!file.error) return std::move(file.text);
    if (!file.missing) report.remark(why_not_read(file));
  }
  return {};
}

// Empty: this entry of the auto folder is not our domain. Else why it may be.
std::string claim_of(const fs::path& entry, const DefinitionFacts* facts) {
  const std::string name = entry.filename().string();
  const TextFile file = read_text_file(entry.string());
  if (file.error) return fmt::format("{} (not readable)", name);
  const DefinitionReading reading = read_any_definition(file.text);
  if (!reading.error.empty()) return fmt::format("{} ({})", name, reading.error);
  const bool same_uuid =
      facts != nullptr && !facts->uuid.empty() && facts->uuid == reading.facts.uuid;
  const bool same_name = facts != nullptr && facts->name == reading.facts.name;
  return facts == nullptr || same_uuid || same_name ? name : std::string{};
}

void check_auto_folder(const InspectionInput& input, const std::string& folder,
                       const DefinitionFacts* facts, Report& report) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(input.root + folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.front() == '.') continue;  // the service's "*" passes over them
    const std::string claim = claim_of(entry.path(), facts);
    if (claim.empty()) continue;
    report.add(
        Finding::xendomains,
        fmt::format("xendomains starts {}/{} at boot, whatever the cluster decides: remove it "
                    "from there",
                    folder, claim));
  }
}

}  // namespace

void check_libvirt_guests(const InspectionInput& input, Report& report) {
  const std::string link = boot_service_link(input.root, "libvirt-guests");
  if (link.empty()) return;
  const std::string settings = settings_of(input.root, "libvirt-guests", report);
  const bool starts = setting_in(settings, "ON_BOOT").value_or("") != "ignore";
  const bool saves = setting_in(settings, "ON_SHUTDOWN").value_or("") != "shutdown";
  if (!starts && !saves) return;
  report.add(
      Finding::libvirt_guests,
      fmt::format("libvirt-guests is enabled ({}) and may {} guests behind the cluster's back: "
                  "systemctl disable libvirt-guests (without --now, which would save them), or "
                  "set ON_BOOT=ignore and ON_SHUTDOWN=shutdown",
                  link,
                  starts && saves ? "start and save"
                  : starts        ? "start"
                                  : "save"));
}

void check_xendomains(const InspectionInput& input, const DefinitionFacts* facts, Report& report) {
  const std::string link = boot_service_link(input.root, "xendomains");
  if (link.empty()) return;
  const std::string settings = settings_of(input.root, "xendomains", report);
  check_auto_folder(input, setting_in(settings, "XENDOMAINS_AUTO").value_or("/etc/xen/auto"), facts,
                    report);
  const bool restores = setting_in(settings, "XENDOMAINS_RESTORE").value_or("") == "true";
  const std::string saved = setting_in(settings, "XENDOMAINS_SAVE").value_or("");
  if (!restores || saved.empty()) return;
  report.add(
      Finding::xendomains,
      fmt::format("xendomains is enabled ({}), saves all guests to {} at shutdown and restores "
                  "them at boot: set XENDOMAINS_SAVE= and XENDOMAINS_RESTORE=false",
                  link, saved));
}

}  // namespace xvm::agent
