// Debian's own crm_simulate as an oracle: on generated clusters the model places every resource
// where Pacemaker 2.1.5 does, with the same actions. The CIB of a mismatch is kept and named.
#include "fakes/pacemaker/oracle_cluster_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

namespace xvm::fakes::pacemaker {
namespace {

#ifdef XVM_SANITIZED
constexpr unsigned clusters = 6;
#else
constexpr unsigned clusters = 60;
#endif
constexpr unsigned changes = 2;

class Folder {
 public:
  explicit Folder(unsigned seed)
      : path_(::testing::TempDir() + "xvm-crm-simulate-" + std::to_string(getpid()) + "-" +
              std::to_string(seed)) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    if (!keep) std::filesystem::remove_all(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }
  bool keep = false;

 private:
  std::string path_;
};

std::string difference(const std::set<std::string>& model, const std::set<std::string>& oracle) {
  std::string text;
  for (const std::string& x : model) text += oracle.contains(x) ? "" : "\n  model alone: " + x;
  for (const std::string& x : oracle) {
    text += model.contains(x) ? "" : "\n  crm_simulate alone: " + x;
  }
  return text;
}

// Answers whether both agree; says what differs, and where the CIB is.
bool agree(Twins& twins, unsigned seed) {
  const Outcome model = twins.model();
  const Outcome oracle = twins.crm_simulate();
  if (model == oracle) return true;
  ADD_FAILURE() << "cluster " << seed << " after:" << twins.changes() << oracle.trouble
                << difference(model.actions, oracle.actions)
                << difference(model.placed, oracle.placed) << "\n  CIB: " << twins.cib_file()
                << "\n  see: crm_simulate -S -s -x " << twins.cib_file();
  return false;
}

TEST(Oracle, the_model_does_what_crm_simulate_does) {
  if (std::system("PATH=$PATH:/usr/sbin crm_simulate --version >/dev/null 2>&1") != 0) {
    FAIL() << "crm_simulate does not run here; install pacemaker-cli-utils (ci/install does)";
  }
  for (unsigned seed = 1; seed <= clusters; ++seed) {
    Folder folder(seed);
    Twins twins(seed, folder.path());
    bool good = agree(twins, seed);
    for (unsigned i = 0; good && i < changes; ++i) {
      twins.change();
      good = agree(twins, seed);
    }
    folder.keep = !good;
  }
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
