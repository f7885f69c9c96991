// ci/real_cluster/manual_certificates.hpp
//
// Purpose: for tests: certificates for real nodes, made and installed by the very commands of the
// manual (docs/operations.md, section 1.8). Two of these are two CAs that do not know each other.
// Thread rule: one test, one thread.
//
//   ManualCertificates ours({"A", "B"});
//   ours.install("A");   ours.install("B");   ManualCertificates::listen("B");
#pragma once

#include <string>
#include <vector>

namespace xvm::real_cluster {

class ManualCertificates {
 public:
  // Throws std::runtime_error when the manual has no such commands or they fail.
  explicit ManualCertificates(const std::vector<std::string>& nodes);
  ~ManualCertificates();
  ManualCertificates(const ManualCertificates&) = delete;
  ManualCertificates& operator=(const ManualCertificates&) = delete;

  // On `node`, in place of what was there.
  void install(const std::string& node) const;
  static void remove(const std::string& node);
  // Restarts libvirtd: it listens for TLS too, with the certificates that are installed by now.
  static void listen(const std::string& node);

 private:
  std::string folder_;
  std::string on_each_node_;  // commands, for the first node of the manual
};

}  // namespace xvm::real_cluster
