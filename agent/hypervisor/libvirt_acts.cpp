// What LibvirtHypervisor does to change something on its own node. Each is one libvirt call, made
// once: nobody here knows better than the machine whether it may be repeated.
#include <fmt/format.h>

#include "agent/hypervisor/libvirt_hypervisor.hpp"

namespace xvm::agent {
namespace {

constexpr const char* given_up = "nothing begun: the call was given up meanwhile";

Called ok() { return {CallOutcome::ok, {}}; }
Called refused(std::string why) { return {CallOutcome::refused, std::move(why)}; }

unsigned flags_of(ShutdownBy by) {
  switch (by) {
    case ShutdownBy::either: return VIR_DOMAIN_SHUTDOWN_DEFAULT;
    case ShutdownBy::power_button: return VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN;
    case ShutdownBy::guest_agent: return VIR_DOMAIN_SHUTDOWN_GUEST_AGENT;
  }
  return VIR_DOMAIN_SHUTDOWN_DEFAULT;
}

// R8: without these flags QEMU's driver deletes a TPM's state and refuses when there is an NVRAM
// file. Drivers without either know no such flags and say so before they do anything.
int undefine_keeping_state(virDomainPtr domain) {
  constexpr unsigned keep[] = {VIR_DOMAIN_UNDEFINE_KEEP_NVRAM | VIR_DOMAIN_UNDEFINE_KEEP_TPM,
                               VIR_DOMAIN_UNDEFINE_KEEP_NVRAM, 0};
  int result = -1;
  for (const unsigned flags : keep) {
    result = virDomainUndefineFlags(domain, flags);
    const virError* error = result < 0 ? virGetLastError() : nullptr;
    if (error == nullptr || error->code != VIR_ERR_INVALID_ARG) break;
  }
  return result;
}

}  // namespace

// Nothing has been begun yet, so every failure up to here is a refusal, a silent network included.
Called LibvirtHypervisor::before_call(const Located& located) const {
  if (!located.domain) return refused("nothing begun: " + located.error.text());
  if (connection_->is_withdrawn()) return refused(given_up);
  return ok();
}

Called LibvirtHypervisor::after_call(Change change, ConnectionLease& connection, bool succeeded) {
  if (succeeded) return ok();
  const LibvirtError error = take_error();
  if (error.is_transport()) connection.forget();
  return {verdict(change, error), error.text()};
}

Called LibvirtHypervisor::make(Change change, const DomainKey& key, const Call& call) {
  Located located = locate(key);
  Called fit = before_call(located);
  if (fit.outcome != CallOutcome::ok) return fit;
  return after_call(change, located.connection, call(located.domain.get()) == 0);
}

// The definition is checked first: libvirt would define whatever domain the text describes.
Called LibvirtHypervisor::define(const DomainKey& key, const std::string& xml) {
  const DefinitionReading reading = read_definition(xml);
  if (!reading.error.empty()) return refused(reading.error);
  if (reading.facts.uuid != key.uuid) {
    return refused(fmt::format("the definition is of domain {} with UUID '{}', not of {}",
                               reading.facts.name, reading.facts.uuid, key.uuid));
  }
  // Looking it up first costs a call, and finds a connection that broke while nothing was begun.
  Located located = locate(key);
  if (!located.domain && !located.error.says_no_domain()) {
    return refused("nothing begun: " + located.error.text());
  }
  if (connection_->is_withdrawn()) return refused(given_up);
  const DomainHandle defined(virDomainDefineXML(located.connection.get(), xml.c_str()));
  return after_call(Change::define, located.connection, defined != nullptr);
}

Called LibvirtHypervisor::send_shutdown(const DomainKey& key, ShutdownBy by) {
  return make(Change::shutdown, key,
              [by](virDomainPtr domain) { return virDomainShutdownFlags(domain, flags_of(by)); });
}

Called LibvirtHypervisor::create(const DomainKey& key, ManagedSave save) {
  Located located = locate(key);
  if (save == ManagedSave::refuse && located.domain) {
    const int has_save = virDomainHasManagedSaveImage(located.domain.get(), 0);
    if (has_save > 0) {
      return refused("a managed save exists: remove it (virsh managedsave-remove) or resume it");
    }
    if (has_save < 0) {
      const LibvirtError error = take_error();
      if (error.code != VIR_ERR_NO_SUPPORT) {
        if (error.is_transport()) located.connection.forget();
        return refused("nothing begun: " + error.text());
      }
    }
  }
  Called fit = before_call(located);
  if (fit.outcome != CallOutcome::ok) return fit;
  return after_call(Change::create, located.connection, virDomainCreate(located.domain.get()) == 0);
}

Called LibvirtHypervisor::act(Verb verb, const DomainKey& key) {
  switch (verb) {
    case Verb::create: return create(key, ManagedSave::refuse);
    case Verb::resume: return make(Change::resume, key, virDomainResume);
    case Verb::destroy: return make(Change::destroy, key, virDomainDestroy);
    case Verb::undefine: return make(Change::undefine, key, undefine_keeping_state);
  }
  return refused("no such act");
}

Called LibvirtHypervisor::abort_job(const DomainKey& key) {
  return make(Change::abort_job, key, virDomainAbortJob);
}

}  // namespace xvm::agent
