#include "agent/inspection/inspection_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Domain : public NodeTree {
 protected:
  std::vector<std::string> remarks() const { return inspect(Subject::domain, input).remarks; }
  void add_peer(const std::string& node, const PolicyAnswer& answer) {
    input.peers.push_back({node, [=] { return answer; }});
  }
};

TEST_F(Domain, InGoodOrderHasNoFinding) {
  export_text(xml_of("web1", uuid_a));
  expect_nothing(Subject::domain);
  EXPECT_THAT(remarks(), testing::IsEmpty());
}

TEST_F(Domain, ThatNobodyKnowsIsFound) {
  here = not_defined();
  add_peer("n2", not_defined());
  expect_only(Subject::domain, Finding::domain_unknown,
              "'web1' is defined on no node and there is no export in " + at("/admin/web-rs"));
}

TEST_F(Domain, IsKnownWhenDefinedOnAPeer) {
  here = not_defined();
  add_peer("n2", not_defined());
  add_peer("n3", defined("web1", uuid_a));
  expect_nothing(Subject::domain);
}

TEST_F(Domain, IsKnownWhenExported) {
  here = not_defined();
  export_text(xml_of("web1", uuid_a));
  expect_nothing(Subject::domain);
}

TEST_F(Domain, IsNotCalledUnknownWhileSomebodyDidNotAnswer) {
  here = no_answer();
  expect_nothing(Subject::domain);
  EXPECT_THAT(remarks(), ElementsAre(HasSubstr("on this node could not be looked at: timed out")));
  here = not_defined();
  add_peer("n2", no_answer());
  add_peer("n3", not_defined());
  expect_nothing(Subject::domain);
  EXPECT_THAT(remarks(), ElementsAre(HasSubstr("n2 did not say")));
  input.peers.clear();
  exported = {CallOutcome::unknown, {}, "ADMIN is away"};
  expect_nothing(Subject::domain);
  EXPECT_THAT(remarks(), ElementsAre(HasSubstr("ADMIN is away")));
}

TEST_F(Domain, AsksPeersOnlyWhenNothingHereKnowsIt) {
  input.peers.push_back({"n2", []() -> PolicyAnswer {
                           ADD_FAILURE();
                           return {};
                         }});
  expect_nothing(Subject::domain);
}

TEST_F(Domain, WhoseFileCannotBeReadIsFound) {
  name_file(at("/none.xml"));
  expect_only(Subject::domain, Finding::domain_unknown, "none.xml cannot be read: No such file");
  name_file(at("/etc"));
  expect_only(Subject::domain, Finding::domain_unknown, "/etc is a folder");
}

TEST_F(Domain, WhoseFileIsMalformedIsFound) {
  name_file(put("/web1.xml", "<domain><name>web1</name>"));
  expect_only(Subject::domain, Finding::domain_malformed, "web1.xml is malformed: ");
  name_file(put("/web1.cfg", "memory=512\n"));
  expect_only(Subject::domain, Finding::domain_malformed, "it has no name");
  name_file(put("/empty", " \n"));
  expect_only(Subject::domain, Finding::domain_malformed, "it is empty");
}

TEST_F(Domain, WhoseFileIsGoodNeedsNothingElse) {
  here = not_defined();
  name_file(put("/web1.xml", xml_of("web1", uuid_a)));
  expect_nothing(Subject::domain);
  name_file(put("/web1.cfg", "name='web1'\nuuid='" + std::string(uuid_a) + "'\n"));
  expect_nothing(Subject::domain);
}

TEST_F(Domain, WhoseFileGivesNoUuidIsRemarkedOnly) {
  name_file(put("/web1.xml", xml_of("web1", "")));
  expect_nothing(Subject::domain);
  EXPECT_THAT(remarks(), ElementsAre(HasSubstr("gives no UUID")));
}

