// The real program with wrong inputs: one clear line that says what and where, an error, and
// nothing changed. libvirt's test driver (test:///default, one domain named "test") is the
// hypervisor.
#include "agent/store/real_folder_test_context.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <vector>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

using Words = std::vector<std::string>;

const std::string good = "DOMAIN=test\nFAILOVER=normal\nADMIN=@/admin\nURI=test:///default\n";

struct Ended {
  int code = -1;
  std::string err;
};

// "@" in words and texts stands for the test's folder.
class ControlXvm : public RealFolder {
 protected:
  ControlXvm() {
    for (const char* folder : {"/admin", "/state", "/work"}) {
      std::filesystem::create_directory(path_ + folder);
    }
    write("config", good);
  }
  void write(const std::string& name, const std::string& text) const { put(name, placed(text)); }
  std::string placed(std::string text) const {
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos;) {
      text.replace(at, 1, path_);
      at += path_.size();
    }
    return text;
  }
  Ended run(const Words& words, uid_t user = ::geteuid()) const {
    const std::string err = path_ + ".err";
    Child child([&] {
      const int out = ::open(err.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
      if (out < 0 || ::dup2(out, 2) < 0 || ::dup2(out, 1) < 0) return 126;
      if (::chdir((path_ + "/work").c_str()) != 0) return 126;
      if (user != ::geteuid() && (::setgid(user) != 0 || ::setuid(user) != 0)) return 126;
      std::vector<std::string> all{CONTROL_XVM};
      for (const std::string& word : words) all.push_back(placed(word));
      std::vector<char*> argv;
      for (std::string& word : all) argv.push_back(word.data());
      argv.push_back(nullptr);
      ::execv(argv[0], argv.data());
      return 127;
    });
    Ended end{child.wait(), {}};
    std::ifstream in(err);
    end.err.assign(std::istreambuf_iterator<char>(in), {});
    ::unlink(err.c_str());
    return end;
  }
  // Everything below the test's folder: names, modes, contents.
  std::map<std::string, std::string> listing() const {
    std::map<std::string, std::string> all;
    for (const auto& e : std::filesystem::recursive_directory_iterator(path_)) {
      const std::string name = e.path().string().substr(path_.size() + 1);
      all[name] = std::to_string(mode_of(name)) + (e.is_regular_file() ? get(name) : "");
    }
    return all;
  }
};

TEST_F(ControlXvm, AnswersAProbeOfAGoodConfiguration) {
  const Ended end = run({"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/state",
                         "--quiet", "probe"});
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.err, "");
}

struct Wrong {
  std::string name;
  Words words;  // beside the folders, the resource and its group
  Words said;   // what the line must name
  std::string config = good;
  int code = 1;
  Words base = {"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/state"};
};

class WrongInput : public ControlXvm, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongInput, IsOneClearLineAndChangesNothing) {
  write("config", GetParam().config);
  write("torn.xml", "<domain><name>web");
  const auto before = listing();
  Words words = GetParam().base;
  words.insert(words.end(), GetParam().words.begin(), GetParam().words.end());
  const Ended end = run(words);
  EXPECT_EQ(end.code, GetParam().code);
  EXPECT_THAT(end.err, StartsWith("control_xvm: "));
  EXPECT_EQ(std::count(end.err.begin(), end.err.end(), '\n'), 1) << end.err;
  for (const std::string& what : GetParam().said) EXPECT_THAT(end.err, HasSubstr(placed(what)));
  EXPECT_EQ(listing(), before);
}

std::string name_of(const testing::TestParamInfo<Wrong>& wrong) { return wrong.param.name; }

