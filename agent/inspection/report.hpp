// agent/inspection/report.hpp
//
// Purpose: collects findings with their lines while one subject is looked at.
// Thread rule: as a plain value.
//
//   Report report(Subject::host); report.add(Finding::no_fencing, "...");
#pragma once

#include <string>
#include <utility>

#include "agent/config/config_file.hpp"
#include "agent/inspection/inspection.hpp"

namespace xvm::agent {

class Report {
 public:
  explicit Report(Subject subject) { inspection_.inspected.subject = subject; }

  void add(Finding finding, std::string line) {
    inspection_.inspected.findings = inspection_.inspected.findings.with(finding);
    inspection_.lines.push_back(std::move(line));
  }
  void add_all(FindingSet findings, std::vector<std::string> lines) {
    inspection_.inspected.findings = inspection_.inspected.findings | findings;
    for (std::string& line : lines) inspection_.lines.push_back(std::move(line));
  }
  void remark(std::string line) { inspection_.remarks.push_back(std::move(line)); }
  Inspection take() { return std::move(inspection_); }

 private:
  Inspection inspection_{};
};

// Why a file could not be read: "/etc/x cannot be read: Permission denied".
inline std::string why_not_read(const TextFile& file) {
  return file.error ? file.error->file + " " + file.error->problem : std::string{};
}

}  // namespace xvm::agent
