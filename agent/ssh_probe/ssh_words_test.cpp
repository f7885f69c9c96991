#include "agent/ssh_probe/ssh_words.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::Contains;
using testing::IsSubsetOf;
using testing::Not;

using Words = std::vector<std::string>;

Words words(const ProbeOrder& order) { return ssh_words(order, "who -r", 9); }
Words tail(const Words& all, std::ptrdiff_t count) { return {all.end() - count, all.end()}; }

TEST(SshWords, AskNothingTrustNobodyNewAndForwardNothing) {
  const Words needed{"BatchMode=yes",
                     "IdentitiesOnly=yes",
                     "PasswordAuthentication=no",
                     "StrictHostKeyChecking=yes",
                     "ClearAllForwardings=yes",
                     "RequestTTY=no",
                     "-n",
                     "-a",
                     "-x",
                     "-T"};
  EXPECT_THAT(needed, IsSubsetOf(words({.host = "web1"})));
}

TEST(SshWords, ReadNoConfigurationOfTheNode) {
  const Words all = words({.host = "web1"});
  EXPECT_EQ(Words(all.begin(), all.begin() + 2), (Words{"-F", "none"}));
}

TEST(SshWords, EndWithTheGuestAndOneWordForItsShell) {
  EXPECT_EQ(tail(words({.host = "web1", .user = "probe", .port = 2222}), 7),
            (Words{"-p", "2222", "-l", "probe", "--", "web1", "who -r"}));
}

TEST(SshWords, BoundTheConnection) {
  EXPECT_THAT(words({.host = "web1"}), Contains("ConnectTimeout=9"));
}

TEST(SshWords, NameOnlyTheFilesThatWereGiven) {
  EXPECT_THAT(words({.host = "web1"}), Not(Contains("-i")));
  const Words all = words({.host = "web1", .key = "/k", .known_hosts = "/h"});
  EXPECT_THAT((Words{"-i", "/k", "UserKnownHostsFile=/h", "GlobalKnownHostsFile=none"}),
              IsSubsetOf(all));
}

}  // namespace
}  // namespace xvm::agent
