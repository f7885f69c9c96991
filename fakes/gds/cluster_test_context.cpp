#include "fakes/gds/cluster_test_context.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace xvm::fakes::gds {
namespace {

// The tests are in BUILD/tests, the programs in BUILD/bin.
std::filesystem::path programs() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "bin";
}

std::filesystem::path fresh_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "fake-cluster.XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

pid_t spawn(const std::vector<std::string>& words, const std::string& output) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  (void)::dup2(out, 1);
  (void)::dup2(out, 2);
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  ::execv(pointers[0], pointers.data());
  ::_exit(127);
}

}  // namespace

ClusterTest::ClusterTest(const std::vector<std::string>& options) : folder_(fresh_folder()) {
  std::filesystem::create_directories(run_folder());
  ::setenv("RUN", run_folder().c_str(), 1);
  std::vector<std::string> words{(programs() / "fake-rgm").string(), "--state", folder_.string()};
  for (const char* node : {"A", "B", "C"}) words.insert(words.end(), {"--node", node});
  words.insert(words.end(), options.begin(), options.end());
  rgm_ = spawn(words, (folder_ / "fake-rgm.out").string());
  eventually("fake-rgm listens", [&] { return std::filesystem::exists(folder_ / "rgm.sock"); });
}

ClusterTest::~ClusterTest() {
  end_rgm();
  if (::testing::Test::HasFailure()) {
    std::printf("--- %s\n%s\n", (folder_ / "rgm.log").c_str(), log().c_str());
    std::printf("%s\n", read_text(folder_ / "fake-rgm.out").value_or("").c_str());
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void ClusterTest::end_rgm() {
  if (rgm_ <= 0) return;
  (void)::kill(rgm_, SIGTERM);
  int status = 0;
  (void)::waitpid(rgm_, &status, 0);
  rgm_ = -1;
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "fake-rgm ended with " << status;
}

namespace {

std::string as_node(const std::filesystem::path& folder, const std::string& node,
                    const std::string& line) {
  return fmt::format(
      "export XVM_FAKE_CLUSTER={} XVM_FAKE_NODE={} XVM_FAKE_WAIT_S=60 PATH={}:$PATH\n{}",
      folder.string(), node, (programs() / "fake-cluster-commands").string(), line);
}

}  // namespace

// Into a file, not a pipe: what a line leaves running must not hold the test up.
Ran ClusterTest::run(const std::string& line, const std::string& node) const {
  static std::atomic<int> runs = 0;
  const auto file = folder_ / ("out." + std::to_string(++runs));
  const pid_t pid = spawn({"/bin/sh", "-c", as_node(folder_, node, line)}, file.string());
  int status = 0;
  (void)::waitpid(pid, &status, 0);
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          read_text(file).value_or("")};
  std::filesystem::remove(file);
  return ran;
}

std::string ClusterTest::good(const std::string& line, const std::string& node) const {
  const Ran ran = run(line, node);
  EXPECT_EQ(ran.code, 0) << line << "\n" << ran.out;
  return ran.out;
}

void ClusterTest::in_background(const std::string& line, const std::string& node) {
  (void)run(fmt::format("( {} ) >>$RUN/background 2>&1 </dev/null &", line), node);
}

namespace {

constexpr const char* agent = R"(#!/bin/sh
method=$1
case $method in start | stop | boot)
  switch=$(scha_resource_get -O ON_OFF_SWITCH -R rs -G rg)
  state=$(scha_resourcegroup_get -O RG_STATE -G rg)
  target=$(scha_resourcegroup_get -O TARGET_NODES -G rg)
  echo "$method $XVM_FAKE_NODE $switch $state target=$target" >>$RUN/trace ;;
esac
for file in $RUN/$method.$XVM_FAKE_NODE $RUN/$method; do
  [ ! -f $file ] || . $file
done
exit 0
)";

}  // namespace

void ClusterTest::create(const std::string& type, const std::string& properties) {
  replace_text(run_folder() / "agent", agent);
  std::filesystem::permissions(run_folder() / "agent", std::filesystem::perms::owner_all);
  const bool sunw = type == "SUNW.gds";
  std::string line = "clrs create -t " + type + " -g rg";
  line += sunw ? " -p Network_aware=FALSE" : " -p PMF_managed=FALSE";
  for (const char* word : {"Start", "Stop", "Probe", "Validate", "Boot"}) {
    if (sunw && std::string_view(word) == "Boot") continue;
    std::string lower = word;
    lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
    line += fmt::format(" -p {}_command='{}/agent {}'", word, run_folder().string(), lower);
  }
  good("clresourcetype register " + type);
  good("clrg create -n A,B,C rg");
  good(line + " " + properties + " rs");
}

void ClusterTest::online(const std::string& type, const std::string& properties) {
  create(type, properties);
  good("clrg online -M rg");
}

void ClusterTest::method(const std::string& method, const std::string& text,
                         const std::string& node) {
  replace_text(run_folder() / (node.empty() ? method : method + "." + node), text + "\n");
}

std::string ClusterTest::state(const std::string& node) const {
  const Ran ran = run("scha_resourcegroup_get -O RG_STATE_NODE -G rg " + node);
  return ran.out.substr(0, ran.out.find('\n'));
}

std::string ClusterTest::log() const { return read_text(folder_ / "rgm.log").value_or(""); }

std::string ClusterTest::traced(const std::string& file) const {
  return read_text(run_folder() / file).value_or("");
}

int ClusterTest::count_in_log(const std::string& text) const {
  const std::string all = log();
  int count = 0;
  for (auto at = all.find(text); at != std::string::npos; at = all.find(text, at + 1)) ++count;
  return count;
}

void ClusterTest::eventually(const std::string& what, const std::function<bool()>& seen) const {
  for (int tries = 0; tries < 800; ++tries) {
    if (seen()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  ADD_FAILURE() << "not seen within 20 s: " << what;
}

}  // namespace xvm::fakes::gds
