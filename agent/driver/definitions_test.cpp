#include "agent/driver/jobs_test_context.hpp"
#include "agent/store/export_check.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::Return;

const std::string old_xml = definition_of(our_uuid, 4096);
const std::string new_xml = definition_of(our_uuid, 8192);
const std::string file_xml = definition_of(our_uuid, 1024);

class DefinitionsTest : public ResourceTest {
 protected:
  ExportOutcome exported(const Dumped& dump) {
    EXPECT_CALL(*here, dump_definition).WillOnce(Return(dump));
    last = export_definition(here.get(), tools(), n1);
    return std::get<Exported>(*last.event).outcome;
  }
  ExportOutcome quarantined(const std::string& xml) {
    EXPECT_CALL(*there, dump_definition).WillOnce(Return(dumped(xml)));
    last = quarantine_definition(there.get(), tools(), n2);
    return std::get<Quarantined>(*last.event).outcome;
  }
  bool is_on_admin(DefinitionKind kind, const std::string& xml) const {
    return admin->read_export(kind).text == xml;
  }
  bool is_copied(const std::string& xml) const {
    return local.read_copy(DefinitionKind::persistent_xml).text == xml;
  }
  std::size_t quarantined_in(const std::string& folder) const {
    std::size_t n = 0;
    for (const auto& e : std::filesystem::directory_iterator(path_ + folder)) {
      const std::string name = e.path().filename();
      n += name.rfind("quarantine.n2.", 0) == 0 && e.path().extension() == ".xml" ? 1 : 0;
    }
    return n;
  }
  void name_domain_by_file(const std::string& text) {
    put("web.xml", text);
    resource->config.domain = {DomainNaming::file, path_ + "/web.xml"};
  }

  Answer last;
};

// --- export --------------------------------------------------------------------------------------

TEST_F(DefinitionsTest, AnExportIsOnAdminAndOnThisNode) {
  EXPECT_EQ(exported(dumped(new_xml)), ExportOutcome::intact);
  EXPECT_TRUE(is_on_admin(DefinitionKind::persistent_xml, new_xml));
  EXPECT_TRUE(is_copied(new_xml));
}

TEST_F(DefinitionsTest, AnExportOfAnXlConfigurationIsDescribedAsOne) {
  const std::string config = "name='web'\nuuid='" + std::string(our_uuid) + "'\n";
  EXPECT_EQ(exported(dumped(config)), ExportOutcome::intact);
  const StoredDefinition stored = admin->read_export(DefinitionKind::persistent_xml);
  EXPECT_EQ(stored.text, config);
  const auto record = check_export(stored, our_uuid);
  EXPECT_EQ(record->view, records::DefinitionView::xl_config);
  EXPECT_EQ(record->name, "web");
}

TEST_F(DefinitionsTest, AnExportKeepsTheLiveDefinitionApart) {
  EXPECT_EQ(exported(dumped(new_xml, old_xml)), ExportOutcome::intact);
  EXPECT_TRUE(is_on_admin(DefinitionKind::persistent_xml, new_xml));
  EXPECT_TRUE(is_on_admin(DefinitionKind::live_xml, old_xml));
}

TEST_F(DefinitionsTest, AnExportOfTheSameDefinitionIsIntactAgain) {
  exported(dumped(new_xml));
  EXPECT_EQ(exported(dumped(new_xml)), ExportOutcome::intact);
}

TEST_F(DefinitionsTest, AnExportIsLocalOnlyWhileAdminIsAway) {
  lose_admin();
  EXPECT_EQ(exported(dumped(new_xml)), ExportOutcome::local_only);
  EXPECT_TRUE(is_copied(new_xml));
  EXPECT_THAT(last.detail, HasSubstr("admin"));
}

TEST_F(DefinitionsTest, AnExportThatCannotBeKeptAnywhereFails) {
  lose_admin();
  lose_state();
  EXPECT_EQ(exported(dumped(new_xml)), ExportOutcome::failed);
}

TEST_F(DefinitionsTest, TheDefinitionOfAnotherDomainIsNeverExported) {
  exported(dumped(old_xml));
  EXPECT_EQ(exported(dumped(definition_of(other_uuid))), ExportOutcome::failed);
  EXPECT_THAT(last.detail, HasSubstr(other_uuid));
  EXPECT_TRUE(is_on_admin(DefinitionKind::persistent_xml, old_xml));
}

TEST_F(DefinitionsTest, TextThatIsNoDefinitionIsNeverExported) {
  EXPECT_EQ(exported(dumped("<domain>")), ExportOutcome::failed);
  EXPECT_FALSE(is_copied("<domain>"));
}

