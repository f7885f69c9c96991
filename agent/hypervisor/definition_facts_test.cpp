#include "agent/hypervisor/definition_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string domain(const std::string& inside, const std::string& type = "kvm") {
  return "<domain type='" + type + "'><name>web</name>" + inside + "</domain>";
}

DefinitionFacts facts(const std::string& xml) {
  const DefinitionReading reading = read_definition(xml);
  EXPECT_EQ(reading.error, "");
  return reading.facts;
}

std::uint64_t memory_kib(const std::string& inside) { return facts(domain(inside)).memory_kib; }

TEST(DefinitionFacts, IdentityIsTheDomainsOwnAndNotThatOfItsMetadata) {
  const auto f = facts(
      "<domain type='kvm'><metadata><name>template</name><uuid>x</uuid></metadata>"
      "<name> web </name><uuid>AAAAAAAA-bbbb-4ccc-8ddd-EEEEEEEEEEEE</uuid></domain>");
  EXPECT_EQ(f.name, "web");
  EXPECT_EQ(f.uuid, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
}

TEST(DefinitionFacts, PoliciesHaveLibvirtsDefaults) {
  const auto f = facts(domain(""));
  EXPECT_EQ(f.on_crash, "destroy");
  EXPECT_EQ(f.on_reboot, "restart");
  EXPECT_EQ(f.uuid, "");
}

TEST(DefinitionFacts, MemoryIsInTheUnitThatIsWrittenAndKibibytesByDefault) {
  EXPECT_EQ(memory_kib("<memory>2048</memory>"), 2048U);
  EXPECT_EQ(memory_kib("<memory unit='MiB'>2</memory>"), 2048U);
  EXPECT_EQ(memory_kib("<memory unit='GiB'>1</memory>"), 1048576U);
  EXPECT_EQ(memory_kib("<memory unit='bytes'>4096</memory>"), 4U);
  EXPECT_EQ(memory_kib("<memory unit='MB'>1024</memory>"), 1000000U);
}

TEST(DefinitionFacts, BalloonCountsRatherThanTheMaximum) {
  EXPECT_EQ(memory_kib("<memory>4096</memory><currentMemory>1024</currentMemory>"), 1024U);
}

TEST(DefinitionFacts, StorageIsPathsAndPoolVolumesAndNoEmptyDrive) {
  const auto f = facts(domain(
      "<os><type>hvm</type><kernel>/boot/k</kernel></os><devices>"
      "<disk type='file'><source file='/a.img'/></disk><disk type='block'><source dev='/dev/b'/>"
      "</disk><disk type='network'><source name='rbd/x'/></disk><disk device='cdrom'/>"
      "<disk type='volume'><source pool='p' volume='v'/></disk></devices>"));
  EXPECT_THAT(f.paths, ElementsAre("/boot/k", "/a.img", "/dev/b"));
  EXPECT_THAT(f.volumes, ElementsAre(PoolVolume{"p", "v"}));
}

TEST(DefinitionFacts, NetworkIsTheNeedAndItsBridgeAProduct) {
  const auto f =
      facts(domain("<devices><interface type='bridge'><source bridge='br0'/></interface>"
                   "<interface type='network'><source network='lan' bridge='virbr0'/></interface>"
                   "<interface type='user'/></devices>"));
  EXPECT_THAT(f.bridges, ElementsAre("br0"));
  EXPECT_THAT(f.networks, ElementsAre("lan"));
}

TEST(DefinitionFacts, StateThatStaysOnTheNodeIsSeen) {
  EXPECT_TRUE(facts(domain("<os><nvram>/var/x.fd</nvram></os>")).nvram);
  EXPECT_TRUE(facts(domain("<os firmware='efi'/>")).nvram);
  EXPECT_TRUE(facts(domain("<devices><tpm model='tpm-tis'/></devices>")).tpm);
  EXPECT_FALSE(facts(domain("<os firmware='bios'/>")).nvram);
  EXPECT_FALSE(facts(domain("<devices/>")).tpm);
}

TEST(DefinitionFacts, XenParavirtualGuestIsToldFromPvhAndHvm) {
  EXPECT_TRUE(facts(domain("<os><type>linux</type></os>", "xen")).is_xen_pv());
  EXPECT_FALSE(facts(domain("<os><type>xenpvh</type></os>", "xen")).is_xen_pv());
  EXPECT_FALSE(facts(domain("<os><type>hvm</type></os>", "xen")).is_xen_pv());
}

TEST(DefinitionFacts, TextThatIsNoDefinitionIsRejectedInOneLine) {
  EXPECT_THAT(read_definition("").error, HasSubstr("no XML"));
  EXPECT_THAT(read_definition("<domain><name>").error, HasSubstr("no XML"));
  EXPECT_THAT(read_definition("<network><name>n</name></network>").error, HasSubstr("<network>"));
  EXPECT_THAT(read_definition("<domain/>").error, HasSubstr("no <name>"));
}

TEST(DefinitionFacts, EveryTruncationOfADefinitionIsRejected) {
  const std::string whole = domain("<memory>1</memory><os><type>hvm</type></os>");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_NE(read_definition(whole.substr(0, size)).error, "") << size;
  }
}

}  // namespace
}  // namespace xvm::agent
