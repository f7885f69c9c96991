#include "ci/real_cluster/real_cluster.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <thread>

namespace xvm::real_cluster {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Where run.sh says the programs are.
std::string setting(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr ? value : "";
}
std::string programs() { return setting("XVM_PROGRAMS"); }
std::string ci_node() { return setting("XVM_CI_NODE"); }

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string fresh_folder() {
  std::string pattern = (fs::temp_directory_path() / "xvm-cluster-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  return pattern;
}

std::string without_end_of_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

Ran run(const std::string& line, int timeout_s) {
  const auto began = Clock::now();
  const std::string quoted = std::regex_replace(line, std::regex("'"), R"('\'')");
  const std::string bounded =
      fmt::format("timeout -k 1 {} bash -c '{}' 2>&1 </dev/null", timeout_s, quoted);
  std::FILE* pipe = ::popen(bounded.c_str(), "re");
  Ran ran;
  if (pipe == nullptr) return ran;
  std::array<char, 4096> piece{};
  for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;) {
    ran.out.append(piece.data(), n);
  }
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  ran.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  return ran;
}

RealCluster::RealCluster(ClusterOptions options)
    : options_(std::move(options)), folder_(fresh_folder()) {
  admin_ = without_end_of_line(node("admin path").out);
  fs::remove_all(admin_ + "/web-rs");
  fs::create_directory(admin_ + "/web-rs");
  fs::permissions(admin_ + "/web-rs", fs::perms::owner_all);
  Histories::Consoles consoles;
  for (const std::string& name : options_.nodes) {
    clean_node(name);
    const std::string console = without_end_of_line(node("console " + name + " web").out);
    std::error_code ignored;
    fs::remove(console, ignored);
    consoles[name] = console;
    fs::create_directories(folder_ + "/state/" + name);
  }
  make_configuration();
  make_agent();
  start_rgm();
  create_resource();
  histories_.watch(std::move(consoles));
}

RealCluster::~RealCluster() {
  histories_.stop();
  if (::testing::Test::HasFailure()) print_what_happened();
  if (rgm_pid_ > 0) {
    ::kill(rgm_pid_, SIGTERM);
    int status = 0;
    ::waitpid(rgm_pid_, &status, 0);
  }
  node("heal");
  node("admin back");
  for (const std::string& name : options_.nodes) {
    node("daemon " + name + " thaw");
    node("daemon " + name + " start");
    clean_node(name);
  }
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void RealCluster::clean_node(const std::string& name) const {
  run(fmt::format("{0} virsh {1} destroy web; {0} virsh {1} managedsave-remove web; "
                  "{0} virsh {1} undefine web",
                  ci_node(), name),
      60);
}

void RealCluster::make_configuration() const {
  run(fmt::format("{} domain web --tick 100 {} > {}/web.xml", ci_node(), options_.guest, folder_));
  if (!options_.devices.empty()) {
    const std::string xml = content_of(folder_ + "/web.xml");
    std::ofstream(folder_ + "/web.xml")
        << std::regex_replace(xml, std::regex("</devices>"), options_.devices + "</devices>");
  }
  std::ofstream(folder_ + "/config") << fmt::format(
      "DOMAIN={0}/web.xml\nFAILOVER=\"{1}\"\nADMIN={2}\nURI=qemu:///system\n"
      "PEER_URI={3}\nNODELIST={4}\n{5}",
      folder_, options_.failover, admin_, options_.peer_uri, fmt::join(options_.nodes, ","),
      options_.configuration);
}

// control_xvm with its pid kept, or, once for each order of kill_next(), control_xvm_killed.
void RealCluster::make_agent() const {
  std::ofstream(folder_ + "/agent") << fmt::format(R"(#!/bin/bash
method=${{!#}}
echo $$ >{0}/pid.$method
while [[ -e {0}/hold.$method.$(uname -n) ]]; do sleep 0.1; done
if mv {0}/kill.$method {0}/kill.$method.taken 2>/dev/null; then
  read -r moment action delay_ms <{0}/kill.$method.taken
  exec {1}/../tests/control_xvm_killed "$moment" "$action" "$delay_ms" "$@"
fi
exec {1}/control_xvm "$@"
)",
                                                   folder_, programs());
  fs::permissions(folder_ + "/agent", fs::perms::owner_all);
}

void RealCluster::start_rgm() {
  std::vector<std::string> words{programs() + "/fake-rgm", "--state", folder_ + "/cluster"};
  for (const std::string& name : options_.nodes) words.insert(words.end(), {"--node", name});
  words.insert(words.end(), {"--exec", ci_node() + " exec {node}", "--interval-scale", "0.05"});
  if (!options_.tells_targets) words.emplace_back("--no-target-nodes");
  rgm_pid_ = ::fork();
  if (rgm_pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // a test that is killed leaves no cluster behind
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(pointers[0], pointers.data());
    ::_exit(127);
  }
  EXPECT_TRUE(eventually([&] { return fs::exists(folder_ + "/cluster/rgm.sock"); }, 20));
}

std::string RealCluster::agent_line(const std::string& method) const {
  std::string program = folder_ + "/agent";
  if (options_.kill.rfind(method + " ", 0) == 0) {
    program = fmt::format("{}/../tests/control_xvm_killed {}", programs(),
                          options_.kill.substr(method.size() + 1));
  }
  // Whichever node it runs on, its state folder is its own.
  return fmt::format(
      "{0} -R web-rs -G web-rg --config {1}/config --etc {1}/etc --state-folder "
      "{1}/state/$(uname -n) --cluster-commands {2}/fake-cluster-commands {3} 2>>{1}/agent.log",
      program, folder_, programs(), method);
}

void RealCluster::create_resource() const {
  std::string properties = fmt::format("-p Stop_timeout={} ", options_.stop_timeout_s);
  for (const auto& [property, method] :
       {std::pair{"Start", "start"}, {"Stop", "stop"}, {"Probe", "probe"}}) {
    properties += fmt::format("-p \"{}_command={}\" ", property,
                              std::regex_replace(agent_line(method), std::regex(R"(\$)"), R"(\$)"));
  }
  if (options_.type == "ORCL.gds") {
    properties += fmt::format("-p \"Boot_command={}\" -p PMF_managed=FALSE ",
                              std::regex_replace(agent_line("boot"), std::regex(R"(\$)"), R"(\$)"));
  }
  if (options_.type == "SUNW.gds") properties += "-p Network_aware=FALSE ";
  const Ran made =
      rgm(fmt::format("clresourcetype register {0} && clrg create -n {1} web-rg && "
                      "clrg manage web-rg && clrs create -d -t {0} -g web-rg {2} web-rs",
                      options_.type, fmt::join(options_.nodes, ","), properties));
  EXPECT_EQ(made.code, 0) << made.out;
}

Ran RealCluster::rgm(const std::string& line) const {
  return run(fmt::format("export XVM_FAKE_CLUSTER={}/cluster XVM_FAKE_NODE=A XVM_FAKE_WAIT_S=180 "
                         "PATH={}/fake-cluster-commands:$PATH; {}",
                         folder_, programs(), line),
             200);
}

Ran RealCluster::node(const std::string& words) const { return run(ci_node() + " " + words); }

Ran RealCluster::virsh(const std::string& name, const std::string& words) const {
  return run(fmt::format("{} virsh {} {}", ci_node(), name, words), 30);
}

Ran RealCluster::method(const std::string& name, const std::string& method) const {
  return run(
      fmt::format("{} exec {} env XVM_FAKE_CLUSTER={}/cluster XVM_FAKE_NODE={} bash -c "
                  "\"{}\"",
                  ci_node(), name, folder_, name,
                  std::regex_replace(agent_line(method), std::regex(R"(\$)"), R"(\$)")));
}

Ran RealCluster::xvm_switch(const std::string& target, const std::string& commands) const {
  std::ofstream(folder_ + "/switch") << fmt::format(
      "echo $$ >{0}/pid.xvm\nexec {1}/xvm switch -R web-rs -G web-rg --to {2} --config {0}/config "
      "--state-folder {0}/state/A --cluster-commands {3}\n",
      folder_, programs(), target,
      commands.empty() ? programs() + "/fake-cluster-commands" : commands);
  return run(fmt::format("{0} exec A env XVM_FAKE_CLUSTER={1}/cluster XVM_FAKE_NODE=A "
                         "XVM_FAKE_WAIT_S=180 bash {1}/switch",
                         ci_node(), folder_),
             200);
}

void RealCluster::kill_next(const std::string& method, const std::string& order) const {
  std::ofstream(folder_ + "/kill." + method) << order << '\n';
}

Ran RealCluster::kill_agent(const std::string& name, const std::string& method) const {
  return node(fmt::format("exec {} kill -9 $(<{}/pid.{})", name, folder_, method));
}

void RealCluster::hold(const std::string& name, const std::string& method) const {
  std::ofstream(folder_ + "/hold." + method + "." + name) << "held\n";
}

void RealCluster::release(const std::string& name, const std::string& method) const {
  fs::remove(folder_ + "/hold." + method + "." + name);
}

std::string RealCluster::notes(const std::string& name) const {
  return run(fmt::format("find {}/state/{} -type f | sort | xargs cat", folder_, name)).out;
}

void RealCluster::online() {
  rgm("fake-rgm-ctl wait-idle");
  const Ran enabled = rgm("clrs enable web-rs && fake-rgm-ctl wait-idle");
  EXPECT_EQ(enabled.code, 0) << enabled.out;
  EXPECT_TRUE(eventually([this] { return runs_on() == "A" && !boot_id("A").empty(); }, 180))
      << enabled.out << log();
}

void RealCluster::power_off(const std::string& name) {
  node("power-off " + name);
  const Ran told = rgm("fake-rgm-ctl node-died " + name);
  EXPECT_EQ(told.code, 0) << told.out;
}

void RealCluster::power_on(const std::string& name) {
  node("power-on " + name);
  const Ran told = rgm("fake-rgm-ctl node-joined " + name + " && fake-rgm-ctl wait-idle");
  EXPECT_EQ(told.code, 0) << told.out;
}

std::string RealCluster::state(const std::string& name) const {
  const Ran asked = run(fmt::format("timeout 5 {} virsh {} domstate web", ci_node(), name), 10);
  if (asked.code == 0) return without_end_of_line(asked.out);
  return asked.out.find("failed to get domain") != std::string::npos ? "absent" : "unknown";
}

std::string RealCluster::runs_on() const {
  std::string nodes;
  for (const std::string& name : options_.nodes) {
    if (state(name) == "running") nodes += name;
  }
  return nodes;
}

std::string RealCluster::defined_on() const {
  std::string nodes;
  for (const std::string& name : options_.nodes) {
    const Ran asked = virsh(name, "list --all --persistent --name");
    if (asked.code == 0 && asked.out.find("web") != std::string::npos) nodes += name;
  }
  return nodes;
}

bool RealCluster::is_exported() const {
  return content_of(admin_ + "/web-rs/definition.xml").find("<name>web</name>") !=
         std::string::npos;
}

std::string RealCluster::group_state(const std::string& name) const {
  return without_end_of_line(rgm("scha_resourcegroup_get -O RG_STATE_NODE -G web-rg " + name).out);
}

std::string RealCluster::online_on() const {
  for (const std::string& name : options_.nodes) {
    if (group_state(name) == "ONLINE") return name;
  }
  return {};
}

std::string RealCluster::resource_state(const std::string& name) const {
  return without_end_of_line(
      rgm("scha_resource_get -O RESOURCE_STATE_NODE -R web-rs -G web-rg " + name).out);
}

std::string RealCluster::log() const { return content_of(folder_ + "/agent.log"); }

std::vector<std::string> RealCluster::boots_on(const std::string& name) const {
  const std::string text = content_of(without_end_of_line(node("console " + name + " web").out));
  static const std::regex line(R"(\[web ([0-9a-f]{8}) up=[0-9.]+\] (READY|tick))");
  std::vector<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at) {
    ids.push_back((*at)[1]);
  }
  return ids;
}

std::string RealCluster::boot_id(const std::string& name) const {
  const std::vector<std::string> ids = boots_on(name);
  return ids.empty() ? "" : ids.back();
}

std::set<std::string> RealCluster::boots() const {
  std::set<std::string> all;
  for (const std::string& name : options_.nodes) {
    for (const std::string& id : boots_on(name)) all.insert(id);
  }
  return all;
}

int RealCluster::quarantined(const std::string& name) const {
  const std::string before = "quarantine." + name + ".";
  int count = 0;
  for (const auto& file : fs::directory_iterator(admin_ + "/web-rs")) {
    const std::string text = file.path().filename();
    if (text.rfind(before, 0) == 0 && file.path().extension() == ".xml") ++count;
  }
  return count;
}

bool RealCluster::eventually(const std::function<bool()>& holds, int seconds) const {
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  while (!holds()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return true;
}

void RealCluster::expect_one_history() { EXPECT_EQ(histories_.complaint(), ""); }

void RealCluster::expect_settled_on(const std::string& name) {
  EXPECT_TRUE(eventually([&] { return runs_on() == name && defined_on() == name; }, 30))
      << "runs on '" << runs_on() << "', defined on '" << defined_on() << "'";
  for (const std::string& other : options_.nodes) {
    if (other != name) {
      EXPECT_EQ(state(other), "absent") << other;
    }
  }
  EXPECT_TRUE(is_exported());
  expect_one_history();
}

void RealCluster::print_what_happened() const {
  std::cout << "--- agent\n"
            << log() << "--- rgm\n"
            << run("grep -v command= " + folder_ + "/cluster/rgm.log").out << "--- launches\n"
            << run("grep -E '^[0-9.]+ (end|launch)' " + folder_ +
                   "/cluster/rgm.log | sed 's/ command=.*//'")
                   .out
            << run("ls -l " + admin_ + "/web-rs").out;
}

}  // namespace xvm::real_cluster