TEST_F(DefinitionsTest, AnExportFailsWhenTheHypervisorSaysNoOrNothing) {
  EXPECT_EQ(exported({CallOutcome::refused, "", "", "no such domain"}), ExportOutcome::failed);
  EXPECT_EQ(last.detail, "no such domain");
  EXPECT_EQ(exported({CallOutcome::unknown, new_xml, "", "cut off"}), ExportOutcome::failed);
  EXPECT_EQ(export_definition(nullptr, tools(), n2).detail, "no PEER_URI");
}

// --- quarantine ----------------------------------------------------------------------------------

TEST_F(DefinitionsTest, AQuarantinedDefinitionIsKeptOnAdmin) {
  exported(dumped(new_xml));
  EXPECT_EQ(quarantined(old_xml), ExportOutcome::intact);
  EXPECT_EQ(quarantined_in("/admin/web-rs"), 1u);
}

TEST_F(DefinitionsTest, NothingIsQuarantinedBeforeAnIntactExportExists) {
  EXPECT_EQ(quarantined(old_xml), ExportOutcome::failed);
  EXPECT_EQ(quarantined_in("/admin/web-rs"), 0u);
}

TEST_F(DefinitionsTest, AQuarantinedDefinitionIsKeptOnThisNodeWhileAdminIsAway) {
  exported(dumped(new_xml));
  lose_admin();
  EXPECT_EQ(quarantined(old_xml), ExportOutcome::local_only);
  EXPECT_EQ(quarantined_in("/state/web-rs"), 1u);
}

TEST_F(DefinitionsTest, AQuarantineNeedsAHypervisorThatAnswers) {
  exported(dumped(new_xml));
  EXPECT_EQ(quarantine_definition(nullptr, tools(), n2).detail, "no PEER_URI");
  EXPECT_CALL(*there, dump_definition).WillOnce(Return(Dumped{CallOutcome::refused, "", "", "no"}));
  const Answer answer = quarantine_definition(there.get(), tools(), n2);
  EXPECT_EQ(answer.event, Event(Quarantined{n2, ExportOutcome::failed}));
}

// --- the best definition -------------------------------------------------------------------------

TEST_F(DefinitionsTest, TheBestDefinitionIsTheExportOnAdmin) {
  name_domain_by_file(file_xml);
  exported(dumped(old_xml));
  std::filesystem::copy(path_ + "/state", path_ + "/kept",
                        std::filesystem::copy_options::recursive);
  exported(dumped(new_xml));
  lose_state();
  std::filesystem::rename(path_ + "/kept", path_ + "/state");
  ASSERT_TRUE(is_copied(old_xml));  // another node exported since
  EXPECT_EQ(best_definition(tools()), new_xml);
}

TEST_F(DefinitionsTest, TheNextBestDefinitionIsTheCopyOnThisNode) {
  name_domain_by_file(file_xml);
  exported(dumped(new_xml));
  lose_admin();
  EXPECT_EQ(best_definition(tools()), new_xml);
}

TEST_F(DefinitionsTest, TheLastResortIsTheFileThatDomainNames) {
  name_domain_by_file(file_xml);
  EXPECT_EQ(best_definition(tools()), file_xml);
}

TEST_F(DefinitionsTest, ThereIsNoBestDefinitionWithoutExportAndFile) {
  EXPECT_EQ(best_definition(tools()), "");
}

TEST_F(DefinitionsTest, AFileOfAnotherDomainIsNoDefinition) {
  name_domain_by_file(definition_of(other_uuid));
  EXPECT_EQ(best_definition(tools()), "");
  name_domain_by_file("no XML");
  EXPECT_EQ(best_definition(tools()), "");
}

TEST_F(DefinitionsTest, AnExportOfAnotherDomainIsPassedOver) {
  exported(dumped(new_xml));
  resource->key.uuid = other_uuid;
  name_domain_by_file(definition_of(other_uuid));
  EXPECT_EQ(best_definition(tools()), definition_of(other_uuid));
}

TEST_F(DefinitionsTest, ADamagedExportIsPassedOver) {
  exported(dumped(new_xml));
  put("admin/web-rs/definition.xml", definition_of(our_uuid, 666));
  EXPECT_EQ(best_definition(tools()), new_xml);  // the copy on this node
}

TEST(WallTime, IsATextForPeople) {
  EXPECT_THAT(wall_time_text(), testing::MatchesRegex("[0-9-]{10}T[0-9:]{8}Z"));
}

}  // namespace
}  // namespace xvm::agent
