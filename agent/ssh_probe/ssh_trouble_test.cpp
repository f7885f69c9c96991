// What OpenSSH 9.2 printed, word for word.
#include "agent/ssh_probe/ssh_trouble.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

struct Printed {
  std::string name;
  std::string text;
  Outcome outcome;
  std::string said;
};

class SshTrouble : public testing::TestWithParam<Printed> {};

TEST_P(SshTrouble, IsTheGuestsSilenceOrAWrongSetUp) {
  const Finding found = judge_ssh_trouble(GetParam().text);
  EXPECT_EQ(found.outcome, GetParam().outcome);
  EXPECT_THAT(found.text, HasSubstr(GetParam().said));
}

constexpr auto silence = Outcome::unreachable;
constexpr auto set_up = Outcome::set_up;

INSTANTIATE_TEST_SUITE_P(
    Lines, SshTrouble,
    testing::Values(
        Printed{"Refused", "ssh: connect to host web1 port 22: Connection refused\r\n", silence,
                "refused"},
        Printed{"TimedOut", "ssh: connect to host web1 port 22: Connection timed out\r\n", silence,
                "in time"},
        Printed{"NoBanner", "Connection timed out during banner exchange\r\n", silence, "in time"},
        Printed{"NoRoute", "ssh: connect to host web1 port 22: No route to host\r\n", silence,
                "no route"},
        Printed{"ClosedAtOnce",
                "kex_exchange_identification: read: Connection reset by peer\r\n"
                "Connection reset by 10.0.0.7 port 22\r\n",
                silence, "reset"},
        Printed{"ClosedLater", "Connection closed by 10.0.0.7 port 22\r\n", silence, "closed"},
        Printed{"ClosedInMidAnswer", "Connection to web1 closed by remote host.\r\n", silence,
                "before the answer was complete"},
        Printed{"Silent", "", silence, "without an answer"},
        Printed{"Denied", "root@web1: Permission denied (publickey).\r\n", set_up,
                "refuses the key"},
        Printed{"TooMany",
                "Received disconnect from 10.0.0.7 port 22:2: Too many authentication failures\r\n"
                "Disconnected from 10.0.0.7 port 22\r\n",
                set_up, "refuses the keys"},
        Printed{"Unknown",
                "No ED25519 host key is known for web1 and you have requested strict checking.\r\n"
                "Host key verification failed.\r\n",
                set_up, "not in known_hosts"},
        Printed{"Changed",
                "@@@\r\n@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\r\n@@@\r\n"
                "Host key verification failed.\r\n",
                set_up, "has changed"},
        Printed{"NoName", "ssh: Could not resolve hostname web1: Name or service not known\r\n",
                set_up, "does not know that name"},
        Printed{"NoNetworkHere", "ssh: connect to host web1 port 22: Network is unreachable\r\n",
                set_up, "this node"},
        Printed{"NoKey",
                "Load key \"/k\": error in libcrypto\r\nroot@web1: Permission denied "
                "(publickey).\r\n",
                set_up, "private key cannot be read"},
        Printed{"OldClient", "command-line: line 0: Bad configuration option: x\r\n", set_up,
                "too old"},
        Printed{"NeverHeard", "something\r\nnobody knows\r\n", set_up,
                "ssh cannot ask it: nobody knows"}),
    [](const auto& one) { return one.param.name; });

TEST(LastLine, IsBoundedAndCannotReachATerminal) {
  EXPECT_EQ(last_line_of("a\nb\x1b[2J\r\n\n"), "b?[2J");
  EXPECT_EQ(last_line_of(std::string(1000, 'x')).size(), 120u);
  EXPECT_EQ(last_line_of(" \r\n"), "");
}

}  // namespace
}  // namespace xvm::agent
