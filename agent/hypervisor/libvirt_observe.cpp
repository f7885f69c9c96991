// What LibvirtHypervisor does to look: the path of every probe. No XML, no events, no thread.
#include <utility>

#include "agent/hypervisor/domain_state.hpp"
#include "agent/hypervisor/libvirt_hypervisor.hpp"
#include "agent/hypervisor/look.hpp"

namespace xvm::agent {
namespace {

// A connection kept from an earlier call may have broken since, and without an event loop nobody
// noticed: worth a second try. With keepalive it would have been noticed, so then a failure is
// news.
int most_attempts(const LibvirtAddress& address) {
  return address.keep_alive.interval_s > 0 ? 1 : 2;
}

constexpr Observation absent{.activity = Activity::inactive};

Look failed(LibvirtError error) {
  if (error.says_no_domain()) return {absent, {}};
  return {{}, std::move(error)};
}

}  // namespace

// Between these calls the domain may change or go; each answer is true of its own moment, and
// "gone" is as good an answer as any.
Look look(virConnectPtr connection, const DomainKey& key, bool is_xen) {
  const DomainHandle domain(virDomainLookupByUUIDString(connection, key.uuid.c_str()));
  if (!domain) return failed(take_error());
  int state = 0;
  int reason = 0;
  if (virDomainGetState(domain.get(), &state, &reason, 0) < 0) return failed(take_error());
  const bool has_id = virDomainGetID(domain.get()) != static_cast<unsigned>(-1);
  const bool crashed_but_kept =
      is_xen && state == VIR_DOMAIN_SHUTOFF && reason == VIR_DOMAIN_SHUTOFF_CRASHED && has_id;
  Observation seen = read_state(state, reason, crashed_but_kept);
  if (seen.activity == Activity::unknown) {
    return {{}, {VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE, "a state that is not known here"}};
  }
  if (seen.activity == Activity::inactive) {
    seen.defined = true;  // what is neither active nor defined would not have been found
    return {seen, {}};
  }
  const int persistent = virDomainIsPersistent(domain.get());
  if (persistent < 0) return failed(take_error());
  seen.defined = persistent == 1;
  return {seen, {}};
}

LibvirtHypervisor::LibvirtHypervisor(LibvirtAddress address)
    : LibvirtHypervisor(std::make_shared<LibvirtConnection>(std::move(address))) {}

LibvirtHypervisor::LibvirtHypervisor(std::shared_ptr<LibvirtConnection> connection)
    : connection_(std::move(connection)) {}

LibvirtHypervisor::Located LibvirtHypervisor::locate(const DomainKey& key) {
  Located located;
  for (int attempt = 0; attempt < most_attempts(connection_->address()); ++attempt) {
    LibvirtConnection::Opened opened = connection_->open();
    located.error = std::move(opened.error);
    if (!opened.lease) return located;
    located.domain.reset(virDomainLookupByUUIDString(opened.lease.get(), key.uuid.c_str()));
    if (!located.domain) located.error = take_error();
    const bool is_broken = !located.domain && located.error.is_transport();
    located.connection = std::move(opened.lease);
    if (!is_broken) return located;
    located.connection.forget();
    if (opened.fresh) return located;
  }
  return located;
}

Looked LibvirtHypervisor::observe(const DomainKey& key) {
  for (int attempt = 1;; ++attempt) {
    LibvirtConnection::Opened opened = connection_->open();
    if (!opened.lease) return {{}, opened.error.text()};
    const Look now = look(opened.lease.get(), key, connection_->address().is_xen());
    if (now.seen.activity != Activity::unknown) return {now.seen, {}};
    // Only a connection that may have broken before this call is worth another try.
    if (!now.error.is_transport()) return {{}, now.error.text()};
    opened.lease.forget();
    if (opened.fresh || attempt == most_attempts(connection_->address()))
      return {{}, now.error.text()};
  }
}

// A question about a domain failed: refused is the answer "there is none".
CallOutcome LibvirtHypervisor::failed_question(ConnectionLease& connection,
                                               const LibvirtError& error) {
  if (error.is_transport()) connection.forget();
  return error.says_no_domain() ? CallOutcome::refused : CallOutcome::unknown;
}

Resolved LibvirtHypervisor::resolve(const std::string& name) {
  LibvirtConnection::Opened opened = connection_->open();
  if (!opened.lease) return {CallOutcome::unknown, {}, opened.error.text()};
  const DomainHandle domain(virDomainLookupByName(opened.lease.get(), name.c_str()));
  if (!domain) {
    const LibvirtError error = take_error();
    return {failed_question(opened.lease, error), {}, error.text()};
  }
  char uuid[VIR_UUID_STRING_BUFLEN] = "";
  if (virDomainGetUUIDString(domain.get(), uuid) < 0) {
    return {CallOutcome::unknown, {}, take_error().text()};
  }
  return {CallOutcome::ok, {uuid, name}, {}};
}

}  // namespace xvm::agent
