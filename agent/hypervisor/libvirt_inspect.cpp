// What LibvirtHypervisor tells about a domain beyond its state: definition, policies, needs. Slower
// than observe(), and never part of a bare probe.
#include <utility>

#include "agent/hypervisor/libvirt_hypervisor.hpp"

namespace xvm::agent {
namespace {

// Null and an error when libvirt fails.
CText ask_xml(virDomainPtr domain, unsigned flags) {
  return CText(virDomainGetXMLDesc(domain, flags));
}

constexpr unsigned stored_xml = VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE;

}  // namespace

Dumped LibvirtHypervisor::dump_definition(const DomainKey& key) {
  Located located = locate(key);
  Dumped dumped;
  const auto fail = [&](const LibvirtError& error) {
    return Dumped{failed_question(located.connection, error), {}, {}, error.text()};
  };
  if (!located.domain) return fail(located.error);
  const CText definition = ask_xml(located.domain.get(), stored_xml);
  if (!definition) return fail(take_error());
  dumped.definition = definition.get();
  const int active = virDomainIsActive(located.domain.get());
  if (active < 0) return fail(take_error());
  if (active == 1) {
    const CText live = ask_xml(located.domain.get(), VIR_DOMAIN_XML_SECURE);
    if (!live) return fail(take_error());
    dumped.live = live.get();
  }
  dumped.outcome = CallOutcome::ok;
  return dumped;
}

NeedsAnswer LibvirtHypervisor::describe_needs(const DomainKey& key) {
  Located located = locate(key);
  const auto fail = [&](const LibvirtError& error) {
    return NeedsAnswer{failed_question(located.connection, error), {}, error.text()};
  };
  if (!located.domain) return fail(located.error);
  const CText xml = ask_xml(located.domain.get(), 0);
  if (!xml) return fail(take_error());
  DefinitionReading reading = read_definition(xml.get());
  if (!reading.error.empty()) return {CallOutcome::unknown, {}, reading.error};
  unsigned long libvirt = 0;
  unsigned long hypervisor = 0;
  if (virConnectGetLibVersion(located.connection.get(), &libvirt) < 0) return fail(take_error());
  if (virConnectGetVersion(located.connection.get(), &hypervisor) < 0) return fail(take_error());
  const DomainKey named{key.uuid, reading.facts.name};
  return {CallOutcome::ok, {named, std::move(reading.facts), libvirt, hypervisor}, {}};
}

PolicyAnswer LibvirtHypervisor::inspect_policy(const DomainKey& key) {
  Located located = locate(key);
  PolicyAnswer answer;
  const auto fail = [&](const LibvirtError& error) {
    answer.outcome = failed_question(located.connection, error);
    answer.detail = error.text();
    return answer;
  };
  if (!located.domain) return fail(located.error);
  const CText xml = ask_xml(located.domain.get(), VIR_DOMAIN_XML_INACTIVE);
  if (!xml) return fail(take_error());
  DefinitionReading reading = read_definition(xml.get());
  if (!reading.error.empty()) return {CallOutcome::unknown, {}, false, false, reading.error};
  answer.definition = std::move(reading.facts);
  int autostart = 0;
  // A transient domain cannot autostart: libvirt answers with 0.
  if (virDomainGetAutostart(located.domain.get(), &autostart) < 0) return fail(take_error());
  answer.autostart = autostart == 1;
  const int save = virDomainHasManagedSaveImage(located.domain.get(), 0);
  if (save < 0) {
    const LibvirtError error = take_error();
    if (error.code != VIR_ERR_NO_SUPPORT) return fail(error);
  }
  answer.managed_save = save == 1;
  answer.outcome = CallOutcome::ok;
  return answer;
}

}  // namespace xvm::agent