const Words folders{"--config", "@/config", "--state-folder", "@/state"};
INSTANTIATE_TEST_SUITE_P(
    Call, WrongInput,
    testing::Values(
        Wrong{"NoResource", {"-G", "g", "start"}, {"--resource"}, good, 2, folders},
        Wrong{"NoGroup", {"-R", "r", "start"}, {"--group"}, good, 2, folders},
        Wrong{"ResourceWithASlash",
              {"-R", "../r", "-G", "g", "stop"},
              {"--resource", "../r"},
              good,
              1,
              folders},
        Wrong{"NoMethod", {}, {"method"}, good, 2},
        Wrong{"UnknownMethod", {"restart"}, {"restart", "start,stop"}, good, 2},
        Wrong{"UnknownOption", {"--force", "stop"}, {"--force"}, good, 2},
        Wrong{"NoTimeToStop", {"--stop-timeout", "0", "stop"}, {"--stop-timeout", "0"}, good, 2},
        Wrong{"TimeInWords", {"--stop-timeout", "10m", "stop"}, {"--stop-timeout"}, good, 2},
        Wrong{"NodeNotInTheList",
              {"--node", "n9", "stop"},
              {"@/config", "NODELIST", "n9"},
              good + "NODELIST=n1,n2\n"},
        Wrong{
            "StateFolderIsAFile",
            {"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/torn.xml", "stop"},
            {"--state-folder", "@/torn.xml"},
            good,
            1,
            {}},
        Wrong{
            "StateFolderInNowhere",
            {"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/no/where", "stop"},
            {"--state-folder", "@/no"},
            good,
            1,
            {}},
        Wrong{"RelativeStateFolder",
              {"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "state", "stop"},
              {"--state-folder", "absolute"},
              good,
              2,
              {}},
        Wrong{"ConfigurationMissing",
              {"-R", "r", "-G", "g", "--config", "@/nope", "--state-folder", "@/state", "stop"},
              {"@/nope", "No such file"},
              good,
              1,
              {}},
        Wrong{"ConfigurationIsAFolder",
              {"-R", "r", "-G", "g", "--config", "@/work", "--state-folder", "@/state", "probe"},
              {"@/work", "is a folder"},
              good,
              1,
              {}}),
    name_of);

// A configuration whose first lines are these; the keys that a case is about come last.
INSTANTIATE_TEST_SUITE_P(
    Configuration, WrongInput,
    testing::Values(
        Wrong{"UnknownKey", {"start"}, {"@/config:5", "FAILVOER"}, good + "FAILVOER=normal\n"},
        Wrong{"DuplicateKey", {"start"}, {"@/config:5", "FAILOVER"}, good + "FAILOVER=migrate\n"},
        Wrong{"NoKeyAtAll", {"start"}, {"@/config:5"}, good + "what is this\n"},
        Wrong{"BadFailover",
              {"start"},
              {"@/config:2", "FAILOVER", "live"},
              "DOMAIN=test\nFAILOVER=live\nADMIN=@/admin\n"},
        Wrong{"RelativeAdmin",
              {"start"},
              {"@/config:3", "ADMIN", "admin"},
              "DOMAIN=test\nFAILOVER=normal\nADMIN=admin\n"},
        Wrong{"NoDomain", {"stop"}, {"@/config", "DOMAIN"}, "FAILOVER=normal\nADMIN=@/admin\n"},
        Wrong{"NoAdmin", {"stop"}, {"@/config", "ADMIN"}, "DOMAIN=test\nFAILOVER=normal\n"},
        Wrong{"TooManySeconds",
              {"probe"},
              {"@/config:5", "PROBE_GRACE"},
              good + "PROBE_GRACE=86401\n"},
        Wrong{"PeerUriWithoutNode",
              {"start"},
              {"@/config:5", "PEER_URI", "%n"},
              good + "PEER_URI=test:///default\n"},
        Wrong{"PluginByItsName",
              {"probe"},
              {"@/config:5", "PLUGIN_PROBE"},
              good + "PLUGIN_PROBE=probe.sh\n"}),
    name_of);

std::string with(const std::string& domain, const std::string& uri = "test:///default") {
  return "DOMAIN=" + domain + "\nFAILOVER=normal\nADMIN=@/admin\nURI=" + uri + "\n";
}
const std::string no_daemon = "qemu+unix:///system?socket=/nowhere/socket";
INSTANTIATE_TEST_SUITE_P(
    Domain, WrongInput,
    testing::Values(
        Wrong{"StartOfAnUnknownName", {"start"}, {"DOMAIN", "'nobody'", "test:"}, with("nobody")},
        Wrong{"StopOfAnUnknownName", {"stop"}, {"DOMAIN", "'nobody'", "test:"}, with("nobody")},
        Wrong{"ProbeOfAnUnknownName", {"probe"}, {"DOMAIN", "'nobody'"}, with("nobody")},
        Wrong{"BootOfAnUnknownName", {"boot"}, {"DOMAIN", "'nobody'"}, with("nobody")},
        Wrong{"FileThatIsNoXml", {"start"}, {"DOMAIN", "@/torn.xml"}, with("@/torn.xml")},
        Wrong{"FileMissing", {"start"}, {"DOMAIN", "@/nope.xml"}, with("@/nope.xml")},
        Wrong{"FileIsAFolder", {"start"}, {"DOMAIN", "@/work"}, with("@/work")},
        Wrong{"NobodyServesTheUri", {"stop"}, {"DOMAIN", "qemu+unix"}, with("test", no_daemon)},
        Wrong{"UriOfNoDriver", {"stop"}, {"DOMAIN", "nosuch"}, with("test", "nosuch:///x")}),
    name_of);

// --- what cannot be one line, but must be as harmless
// ---------------------------------------------

class AdminIsMissing : public ControlXvm {
 protected:
  AdminIsMissing() { std::filesystem::remove(path_ + "/admin"); }
  Ended call(const std::string& method) const {
    return run({"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/state", method});
  }
};

TEST_F(AdminIsMissing, FailsAStartAndNamesTheFolderButNeverMakesIt) {
  const Ended end = call("start");
  EXPECT_EQ(end.code, 1);
  EXPECT_THAT(end.err, AllOf(HasSubstr(path_ + "/admin"), HasSubstr("admin-unreadable")));
  EXPECT_FALSE(std::filesystem::exists(path_ + "/admin"));
}

TEST_F(AdminIsMissing, FailsValidateAndNamesTheFolder) {
  const Ended end = call("validate");
  EXPECT_EQ(end.code, 1);
  EXPECT_THAT(end.err, HasSubstr("cannot find ADMIN " + path_ + "/admin"));
  EXPECT_FALSE(std::filesystem::exists(path_ + "/admin"));
}

TEST_F(AdminIsMissing, DoesNotKeepAStopFromStopping) {
  EXPECT_EQ(call("stop").code, 0);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/admin"));
}

TEST_F(ControlXvm, FailsAValidateOfAnUnknownDomainAndLeavesNothingBehind) {
  write("config", with("nobody"));
  const auto before = listing();
  const Ended end =
      run({"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/state", "validate"});
  EXPECT_EQ(end.code, 1);
  EXPECT_THAT(end.err, HasSubstr("'nobody'"));
  EXPECT_EQ(listing(), before);
}

// --- what hangs ----------------------------------------------------------------------------------

// A stop with a Stop_timeout of 20 s, of which SUNW.gds leaves it 16.
class SomethingHangs : public ControlXvm {
 protected:
  SomethingHangs() {
    std::filesystem::create_directory(path_ + "/commands");
    write("commands/scha_resource_get",
          "#!/bin/sh\ncase $2 in STOP_TIMEOUT) echo 20;; "
          "TYPE) echo SUNW.gds:6;; *) exec sleep 1000;; esac\n");
    for (const char* name : {"scha_resourcegroup_get", "scha_cluster_get", "pmfadm"}) {
      write(std::string("commands/") + name, "#!/bin/sh\nexec sleep 1000\n");
    }
    for (const auto& e : std::filesystem::directory_iterator(path_ + "/commands")) {
      std::filesystem::permissions(e.path(), std::filesystem::perms(0755));
    }
  }
  Ended stop() const {
    const auto began = std::chrono::steady_clock::now();
    const Ended end = run({"-R", "r", "-G", "g", "--config", "@/config", "--state-folder",
                           "@/state", "--cluster-commands", "@/commands", "--node", "n1", "stop"});
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(16)) << end.err;
    return end;
  }
};