TEST_F(Domain, WhoseExportIsMalformedIsFound) {
  export_text("<dom");
  expect_only(Subject::domain, Finding::domain_malformed, "the export in " + at("/admin/web-rs"));
}

TEST_F(Domain, WhoseFileAndDefinitionDisagreeIsFound) {
  name_file(put("/web1.xml", xml_of("web1", uuid_b)));
  expect_only(Subject::domain, Finding::domain_uuid_mismatch,
              "the definition on this node names " + std::string(uuid_a) + " ('web1'), but " +
                  at("/web1.xml") + " names " + uuid_b);
}

TEST_F(Domain, WhoseExportAndDefinitionDisagreeIsFound) {
  export_text(xml_of("web1", uuid_b));
  expect_only(Subject::domain, Finding::domain_uuid_mismatch, "the export in");
}

TEST_F(Domain, WhoseExportIsNotTheOneThatDomainNamesIsFound) {
  here = not_defined();
  export_text(xml_of("web2", uuid_b));
  expect_only(Subject::domain, Finding::domain_uuid_mismatch,
              "DOMAIN names 'web1', but the export");
  input.domain = {DomainNaming::uuid, uuid_a};
  expect_only(Subject::domain, Finding::domain_uuid_mismatch, uuid_b);
  input.domain = {DomainNaming::uuid, uuid_b};
  expect_nothing(Subject::domain);
}

TEST_F(Domain, ThatWasRenamedIsStillTheSame) {
  here = defined("web1-new", uuid_a);
  input.domain.text = "web1-new";
  export_text(xml_of("web1", "11111111222233334444555555555555"));
  expect_nothing(Subject::domain);
}

TEST_F(Domain, WithAFailoverTypeThatIsNoneIsFound) {
  for (const char* wrong : {"", "live", "Migrate", "migrate -live "}) {
    input.failover = wrong;
    expect_only(Subject::domain, Finding::failover_type_wrong,
                "FAILOVER is '" + std::string(wrong) + "'");
  }
  for (const char* good : {"normal", "migrate", "migrate -live"}) {
    input.failover = good;
    expect_nothing(Subject::domain);
  }
}

TEST_F(Domain, AXenPvGuestCannotBeMigratedLive) {
  here.definition.type = "xen";
  here.definition.os_type = "linux";
  expect_nothing(Subject::domain);
  input.failover = "migrate -live";
  expect_only(Subject::domain, Finding::live_impossible, "'web1' is a Xen PV guest");
  here.definition.os_type = "xenpvh";
  expect_nothing(Subject::domain);
}

TEST_F(Domain, AnExportedXlGuestIsJudgedLikeADefinedOne) {
  here = not_defined();
  input.failover = "migrate -live";
  export_text("name = 'web1'\n");
  expect_only(Subject::domain, Finding::live_impossible, "Xen PV");
}

TEST_F(Domain, StateThatStaysOnANodeMattersWhenThereIsAnother) {
  here.definition.nvram = true;
  expect_only(Subject::domain, Finding::local_nvram, "UEFI variables");
  here.definition.nvram = false;
  here.definition.tpm = true;
  expect_only(Subject::domain, Finding::local_nvram, "TPM state");
  input.node_count = 1;
  expect_nothing(Subject::domain);
}

TEST_F(Domain, WhosePluginCannotBeRunIsFound) {
  input.plugin_probe = at("/probe") + " -h web1";
  expect_only(Subject::domain, Finding::plugin_not_executable, "probe: No such file");
  put("/probe", "#!/bin/sh\n", 0644);
  expect_only(Subject::domain, Finding::plugin_not_executable, "chmod +x");
  input.plugin_probe = "'x";
  expect_only(Subject::domain, Finding::plugin_not_executable, "never closed");
  put("/probe", "#!/bin/sh\n", 0755);
  input.plugin_probe = at("/probe") + " -h web1";
  expect_nothing(Subject::domain);
}

}  // namespace
}  // namespace xvm::agent
