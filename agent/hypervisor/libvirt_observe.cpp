// What LibvirtHypervisor does to look: the path of every probe. No XML, no events, no thread.
#include <utility>

#include "agent/hypervisor/domain_state.hpp"
#include "agent/hypervisor/libvirt_hypervisor.hpp"

namespace xvm::agent {
namespace {

constexpr int most_attempts = 2;

constexpr Observation absent{.activity = Activity::inactive};

struct Answer {
  Observation seen;
  LibvirtError error;  // with Activity::unknown
};

Answer failed(LibvirtError error) {
  if (error.says_no_domain()) return {absent, {}};
  return {{}, std::move(error)};
}

// Between these calls the domain may change or go; each answer is true of its own moment, and
// "gone" is as good an answer as any.
Answer ask_state(virDomainPtr domain, bool is_xen) {
  int state = 0;
  int reason = 0;
  if (virDomainGetState(domain, &state, &reason, 0) < 0) return failed(take_error());
  const bool has_id = virDomainGetID(domain) != static_cast<unsigned>(-1);
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
  const int persistent = virDomainIsPersistent(domain);
  if (persistent < 0) return failed(take_error());
  seen.defined = persistent == 1;
  return {seen, {}};
}

}  // namespace

LibvirtHypervisor::LibvirtHypervisor(LibvirtAddress address)
    : LibvirtHypervisor(std::make_shared<LibvirtConnection>(std::move(address))) {}

LibvirtHypervisor::LibvirtHypervisor(std::shared_ptr<LibvirtConnection> connection)
    : connection_(std::move(connection)) {}

LibvirtHypervisor::Located LibvirtHypervisor::locate(const DomainKey& key) {
  Located located;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    LibvirtConnection::Opened opened = connection_->open();
    located.connection = opened.handle;
    located.error = std::move(opened.error);
    if (!opened.handle) return located;
    located.domain.reset(virDomainLookupByUUIDString(opened.handle.get(), key.uuid.c_str()));
    if (located.domain) return located;
    located.error = take_error();
    if (!located.error.is_transport()) return located;
    connection_->forget(opened.handle);
    if (opened.fresh) return located;
  }
  return located;
}

Looked LibvirtHypervisor::observe(const DomainKey& key) {
  const bool is_xen = connection_->address().is_xen();
  Answer answer;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    Located located = locate(key);
    answer =
        located.domain ? ask_state(located.domain.get(), is_xen) : failed(std::move(located.error));
    if (answer.seen.activity != Activity::unknown) return {answer.seen, {}};
    // Only a connection that broke between the calls is worth another try.
    if (!located.domain || !answer.error.is_transport()) break;
    connection_->forget(located.connection);
  }
  return {{}, answer.error.text()};
}

// A question about a domain failed: refused is the answer "there is none".
CallOutcome LibvirtHypervisor::failed_question(const ConnectionHandle& connection,
                                               const LibvirtError& error) {
  if (error.is_transport()) connection_->forget(connection);
  return error.says_no_domain() ? CallOutcome::refused : CallOutcome::unknown;
}

Resolved LibvirtHypervisor::resolve(const std::string& name) {
  const LibvirtConnection::Opened opened = connection_->open();
  if (!opened.handle) return {CallOutcome::unknown, {}, opened.error.text()};
  const DomainHandle domain(virDomainLookupByName(opened.handle.get(), name.c_str()));
  if (!domain) {
    const LibvirtError error = take_error();
    return {failed_question(opened.handle, error), {}, error.text()};
  }
  char uuid[VIR_UUID_STRING_BUFLEN] = "";
  if (virDomainGetUUIDString(domain.get(), uuid) < 0) {
    return {CallOutcome::unknown, {}, take_error().text()};
  }
  return {CallOutcome::ok, {uuid, name}, {}};
}

}  // namespace xvm::agent
