#include "fakes/gds/scha_commands.hpp"

#include "fakes/gds/snapshot.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace xvm::fakes::gds {
namespace {

constexpr const char* cluster_json = R"({
  "cluster": "fake", "has_target_nodes": true,
  "nodes": [{"name": "A", "id": 1, "state": "UP", "private": "clusternode1-priv"},
            {"name": "B", "id": 2, "state": "DOWN", "private": "clusternode2-priv"}],
  "types": {"SUNW.gds": {"name": "SUNW.gds", "version": "6", "properties": {"API_VERSION": "6"},
    "rules": {"Start_command": {"type": "STRING"}, "Probe_timeout": {"type": "INT"},
              "Network_aware": {"type": "BOOLEAN"}, "Log_level": {"type": "ENUM"},
              "Hosts": {"type": "STRINGARRAY"}}}},
  "groups": [{"name": "rg", "state": {"A": "PENDING_OFFLINE", "B": "OFFLINE"},
    "target_nodes": ["B"], "properties": {"Nodelist": ["A", "B"], "Failback": false}}],
  "resources": [{"name": "rs", "group": "rg", "type": "SUNW.gds", "on_off": "ENABLED",
    "monitored": "DISABLED", "state": {"A": "STOPPING"},
    "status": {"A": {"status": "DEGRADED", "message": "slow today"}},
    "properties": {"Stop_timeout": 600, "Resource_dependencies": ["x", "y"]},
    "extensions": {"Start_command": "/opt/x start", "Probe_timeout": 30, "Network_aware": false,
                   "Log_level": "NONE", "Hosts": ["h1", "h2"]}}]})";

class SchaCommands : public ::testing::Test {
 protected:
  SchaCommands() {
    std::string pattern = (std::filesystem::temp_directory_path() / "scha.XXXXXX").string();
    folder_.path = ::mkdtemp(pattern.data());
    folder_.node = "A";
    replace_text(folder_.snapshot(), cluster_json);
  }
  ~SchaCommands() override { std::filesystem::remove_all(folder_.path); }

  // The output, or "error NAME".
  std::string ask(Command command, std::vector<std::string> words) {
    Call call{.folder = folder_, .name = "scha", .words = std::move(words)};
    const int code = command(call);
    if (code == 0) return call.out;
    return "error " + std::string(to_text(static_cast<SchaError>(code)));
  }
  std::string resource(std::vector<std::string> words) {
    words.insert(words.begin(), {"-R", "rs", "-G", "rg", "-O"});
    return ask(scha_resource_get, std::move(words));
  }
  std::string group(std::vector<std::string> words) {
    words.insert(words.begin(), {"-G", "rg", "-O"});
    return ask(scha_resourcegroup_get, std::move(words));
  }
  std::string cluster(std::vector<std::string> words) {
    words.insert(words.begin(), "-O");
    return ask(scha_cluster_get, std::move(words));
  }

  StateFolder folder_;
};

TEST_F(SchaCommands, AnswerExtensionsWithTheTypeFirst) {
  EXPECT_EQ(resource({"EXTENSION", "Start_command"}), "STRING\n/opt/x start\n");
  EXPECT_EQ(resource({"EXTENSION", "Probe_timeout"}), "INT\n30\n");
  EXPECT_EQ(resource({"EXTENSION", "Network_aware"}), "BOOLEAN\nFALSE\n");
  EXPECT_EQ(resource({"EXTENSION", "Log_level"}), "ENUM\nNONE\n");
  EXPECT_EQ(resource({"EXTENSION", "Hosts"}), "STRINGARRAY\nh1\nh2\n");
  EXPECT_EQ(resource({"EXTENSION", "Nothing"}), "error PROP");
}

TEST_F(SchaCommands, AnswerStatusOnTwoLines) {
  EXPECT_EQ(resource({"STATUS"}), "DEGRADED\nslow today\n");
  EXPECT_EQ(resource({"STATUS_NODE", "B"}), "OFFLINE\n\n");
}

