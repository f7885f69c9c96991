#include "agent/crash/guest_under_test.hpp"

#include "agent/store/admin_folder.hpp"
#include "agent/store/export_check.hpp"

#include <sys/wait.h>

#include <sstream>
#include <stdexcept>

namespace xvm::agent {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string program() {
  const char* path = std::getenv("XVM_CONTROL_KILLED");
  return path != nullptr ? path : "";
}

fs::path make_folder() {
  std::string pattern = (fs::temp_directory_path() / "xvm-crash-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

void replace_folder(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive);
}

}  // namespace

GuestUnderTest::GuestUnderTest() : folder_(make_folder()), stopped_(folder_ / "stopped") {
  keep_stopped();
}

GuestUnderTest::~GuestUnderTest() {
  node_.clear();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void GuestUnderTest::configure(const std::string& domain) {
  std::ofstream(folder_ / "config")
      << "DOMAIN=" << domain << "\nFAILOVER=normal\nADMIN=" << (folder_ / "admin").string()
      << "\nURI=qemu:///system\n";
}

void GuestUnderTest::clear() {
  node_.clear();
  for (const char* name : {"admin", "state"}) fs::remove_all(folder_ / name);
  for (const char* name : {"admin", "admin/web-rs", "state"}) {
    fs::create_directory(folder_ / name);
    fs::permissions(folder_ / name, fs::perms::owner_all);
  }
}

// The guest has only begun to boot, so nothing is lost by a stop without its consent.
void GuestUnderTest::keep_stopped() {
  put_new();
  if (run("start").exit_code != 0) throw std::runtime_error("control_xvm start failed");
  node_.act(Verb::destroy);
  if (run("stop").exit_code != 0) throw std::runtime_error("control_xvm stop failed");
  fs::create_directory(stopped_);
  for (const char* name : {"admin", "state"}) replace_folder(folder_ / name, stopped_ / name);
}

void GuestUnderTest::put_new() {
  clear();
  std::ofstream(folder_ / "domain.xml") << node_.xml;
  configure((folder_ / "domain.xml").string());
}

void GuestUnderTest::put_stopped() {
  node_.clear();
  for (const char* name : {"admin", "state"}) replace_folder(stopped_ / name, folder_ / name);
  fs::remove(folder_ / "domain.xml");
  configure(node_.key.name);
}

void GuestUnderTest::put_running() {
  put_stopped();
  EXPECT_EQ(run("start").exit_code, 0);
}

void GuestUnderTest::put_stale() {
  put_stopped();
  EXPECT_EQ(node_.define(), CallOutcome::ok);
}

void GuestUnderTest::put_by_hand() {
  put_stale();
  EXPECT_EQ(node_.act(Verb::create), CallOutcome::ok);
}

MethodRun GuestUnderTest::run_killed(const KillOrder& order) {
  const std::string log = (folder_ / "log").string();
  std::ostringstream line;
  line << "exec '" << program() << "' " << (order.during ? "during " : "before ") << order.action
       << ' ' << order.delay_ms << " -R web-rs -G web-rg --config " << (folder_ / "config").string()
       << " --state-folder " << (folder_ / "state").string() << " --etc "
       << (folder_ / "etc").string() << " --stop-timeout 5 " << order.method << " >" << log
       << " 2>&1";
  const int status = std::system(line.str().c_str());
  MethodRun run{.log = content_of(log)};
  run.killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  return run;
}

int GuestUnderTest::emulators() const {
  int count = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    const std::string command = content_of(entry.path() / "cmdline");
    if (command.find("qemu-system") == 0 || command.find("/qemu-system") != std::string::npos) {
      if (command.find(node_.key.uuid) != std::string::npos) ++count;
    }
  }
  return count;
}

bool GuestUnderTest::is_exported() const {
  const AdminFolder admin((folder_ / "admin").string(), "web-rs");
  return check_export(admin.read_export(DefinitionKind::persistent_xml), node_.key.uuid).ok();
}

bool GuestUnderTest::has_definition() {
  return fs::exists(folder_ / "domain.xml") || is_exported() || node_.observe().defined;
}

std::string GuestUnderTest::records() const {
  std::string all;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder_ / "admin")) {
    // What a killed writer leaves under a temporary name is no record.
    if (entry.path().filename().string().rfind(".tmp.", 0) == 0) continue;
    if (entry.is_regular_file()) all += entry.path().string() + "\n" + content_of(entry) + "\n";
  }
  return all;
}

}  // namespace xvm::agent
