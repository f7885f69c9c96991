#include "agent/toolstack/toolstack_address.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

ToolstackAddress address(const std::string& uri) {
  const AddressReading reading = read_toolstack_uri(uri);
  EXPECT_EQ(reading.error, "") << uri;
  return reading.address;
}
std::string error(const std::string& uri) { return read_toolstack_uri(uri).error; }

TEST(ToolstackUri, OfThisNodeNamesTheTool) {
  EXPECT_EQ(address("xl:///").paths.tool, Tool::xl);
  EXPECT_EQ(address("xm:///").paths.tool, Tool::xm);
  EXPECT_FALSE(address("xl:///").is_remote());
}

TEST(ToolstackUri, OfAPeerNamesItsHost) {
  const ToolstackAddress a = address("xl+ssh://root@node2:2222/?keyfile=/root/.ssh/ha");
  EXPECT_EQ(a.host, "root@node2");
  EXPECT_THAT(ssh_command_line(a), StartsWith("/usr/bin/ssh -T -o BatchMode=yes"));
  EXPECT_THAT(ssh_command_line(a), HasSubstr(" -i /root/.ssh/ha -p 2222"));
  EXPECT_EQ(address("xm+ssh://node2").host, "node2");
}

TEST(ToolstackUri, TakesPathsFromItsQuery) {
  const ToolstackAddress a =
      address("xl:///?command=/opt/xl&definitions=/d&logs=/l&ssh=/s&program=/p");
  EXPECT_EQ(a.paths.command, "/opt/xl");
  EXPECT_EQ(a.paths.definitions, "/d");
  EXPECT_EQ(a.paths.logs, "/l");
  EXPECT_EQ(a.ssh, "/s");
  EXPECT_EQ(a.program, "/p");
}

TEST(ToolstackUri, ThatAShellCouldExpandIsRefused) {
  for (const char* uri :
       {"xl+ssh://root@n2;reboot/", "xl+ssh://$(reboot)/", "xl+ssh://n2/?command=/x|y",
        "xl+ssh://-oProxyCommand=x/", "xl+ssh://root@-n2/", "xl+ssh://n2/?ssh=/a`b`",
        "xl+ssh://n2/?definitions=/a*", "xl+ssh://n2/?logs=/a'b", "xl+ssh://n2/?program=/../x"}) {
    EXPECT_NE(error(uri), "") << uri;
  }
}

TEST(ToolstackUri, ThatIsMalformedIsOneLineThatSaysWhy) {
  EXPECT_THAT(error("xl://node2/"), HasSubstr("a host needs the scheme xl+ssh"));
  EXPECT_THAT(error("xl+ssh:///"), HasSubstr("a host is missing"));
  EXPECT_THAT(error("xl:"), HasSubstr("'//' is missing"));
  EXPECT_THAT(error("xl:///system"), HasSubstr("a path means nothing here"));
  EXPECT_THAT(error("xl:///?socket=/x"), HasSubstr("'socket' is none of"));
  EXPECT_THAT(error("xl:///?logs=x"), HasSubstr("logs is no plain absolute path"));
  EXPECT_THAT(error("xl+ssh://n2:ssh/"), HasSubstr("its port is no number"));
  EXPECT_THAT(error("xen:///system"), HasSubstr("none of xl:///"));
}

TEST(ToolstackUri, IsToldFromLibvirts) {
  EXPECT_TRUE(is_toolstack_uri("xl+ssh://n2/"));
  EXPECT_FALSE(is_toolstack_uri("xen+ssh://n2/"));
  EXPECT_FALSE(is_toolstack_uri("xlx:///"));
}

}  // namespace
}  // namespace xvm::agent
