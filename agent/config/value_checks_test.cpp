#include "agent/config/value_checks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;

TEST(DomainValue, TellsNamesUuidsAndFilesApart) {
  DomainRef ref;
  EXPECT_EQ(check_domain("web1", ref), "");
  EXPECT_EQ(ref.naming, DomainNaming::name);
  EXPECT_EQ(check_domain("5C0FFEE5-0000-4000-8000-00000000000A", ref), "");
  EXPECT_EQ(ref, (DomainRef{DomainNaming::uuid, "5c0ffee5-0000-4000-8000-00000000000a"}));
  EXPECT_EQ(check_domain("/etc/xen/web1.cfg", ref), "");
  EXPECT_EQ(ref, (DomainRef{DomainNaming::file, "/etc/xen/web1.cfg"}));
}

TEST(DomainValue, TakesAnAlmostUuidForAName) {
  DomainRef ref;
  EXPECT_EQ(check_domain("5c0ffee5-0000-4000-8000-00000000000g", ref), "");
  EXPECT_EQ(ref.naming, DomainNaming::name);
}

TEST(DomainValue, RefusesWhatACommandLineCouldMisread) {
  DomainRef ref;
  for (const char* bad : {"-web", "12", "a b", "a,b", "xen/web.cfg", "/etc/xen/", "/etc/../web"}) {
    EXPECT_NE(check_domain(bad, ref), "") << bad;
  }
  EXPECT_NE(check_domain(std::string(201, 'x'), ref), "");
}

TEST(AbsolutePath, DropsSlashesAtItsEnd) {
  std::string path;
  EXPECT_EQ(check_absolute_path("/global/xvm//", path), "");
  EXPECT_EQ(path, "/global/xvm");
}

TEST(AbsolutePath, RefusesRelativeRootAndDottedPaths) {
  std::string path;
  for (const char* bad : {"global", "./global", "/", "//", "/a/../b", "/a/.", "/.."}) {
    EXPECT_NE(check_absolute_path(bad, path), "") << bad;
  }
  EXPECT_NE(check_absolute_path("/" + std::string(4000, 'a'), path), "");
  EXPECT_EQ(check_absolute_path("/a/..b", path), "");
}

TEST(ResourceName, IsSafeAsAFolderName) {
  std::string name;
  EXPECT_EQ(check_resource_name("web-rs_1.a", name), "");
  for (const char* bad : {".web", "1web", "a/b", "a b", "-a", "a:1"}) {
    EXPECT_NE(check_resource_name(bad, name), "") << bad;
  }
}

TEST(NodeList, AcceptsCommasBlanksAndBoth) {
  std::vector<std::string> nodes;
  EXPECT_EQ(check_nodelist("a,b c , d", nodes), "");
  EXPECT_THAT(nodes, ElementsAre("a", "b", "c", "d"));
}

TEST(NodeList, RefusesHolesDuplicatesAndOddNames) {
  std::vector<std::string> nodes;
  for (const char* bad : {"a,,b", "a,", ",a", ",", "a,A", "a,-b", "a:zone"}) {
    EXPECT_NE(check_nodelist(bad, nodes), "") << bad;
  }
}

TEST(NodeList, HasSixteenNodesAtMost) {
  std::vector<std::string> nodes;
  std::string list = "n0";
  for (int i = 1; i < 16; ++i) list += ",n" + std::to_string(i);
  EXPECT_EQ(check_nodelist(list, nodes), "");
  EXPECT_EQ(check_nodelist(list + ",n16", nodes), "17 nodes are listed");
}

TEST(Affinities, KnowTheFiveOperators) {
  std::vector<Affinity> all;
  EXPECT_EQ(check_affinities("+a,++b +++c,-d,--e", all), "");
  EXPECT_THAT(all, ElementsAre(Affinity{AffinityKind::weak_positive, "a"},
                               Affinity{AffinityKind::strong_positive, "b"},
                               Affinity{AffinityKind::strong_positive_delegated, "c"},
                               Affinity{AffinityKind::weak_negative, "d"},
                               Affinity{AffinityKind::strong_negative, "e"}));
}

TEST(Affinities, RefuseOtherOperatorsHolesAndDuplicates) {
  std::vector<Affinity> all;
  for (const char* bad : {"a", "++++a", "---a", "+-a", "++", "++ a", "+a,-a", "+a,,+b", ","}) {
    EXPECT_NE(check_affinities(bad, all), "") << bad;
  }
}

TEST(Uri, NeedsASchemeAndWellFormedPercents) {
  std::string uri;
  EXPECT_EQ(check_uri("qemu+tls://%n/system", true, uri), "");
  EXPECT_EQ(check_uri("qemu:///system?socket=/a%20b", false, uri), "");
  for (const char* bad :
       {"system", ":x", "qemu:", "Qemu:///x", "qemu:///a b", "a://%n/%s", "a://%n%"}) {
    EXPECT_NE(check_uri(bad, true, uri), "") << bad;
  }
}

TEST(Uri, PutsTheNodeInEveryPlace) {
  EXPECT_EQ(uri_for_node("qemu+tls://%n/system?pki=/etc/%n", "n%n2"),
            "qemu+tls://n%n2/system?pki=/etc/n%n2");
  EXPECT_EQ(uri_for_node("qemu:///system", "n2"), "qemu:///system");
}

TEST(Seconds, AcceptsExactlyTheRange) {
  std::uint32_t s = 0;
  EXPECT_EQ(check_number("1", 1, 10, s), "");
  EXPECT_EQ(check_number("010", 1, 10, s), "");
  EXPECT_EQ(s, 10u);
  for (const char* bad : {"0", "11", "-1", "1.5", "5s", "+5", "99999999999999999999999"}) {
    EXPECT_NE(check_number(bad, 1, 10, s), "") << bad;
  }
}

}  // namespace
}  // namespace xvm::agent
