#include "agent/ssh_probe/probe_order.hpp"

#include "agent/store/real_folder_test_context.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

// /bin/true stands for ssh: what is checked here is checked before any call.
class Order : public RealFolder {
 protected:
  Order() {
    put("key", "secret");
    std::filesystem::permissions(path_ + "/key", std::filesystem::perms(0600));
    order.key = path_ + "/key";
  }
  ProbeOrder order{
      .host = "web1", .check = {CheckKind::target, "multi-user.target"}, .ssh = "/bin/true"};
};

TEST_F(Order, TakesNamesAndAddresses) {
  for (const char* host : {"web1", "web-1.example.org", "10.0.0.7", "fe80::1", "under_score"}) {
    order.host = host;
    EXPECT_EQ(fault_of(order), "");
  }
}

TEST_F(Order, RefusesAHostThatIsNoneOrAnOption) {
  for (const char* host : {"", "-oProxyCommand=x", "a b", "a/b", "$x", "ssh://a"}) {
    order.host = host;
    EXPECT_THAT(fault_of(order), HasSubstr("neither a host name nor an IP address")) << host;
  }
  order.host = "root@web1";
  EXPECT_THAT(fault_of(order), HasSubstr("give the user by -u"));
}

TEST_F(Order, RefusesAUserThatIsNone) {
  for (const char* user : {"", "-l", "a b", "$x", "ro;ot"}) {
    order.user = user;
    EXPECT_THAT(fault_of(order), HasSubstr("is no user name")) << user;
  }
}

TEST_F(Order, RefusesPathsThatSshWouldReadDifferently) {
  for (const char* path : {"key", "~/key", "/a b", "/%h", "/${HOME}/k"}) {
    order.key = path;
    EXPECT_THAT(fault_of(order), HasSubstr("must be an absolute path")) << path;
  }
}

TEST_F(Order, SaysHowToMakeAKeyThatIsMissing) {
  order.key = path_ + "/none";
  EXPECT_EQ(fault_of(order), "-i " + order.key +
                                 ": No such file or directory; make a key: ssh-keygen -t ed25519 "
                                 "-N '' -f " +
                                 order.key);
}

TEST_F(Order, RefusesAKeyThatOthersMayRead) {
  std::filesystem::permissions(order.key, std::filesystem::perms(0640));
  EXPECT_THAT(fault_of(order), HasSubstr("(mode 0640): chmod 0600 " + order.key));
}

TEST_F(Order, RefusesAFolderForAKeyAndAMissingKnownHosts) {
  order.known_hosts = path_ + "/none";
  EXPECT_THAT(fault_of(order), HasSubstr("--known-hosts " + order.known_hosts + ": No such file"));
  order.key = path_;
  EXPECT_THAT(fault_of(order), HasSubstr("no regular file"));
}

TEST_F(Order, SaysThatTheClientIsMissing) {
  order.ssh = path_ + "/ssh";
  EXPECT_THAT(fault_of(order), HasSubstr("install OpenSSH's client"));
}

}  // namespace
}  // namespace xvm::agent
