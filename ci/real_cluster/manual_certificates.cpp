#include "ci/real_cluster/manual_certificates.hpp"

#include "ci/real_cluster/real_cluster.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace xvm::real_cluster {
namespace {

namespace fs = std::filesystem;

std::string ci_node() { return std::getenv("XVM_CI_NODE"); }

// The blocks of commands below the heading that begins with `heading`.
std::vector<std::string> commands_below(const std::string& heading) {
  std::ifstream page(fs::path(ci_node()).parent_path().parent_path() / "docs/operations.md");
  std::vector<std::string> blocks;
  bool below = false;
  bool in_block = false;
  for (std::string line; std::getline(page, line);) {
    if (!in_block && line.rfind('#', 0) == 0) below = line.rfind(heading, 0) == 0;
    if (!below) continue;
    if (line.rfind("```", 0) == 0) {
      in_block = !in_block;
      if (in_block) blocks.emplace_back();
    } else if (in_block) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

std::string with(const std::string& text, const std::string& is, const std::string& becomes) {
  const std::size_t at = text.find(is);
  if (at == std::string::npos) throw std::runtime_error("the manual does not say: " + is);
  return std::string(text).replace(at, is.size(), becomes);
}

void must(const std::string& line) {
  const Ran ran = run(line);
  if (ran.code != 0) throw std::runtime_error(line + ": " + ran.out);
}

}  // namespace

ManualCertificates::ManualCertificates(const std::vector<std::string>& nodes) {
  const std::vector<std::string> blocks = commands_below("### 1.8 ");
  if (blocks.size() != 2) throw std::runtime_error("the manual, 1.8, has not two blocks");
  std::string pattern = (fs::temp_directory_path() / "xvm-certificates-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  std::ofstream(folder_ + "/once")
      << "set -e\n"
      << with(blocks[0], "node1 node2", fmt::format("{}", fmt::join(nodes, " ")));
  must(fmt::format("cd {0} && bash {0}/once", folder_));
  on_each_node_ = blocks[1];
}

ManualCertificates::~ManualCertificates() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void ManualCertificates::install(const std::string& node) const {
  remove(node);
  const std::string commands = folder_ + "/on." + node;
  std::ofstream(commands) << "set -e\n" << with(on_each_node_, "n=node1", "n=" + node);
  must(fmt::format("cd {}/xvm-tls && {} exec {} bash {}", folder_, ci_node(), node, commands));
}

// The folder itself is a mount point; what is below goes.
void ManualCertificates::remove(const std::string& node) {
  must(fmt::format("{} exec {} find /etc/pki -mindepth 1 -delete", ci_node(), node));
}

void ManualCertificates::listen(const std::string& node) {
  must(
      fmt::format("{0} exec {1} sed -i \"s/^listen_tls = .*/listen_tls = 1/\" "
                  "/etc/libvirt/libvirtd.conf && {0} daemon {1} stop && {0} daemon {1} start",
                  ci_node(), node));
}

}  // namespace xvm::real_cluster