TEST_F(SomethingHangs, ButAStopSaysItsBudgetAndStopsInTimeWithoutTheCluster) {
  write("config", good + "NODELIST=n1,n2\n");
  const Ended end = stop();
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("budget 16 s (Stop_timeout 20 s, 80 % through SUNW.gds)"));
}

TEST_F(SomethingHangs, ButAStopAssumesTheLeastWhenTheClusterTellsNoTimeout) {
  write("commands/scha_resource_get", "#!/bin/sh\nexec sleep 1000\n");
  write("config", good + "NODELIST=n1,n2\n");
  const Ended end = stop();
  EXPECT_EQ(end.code, 0) << end.err;
  EXPECT_THAT(end.err, HasSubstr("budget 240 s (Stop_timeout 300 s assumed"));
}

TEST_F(SomethingHangs, ButAStopHasAVerdictInTimeWhenTheHypervisorDoesToo) {
  const int silent = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  const std::string socket = path_ + "/socket";
  socket.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(silent, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(silent, 100), 0);  // and nobody ever answers
  write("config",
        "DOMAIN=11111111-2222-4333-8444-555555555555\nFAILOVER=normal\nADMIN=@/admin\n"
        "URI=qemu+unix:///system?socket=@/socket\nNODELIST=n1,n2\n");
  const Ended end = stop();
  ::close(silent);
  EXPECT_THAT(end.err, HasSubstr("observe n1: no answer within"));
  const std::string last = end.err.substr(end.err.rfind('\n', end.err.size() - 2) + 1);
  EXPECT_THAT(last, HasSubstr(end.code == 0 ? "success" : "failed")) << end.err;
}

// Root may do everything, so these calls are made by nobody.
class CalledByNobody : public ControlXvm {
 protected:
  static constexpr uid_t nobody = 65534;
  void SetUp() override {
    std::filesystem::permissions(path_, std::filesystem::perms(0755));
    const int code = run({"--help"}, nobody).code;
    if (code == 0) return;
    std::cout << "skipped: user 'nobody' cannot run " << CONTROL_XVM << '\n';
    GTEST_SKIP() << "user 'nobody' cannot run the program";
  }
  Ended probe() const {
    return run({"-R", "r", "-G", "g", "--config", "@/config", "--state-folder", "@/state", "probe"},
               nobody);
  }
};

TEST_F(CalledByNobody, SaysWhichConfigurationCannotBeRead) {
  std::filesystem::permissions(path_ + "/config", std::filesystem::perms::none);
  const Ended end = probe();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.err, placed("control_xvm: @/config: cannot be read: Permission denied; name a "
                            "readable configuration file\n"));
}

TEST_F(CalledByNobody, SaysWhichStateFolderCannotBeWritten) {
  const auto before = listing();
  const Ended end = probe();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.err, placed("control_xvm: --state-folder: cannot write in @/state: Permission "
                            "denied; it must be a writable folder of this node\n"));
  EXPECT_EQ(listing(), before);
}

}  // namespace
}  // namespace xvm::agent