TEST_F(SchaCommands, TakeOptagsInAnyCase) {
  EXPECT_EQ(resource({"stop_TIMEOUT"}), "600\n");
  EXPECT_EQ(resource({"on_off_switch"}), "ENABLED\n");
  EXPECT_EQ(group({"rg_State"}), "PENDING_OFFLINE\n");
  EXPECT_EQ(cluster({"nodename_local"}), "A\n");
}

TEST_F(SchaCommands, AnswerLists) {
  EXPECT_EQ(resource({"RESOURCE_DEPENDENCIES"}), "x\ny\n");
  EXPECT_EQ(group({"NODELIST"}), "A\nB\n");
  EXPECT_EQ(group({"RESOURCE_LIST"}), "rs\n");
  EXPECT_EQ(cluster({"ALL_NODENAMES"}), "A\nB\n");
  EXPECT_EQ(cluster({"ALL_NODEIDS"}), "1\n2\n");
}

TEST_F(SchaCommands, TellTheStateOfAResourceAndItsSwitches) {
  EXPECT_EQ(resource({"RESOURCE_STATE"}), "STOPPING\n");
  EXPECT_EQ(resource({"RESOURCE_STATE_NODE", "B"}), "OFFLINE\n");
  EXPECT_EQ(resource({"MONITORED_SWITCH"}), "DISABLED\n");
  EXPECT_EQ(resource({"TYPE"}), "SUNW.gds\n");
  EXPECT_EQ(resource({"GROUP"}), "rg\n");
}

TEST_F(SchaCommands, TellTargetNodesWhereTheGroupIsPendingOnly) {
  EXPECT_EQ(group({"TARGET_NODES"}), "B\n");
  folder_.node = "B";
  EXPECT_EQ(group({"TARGET_NODES"}), "");
}

TEST_F(SchaCommands, DoNotKnowTargetNodesInAnOldCluster) {
  Json old = Json::parse(cluster_json);
  old["has_target_nodes"] = false;
  replace_text(folder_.snapshot(), old.dump());
  EXPECT_EQ(group({"TARGET_NODES"}), "error TAG");
}

TEST_F(SchaCommands, AnswerForNamedNodes) {
  EXPECT_EQ(group({"RG_STATE_NODE", "B"}), "OFFLINE\n");
  EXPECT_EQ(group({"RG_STATE_NODE", "Z"}), "error NODE");
  EXPECT_EQ(cluster({"NODESTATE_NODE", "B"}), "DOWN\n");
  EXPECT_EQ(cluster({"NODENAME_NODEID", "2"}), "B\n");
  EXPECT_EQ(cluster({"PRIVATELINK_HOSTNAME_NODE", "B"}), "clusternode2-priv\n");
}

TEST_F(SchaCommands, NameWhatDoesNotExist) {
  EXPECT_EQ(ask(scha_resource_get, {"-O", "STATUS", "-R", "no"}), "error RSRC");
  EXPECT_EQ(ask(scha_resource_get, {"-O", "STATUS", "-R", "rs", "-G", "no"}), "error RG");
  EXPECT_EQ(ask(scha_resourcegroup_get, {"-O", "RG_STATE", "-G", "no"}), "error RG");
  EXPECT_EQ(ask(scha_resourcetype_get, {"-O", "API_VERSION", "-T", "no"}), "error RT");
  EXPECT_EQ(ask(scha_resourcetype_get, {"-O", "api_version", "-T", "SUNW.gds:6"}), "6\n");
  EXPECT_EQ(resource({"NO_SUCH_TAG"}), "error TAG");
  EXPECT_EQ(ask(scha_resource_get, {"-R", "rs"}), "error INVAL");
}

TEST_F(SchaCommands, FailWithoutACluster) {
  std::filesystem::remove(folder_.snapshot());
  EXPECT_EQ(cluster({"ALL_NODENAMES"}), "error INTERNAL");
  EXPECT_EQ(ask(scha_control, {"-O", "GIVEOVER", "-G", "rg", "-R", "rs"}), "error INTERNAL");
}

}  // namespace
}  // namespace xvm::fakes::gds
