// fake-cluster: one program that is every command of the cluster framework, by the name that it is
// called by (or by its first word).
#include "fakes/gds/cl_commands.hpp"
#include "fakes/gds/faults.hpp"
#include "fakes/gds/hatimerun.hpp"
#include "fakes/gds/pmfadm.hpp"
#include "fakes/gds/scha_commands.hpp"

#include <cstdio>
#include <map>

namespace {

using namespace xvm::fakes::gds;

const std::map<std::string, Command>& commands() {
  static const std::map<std::string, Command> all{
      {"scha_resource_get", scha_resource_get},
      {"scha_resourcegroup_get", scha_resourcegroup_get},
      {"scha_resourcetype_get", scha_resourcetype_get},
      {"scha_cluster_get", scha_cluster_get},
      {"scha_control", scha_control},
      {"scha_resource_setstatus", scha_resource_setstatus},
      {"clresourcetype", clresourcetype},
      {"clresourcegroup", clrg},
      {"clresource", clrs},
      {"clrt", clresourcetype},
      {"clrg", clrg},
      {"clrs", clrs},
      {"clnode", clnode},
      {"pmfadm", pmfadm},
      {"pmf-watch", pmf_watch},
      {"hatimerun", hatimerun},
      {"fake-rgm-ctl", fake_rgm_ctl}};
  return all;
}

int unknown(const std::string& name) {
  std::string words;
  for (const auto& [word, ignored] : commands()) words += " " + word;
  std::fprintf(stderr, "fake-cluster: no command '%s'; known:%s\n", name.c_str(), words.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  Call call{.folder = StateFolder::of_environment(), .name = {}, .words = {argv, argv + argc}};
  for (int tries = 0; tries < 2 && !call.words.empty(); ++tries) {
    call.name = std::filesystem::path(call.words[0]).filename();
    call.words.erase(call.words.begin());
    const auto found = commands().find(call.name);
    if (found == commands().end()) continue;
    std::optional<int> code;
    const bool ours = call.name == "fake-rgm-ctl" || call.name == "pmf-watch";
    // hatimerun is no part of the cluster: it works without a state folder.
    if (!call.folder.path.empty() && !ours) code = suffer_fault(call);
    if (!code && call.folder.path.empty() && call.name != "hatimerun") {
      code = call.refuse(SchaError::internal, "set XVM_FAKE_CLUSTER to the state folder");
    }
    if (!code) code = found->second(call);
    std::fputs(call.out.c_str(), stdout);
    std::fputs(call.err.c_str(), stderr);
    return *code;
  }
  return unknown(call.name);
}
