// agent/gds/fake_cluster_test_context.hpp
//
// Purpose: for tests only: a folder of small scripts that answer like the cluster's commands
// (facts: GDS, 6.4). Each answer is a piece of shell, so that it can hang, fail or change with
// every call. Thread rule: one test, one thread.
//
// At first it is a cluster of n1 (this node), n2 and n3 in which web-rg is switched from n1 to n2.
#pragma once

#include "agent/gds/gds_facts.hpp"
#include "agent/process/command_folder_test_context.hpp"

namespace xvm::agent {

class FakeCluster : public CommandFolder {
 protected:
  static constexpr NodeId n1{0};
  static constexpr NodeId n2{1};
  static constexpr NodeId n3{2};

  FakeCluster() {
    for (const char* name : {"scha_resource_get", "scha_resourcegroup_get", "scha_cluster_get",
                             "scha_resource_setstatus"}) {
      script(name, scha_command());
    }
    script("pmfadm", said_once() + "key=pmfadm$1\n" + answer_of_key());
    answer("ON_OFF_SWITCH", "ENABLED");
    answer("RG_STATE", "PENDING_OFFLINE");
    answer("TARGET_NODES", "n2");
    answer("STATUS", "OK\nService is online.");
    answer("ALL_NODENAMES", "n1\nn2\nn3");
    for (const char* node : {"n2", "n3"}) {
      answer(std::string("NODESTATE_NODE.") + node, "UP");
      answer(std::string("RG_STATE_NODE.") + node, "OFFLINE");
    }
  }

  // What the question of that tag brings; "TAG.ARGUMENT" for tags with an argument.
  void answer(const std::string& tag, const std::string& lines) const {
    does(tag, "cat <<'END'\n" + lines + "\nEND");
  }
  void does(const std::string& tag, const std::string& shell) const {
    put("on." + tag, shell, 0600);
  }
  std::string what_does(const std::string& tag) const { return get("on." + tag); }
  void is_no_tag(const std::string& tag) const { does(tag, "echo 'SCHA_ERR_TAG' >&2; exit 4"); }
  void hangs(const std::string& tag) const { does(tag, "exec sleep 1000"); }

  ClusterCommandSettings settings() const {
    ClusterCommandSettings s;
    s.folder = path_;
    return s;
  }
  GdsFacts facts_of(GdsSubject subject, GdsSources sources = {},
                    std::uint32_t bound_ms = 20'000) const {
    return {std::move(subject), std::move(sources), settings(), bound_ms};
  }
  static GdsSubject subject() { return {"web-rs", "web-rg", {"n1", "n2", "n3"}, n1}; }
  Facts read(GdsSources sources = {}, std::uint32_t bound_ms = 20'000) const {
    return facts_of(subject(), std::move(sources), bound_ms).read();
  }
  // Every command line so far, in any order.
  std::string said() const { return get("said"); }

 private:
  std::string said_once() const { return "echo \"${0##*/} $*\" >> '" + at("said") + "'\n"; }
  std::string answer_of_key() const {
    const std::string file = "'" + at("on.") + "'\"$key\"";
    return "[ -f " + file + " ] || { echo \"no answer for $key\" >&2; exit 13; }\n. " + file;
  }
  std::string scha_command() const {
    return said_once() +
           "key=${0##*/}\n"
           "while [ $# -gt 0 ]; do case $1 in\n"
           "  -O) key=$2; shift 2;;\n"
           "  -R|-G|-s|-m) shift 2;;\n"
           "  *) key=$key.$1; shift;;\n"
           "esac; done\n" +
           answer_of_key();
  }
};

}  // namespace xvm::agent
