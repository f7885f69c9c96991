// What LibvirtHypervisor does to move a domain, and to learn whether something still works on it.
#include <fmt/format.h>

#include "agent/hypervisor/libvirt_hypervisor.hpp"

namespace xvm::agent {
namespace {

// libvirt's typed parameters; allocation failures show when the call is made.
class Parameters {
 public:
  Parameters() = default;
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;
  ~Parameters() { virTypedParamsFree(list_, count_); }

  void text(const char* name, const std::string& value) {
    if (!value.empty()) virTypedParamsAddString(&list_, &count_, &room_, name, value.c_str());
  }
  void large(const char* name, std::uint64_t value) {
    if (value != 0) virTypedParamsAddULLong(&list_, &count_, &room_, name, value);
  }
  void small(const char* name, std::uint32_t value) {
    if (value != 0) virTypedParamsAddInt(&list_, &count_, &room_, name, static_cast<int>(value));
  }
  virTypedParameterPtr list() const { return list_; }
  unsigned count() const { return static_cast<unsigned>(count_); }

 private:
  virTypedParameterPtr list_ = nullptr;
  int count_ = 0;
  int room_ = 0;
};

// Architecture, section 6: the commit is ours, so the copy must wait for it, paused.
unsigned flags_of(const MigrationOrder& order, bool is_xen) {
  unsigned flags = VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_PERSIST_DEST | VIR_MIGRATE_UNDEFINE_SOURCE |
                   VIR_MIGRATE_PAUSED;
  if (order.live) flags |= VIR_MIGRATE_LIVE;
  if (is_xen) return flags;             // libxl refuses flags that it does not know
  flags |= VIR_MIGRATE_ABORT_ON_ERROR;  // an I/O error ends the migration, not the guest
  if (order.auto_converge) flags |= VIR_MIGRATE_AUTO_CONVERGE;
  if (order.tls) flags |= VIR_MIGRATE_TLS;
  if (order.parallel != 0) flags |= VIR_MIGRATE_PARALLEL;
  return flags;
}

int move_domain(virDomainPtr domain, const MigrationOrder& order, bool is_xen) {
  Parameters parameters;
  parameters.text(VIR_MIGRATE_PARAM_URI, order.migrate_uri);
  if (!is_xen) {
    parameters.large(VIR_MIGRATE_PARAM_BANDWIDTH, order.bandwidth_mib_s);
    parameters.small(VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS, order.parallel);
  }
  return virDomainMigrateToURI3(domain, order.target_uri.c_str(), parameters.list(),
                                parameters.count(), flags_of(order, is_xen));
}

// The statistics of a running job; what the hypervisor leaves out reads as 0.
class JobStats {
 public:
  JobStats() = default;
  JobStats(const JobStats&) = delete;
  JobStats& operator=(const JobStats&) = delete;
  ~JobStats() { virTypedParamsFree(list_, count_); }

  // False: no answer, or no job of the kind that makes progress.
  bool ask(virDomainPtr domain) {
    int type = VIR_DOMAIN_JOB_NONE;
    if (virDomainGetJobStats(domain, &type, &list_, &count_, 0) < 0) {
      take_error();
      return false;
    }
    return type == VIR_DOMAIN_JOB_BOUNDED || type == VIR_DOMAIN_JOB_UNBOUNDED;
  }
  std::uint64_t large(const char* name) const {
    unsigned long long value = 0;
    virTypedParamsGetULLong(list_, count_, name, &value);
    return value;
  }

 private:
  virTypedParameterPtr list_ = nullptr;
  int count_ = 0;
};

enum class Work : std::uint8_t { idle, busy, unsupported, unanswered };

// "Domain is not running" (55) and "no such domain" (42): nothing that could be worked on.
Work work_after(const LibvirtError& error) {
  if (error.is_transport()) return Work::unanswered;
  if (error.code == VIR_ERR_OPERATION_INVALID || error.code == VIR_ERR_NO_DOMAIN) return Work::idle;
  return error.code == VIR_ERR_NO_SUPPORT ? Work::unsupported : Work::unanswered;
}

// Long jobs: migration, save, dump; on Xen also the job that libvirt 9.0 leaks.
Work ask_job(virDomainPtr domain, LibvirtError& error) {
  virDomainJobInfo job{};
  if (virDomainGetJobInfo(domain, &job) < 0) return work_after(error = take_error());
  const bool is_over = job.type == VIR_DOMAIN_JOB_NONE || job.type == VIR_DOMAIN_JOB_COMPLETED ||
                       job.type == VIR_DOMAIN_JOB_FAILED || job.type == VIR_DOMAIN_JOB_CANCELLED;
  return is_over ? Work::idle : Work::busy;
}

// Short ones: a create, destroy or resume that is stuck inside the daemon.
Work ask_control(virDomainPtr domain, LibvirtError& error) {
  virDomainControlInfo control{};
  if (virDomainGetControlInfo(domain, &control, 0) < 0) return work_after(error = take_error());
  const bool works =
      control.state == VIR_DOMAIN_CONTROL_JOB || control.state == VIR_DOMAIN_CONTROL_OCCUPIED;
  return works ? Work::busy : Work::idle;
}

}  // namespace

Called LibvirtHypervisor::migrate(const DomainKey& key, const MigrationOrder& order) {
  const bool is_xen = connection_->address().is_xen();
  std::string remark;
  Called called = make(Change::migrate, key, [&](virDomainPtr domain) {
    const bool limits_downtime = order.downtime_ms != 0 && !is_xen;
    if (limits_downtime && virDomainMigrateSetMaxDowntime(domain, order.downtime_ms, 0) < 0) {
      remark = "downtime limit not set: " + take_error().text();
    }
    return move_domain(domain, order, is_xen);
  });
  if (!remark.empty()) called.detail += called.detail.empty() ? remark : "; " + remark;
  return called;
}

MigrationProgress LibvirtHypervisor::progress(const DomainKey& key) {
  const Located located = locate(key);
  if (!located.domain) return {};
  JobStats stats;
  if (!stats.ask(located.domain.get())) return {};
  MigrationProgress now{.known = true};
  now.total_bytes = stats.large(VIR_DOMAIN_JOB_MEMORY_TOTAL);
  now.remaining_bytes = stats.large(VIR_DOMAIN_JOB_MEMORY_REMAINING);
  now.processed_bytes = stats.large(VIR_DOMAIN_JOB_MEMORY_PROCESSED);
  now.bytes_per_s = stats.large(VIR_DOMAIN_JOB_MEMORY_BPS);
  now.iteration = static_cast<std::uint32_t>(stats.large(VIR_DOMAIN_JOB_MEMORY_ITERATION));
  return now;
}

Called LibvirtHypervisor::job_idle(const DomainKey& key) {
  Located located = locate(key);
  if (!located.domain) {
    if (located.error.says_no_domain()) return {CallOutcome::ok, {}};
    return {CallOutcome::unknown, located.error.text()};
  }
  LibvirtError error;
  const Work job = ask_job(located.domain.get(), error);
  if (job == Work::busy) return {CallOutcome::refused, "a job runs"};
  const Work control = ask_control(located.domain.get(), error);
  if (control == Work::busy) return {CallOutcome::refused, "the daemon works on it"};
  const bool nobody_said = job != Work::idle && control != Work::idle;
  if (job == Work::unanswered || control == Work::unanswered || nobody_said) {
    if (error.is_transport()) located.connection.forget();
    return {CallOutcome::unknown, error.text()};
  }
  return {CallOutcome::ok, {}};
}

}  // namespace xvm::agent
