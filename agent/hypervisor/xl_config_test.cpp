#include "agent/hypervisor/xl_config.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

DefinitionFacts facts(std::string_view text) {
  const DefinitionReading r = read_any_definition(text);
  EXPECT_EQ(r.error, "") << text;
  return r.facts;
}
std::string error(std::string_view text) { return read_any_definition(text).error; }

TEST(XlConfig, GivesTheFactsOfTheGuest) {
  const DefinitionFacts f = facts(
      "# web\nname = \"web1\" # why\nuuid='11111111-2222-3333-4444-55555555555A'\ntype=\"pvh\"\n"
      "memory = 512; on_crash = 'preserve'; on_reboot = \"destroy\"\n"
      "disk = [ 'format=raw, vdev=xvda, target=/dev/vg/web1',\n  # more\n  '/x,,hdb', ]\n"
      "vif = []\nvcpus=0x2\n");
  EXPECT_EQ(f.name, "web1");
  EXPECT_EQ(f.uuid, "11111111-2222-3333-4444-55555555555a");
  EXPECT_EQ(f.type, "xen");
  EXPECT_EQ(f.os_type, "xenpvh");
  EXPECT_EQ(f.memory_kib, 512u * 1024);
  EXPECT_EQ(f.on_crash, "preserve");
  EXPECT_EQ(f.on_reboot, "destroy");
  EXPECT_FALSE(f.tpm);
  EXPECT_THAT(f.paths, ElementsAre("/dev/vg/web1", "/x"));
}

TEST(XlConfig, TellsTheBridgesImagesAndKernelsThatANodeMustHave) {
  const DefinitionFacts f = facts(
      "name='a'\nkernel='/boot/k'\nramdisk='/boot/i'\ncmdline='/x'\n"
      "disk=['phy:/dev/vg/a,xvda,w','tap:aio:/img,xvdb,r',',,xvdc,cdrom','format=raw,target=/"
      "i,j']\n"
      "vif=['mac=00:16:3e:00:00:01, bridge=xenbr0','script=x','bridge=br1']\n");
  EXPECT_THAT(f.paths, ElementsAre("/dev/vg/a", "/img", "/i,j", "/boot/k", "/boot/i"));
  EXPECT_THAT(f.bridges, ElementsAre("xenbr0", "br1"));
}

TEST(XlConfig, HasTheDefaultsOfXl) {
  const DefinitionFacts f = facts("name='a'");
  EXPECT_TRUE(f.is_xen_pv());
  EXPECT_EQ(f.on_crash, "destroy");
  EXPECT_EQ(f.on_reboot, "restart");
  EXPECT_EQ(f.uuid, "");
}

TEST(XlConfig, KnowsOldAndNewWordsForTheKind) {
  EXPECT_EQ(facts("name='a'\nbuilder='hvm'").os_type, "hvm");
  EXPECT_EQ(facts("name='a'\ntype='HVM'").os_type, "hvm");
  EXPECT_EQ(facts("name='a'\ntype='pv'").os_type, "linux");
}

TEST(XlConfig, AVtpmIsATpm) {
  EXPECT_TRUE(facts("name='a'\nvtpm=['backend=t,uuid=u']").tpm);
  EXPECT_FALSE(facts("name='a'\nvtpm=[]").tpm);
}

TEST(XlConfig, ListsMayBeNestedAndAddedTo) {
  EXPECT_EQ(facts("vnuma=[['a','b'],[1]]\nvif+=['x']\nname='a'").name, "a");
  EXPECT_THAT(error("name='a'\nx=" + std::string(9, '[')), HasSubstr("nested too deeply"));
}

TEST(XlConfig, WhatXlWouldNotUnderstandIsRefusedWithItsLine) {
  EXPECT_THAT(error("name='a'\nmemory 512\n"), HasSubstr("line 2: expected '=' after memory"));
  EXPECT_THAT(error("name=web1\n"), HasSubstr("line 1: expected a quoted string"));
  EXPECT_THAT(error("name='web1\n"), HasSubstr("line 1: a string is not closed"));
  EXPECT_THAT(error("name='a' memory=5"), HasSubstr("something follows the value of name"));
  EXPECT_THAT(error("disk=['a'\n'b']\nname='a'"), HasSubstr("line 2: expected ',' or ']'"));
  EXPECT_THAT(error("name='a'\ndisk=['a',\n"), HasSubstr("list is not closed"));
  EXPECT_THAT(error("name=\n"), HasSubstr("expected a quoted string"));
  EXPECT_THAT(error("\n\n%name='a'"), HasSubstr("line 3: expected a key"));
}

TEST(XlConfig, ANameMustBeThere) {
  EXPECT_THAT(error("memory=512\n"), HasSubstr("no name"));
  EXPECT_THAT(error("name=''\n"), HasSubstr("no name"));
  EXPECT_THAT(error("name=['a']\n"), HasSubstr("no name"));
}

TEST(AnyDefinition, IsXmlWhenItBeginsWithAnAngle) {
  EXPECT_EQ(facts(" \n<domain type='kvm'><name>a</name></domain>").type, "kvm");
  EXPECT_THAT(error("<name='a'>"), HasSubstr("XML"));
  EXPECT_EQ(error(""), "it is empty");
  EXPECT_EQ(error(" \n"), "it is empty");
}

TEST(AnyDefinition, GivesUuidsTheUsualForm) {
  EXPECT_EQ(facts("name='a'\nuuid='AAAAAAAABBBBccccddddEEEEEEEEEEEE'").uuid,
            "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
  EXPECT_EQ(error("name='a'\nuuid='12'"), "'12' is no UUID");
  EXPECT_EQ(error("name='a'\nuuid='x1111111-2222-3333-4444-555555555555'"),
            "'x1111111-2222-3333-4444-555555555555' is no UUID");
}

}  // namespace
}  // namespace xvm::agent
