#include "agent/control/resource_setup.hpp"

#include "agent/driver/jobs_test_context.hpp"
#include "agent/store/export_check.hpp"
#include "model/records/definition_record.hpp"

#include <chrono>
#include <future>

namespace xvm::agent {
namespace {

using testing::_;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::NiceMock;
using testing::Return;
using testing::StartsWith;

class ResourceSetup : public RealFolder {
 protected:
  ResourceSetup() {
    options.resource = "web-rs";
    options.group = "web-rg";
    options.config = path_ + "/config";
    options.state_folder = path_ + "/state";
    options.node = "n1";
    configure("web");
  }
  void configure(const std::string& domain, const std::string& more = "NODELIST=n1,n2\n") const {
    put("config", "DOMAIN=" + domain + "\nFAILOVER=normal\nADMIN=" + path_ +
                      "/admin\nURI=test:///own\n" + more);
  }
  std::vector<std::string> errors() const { return prepare_resource(options).errors; }
  bool nothing_was_made() const { return entries() == 1; }  // the configuration
  NodeId self_among(const std::string& nodes, const std::string& own) {
    options.node = own;
    configure("web", "NODELIST=" + nodes + "\n");
    const Prepared p = prepare_resource(options);
    return p.resource ? p.resource->self : NodeId::none;
  }

  Options options;
};

TEST_F(ResourceSetup, KnowsNodesNamesAndHypervisorOfAGoodConfiguration) {
  const Prepared p = prepare_resource(options);
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_EQ(p.resource->self, n1);
  EXPECT_THAT(p.resource->nodes, ElementsAre("n1", "n2"));
  EXPECT_EQ(p.resource->uri, "test:///own");
  EXPECT_EQ(p.names->id_of("n2"), n2);
  EXPECT_TRUE(nothing_was_made());
}

TEST_F(ResourceSetup, WithoutANodeListThisNodeIsTheOnlyOne) {
  configure("web", "");
  EXPECT_THAT(prepare_resource(options).resource->nodes, ElementsAre("n1"));
}

TEST_F(ResourceSetup, SaysWhichConfigurationIsMissing) {
  options.config = path_ + "/nope";
  EXPECT_THAT(errors(), ElementsAre(HasSubstr(path_ + "/nope: cannot be read: No such file")));
}

TEST_F(ResourceSetup, SaysThatAConfigurationIsAFolder) {
  options.config = path_;
  EXPECT_THAT(errors(), ElementsAre(AllOf(StartsWith(path_), HasSubstr("is a folder"))));
}

TEST_F(ResourceSetup, SaysFileLineAndKeyOfAMistake) {
  configure("web", "FAILVOER=normal\n");
  EXPECT_THAT(errors(), ElementsAre(StartsWith(path_ + "/config:5: FAILVOER: ")));
}

TEST_F(ResourceSetup, SaysEveryMistakeOfAConfiguration) {
  configure("web", "PROBE_GRACE=soon\nALLOW_201=maybe\n");
  EXPECT_THAT(errors(),
              ElementsAre(HasSubstr("config:5: PROBE_GRACE"), HasSubstr("config:6: ALLOW_201")));
}

TEST_F(ResourceSetup, RefusesANodeThatIsNotInTheNodeList) {
  options.node = "n3";
  EXPECT_THAT(errors(), ElementsAre(AllOf(HasSubstr("NODELIST"), HasSubstr("'n3'"))));
  EXPECT_TRUE(nothing_was_made());
}

TEST_F(ResourceSetup, RefusesAResourceThatIsNoName) {
  for (const char* name : {"a/b", "..", ".hidden"}) {
    options.resource = name;
    EXPECT_THAT(errors(), ElementsAre(AllOf(StartsWith("--resource"), HasSubstr(name)))) << name;
  }
  EXPECT_TRUE(nothing_was_made());
}

TEST_F(ResourceSetup, RefusesAStateFolderThatIsAFile) {
  options.state_folder = options.config;
  EXPECT_THAT(errors(), ElementsAre(AllOf(StartsWith("--state-folder"), HasSubstr("config"))));
}

TEST_F(ResourceSetup, RefusesAStateFolderWhoseParentIsMissing) {
  options.state_folder = path_ + "/no/such/folder";
  EXPECT_THAT(errors(), ElementsAre(HasSubstr("cannot find folder " + path_ + "/no/such")));
  EXPECT_TRUE(nothing_was_made());
}

class ReadOnlyStateFolder : public MountedFolder {};
TEST_F(ReadOnlyStateFolder, IsRefused) {
  put("config", "DOMAIN=web\nFAILOVER=normal\nADMIN=" + path_ + "/admin\nURI=test:///own\n");
  ASSERT_TRUE(remount_read_only());
  Options options;
  options.resource = "web-rs";
  options.config = path_ + "/config";
  options.state_folder = path_ + "/state";
  EXPECT_THAT(prepare_resource(options).errors,
              ElementsAre(AllOf(StartsWith("--state-folder"), HasSubstr("Read-only"))));
}

// --- which node this is --------------------------------------------------------------------------

TEST_F(ResourceSetup, KnowsANodeByItsShortAndByItsLongName) {
  EXPECT_EQ(self_among("n1,n2", "n2.example.org"), n2);
  EXPECT_EQ(self_among("n1.example.org,n2.example.org", "n2"), n2);
}

TEST_F(ResourceSetup, PrefersTheWholeNameToAShortOne) {
  EXPECT_EQ(self_among("n1,n1.example.org", "n1.example.org"), n2);
}

TEST_F(ResourceSetup, NeverTakesANodeOfAnotherDomainOrNetworkForThisOne) {
  EXPECT_EQ(self_among("n1.a.org,n1.b.org", "n1.b.org"), n2);
  EXPECT_EQ(self_among("n1.a.org,n2.a.org", "n1.b.org"), NodeId::none);
  EXPECT_EQ(self_among("10.0.0.1,10.0.0.2", "10.0.0.2"), n2);
}

TEST_F(ResourceSetup, DoesNotGuessBetweenTwoNodes) {
  EXPECT_EQ(self_among("n1.a.org,n1.b.org", "n1"), NodeId::none);
}

// --- which domain DOMAIN names -------------------------------------------------------------------

class FindDomain : public ResourceSetup {
 protected:
  FoundDomain found(const std::string& domain) {
    configure(domain);
    prepared = prepare_resource(options);
    EXPECT_THAT(prepared.errors, IsEmpty());
    return find_domain(prepared, [this](const std::string&, bool) { return here; });
  }
  void here_says(CallOutcome outcome, const std::string& detail = {}) {
    EXPECT_CALL(*here, resolve("web"))
        .WillOnce(Return(Resolved{outcome, {our_uuid, "web"}, detail}));
  }
  void nobody_asks_the_hypervisor() { EXPECT_CALL(*here, resolve).Times(0); }
  void remember(const std::string& domain) const {
    const LocalFolder folder(options.state_folder, "web-rs");
    EXPECT_TRUE(folder.create());
    EXPECT_EQ(NodeState(folder, "web-rs", names_of({"n1"})).remember_domain(domain, our_uuid), "");
  }
  void export_it(const std::string& name) const {
    const std::string xml = definition_of(our_uuid);
    std::filesystem::create_directory(path_ + "/admin");
    const AdminFolder admin(path_ + "/admin", "web-rs");
    EXPECT_TRUE(admin.create());
    const records::ExportRecord record{
        .uuid = our_uuid, .name = name, .writer = "n2", .content = mark_of(xml), .written = "now"};
    EXPECT_TRUE(
        admin.write_export(DefinitionKind::persistent_xml, xml, *records::print_record(record))
            .intact);
  }

  std::shared_ptr<NiceMock<MockHypervisor>> here = std::make_shared<NiceMock<MockHypervisor>>();
  Prepared prepared;
};

TEST_F(FindDomain, TakesAUuidAsItIs) {
  nobody_asks_the_hypervisor();
  EXPECT_EQ(found(our_uuid).key.uuid, our_uuid);
}

TEST_F(FindDomain, AsksTheHypervisorForAName) {
  here_says(CallOutcome::ok);
  EXPECT_EQ(found("web").key.uuid, our_uuid);
}

TEST_F(FindDomain, RemembersANameWithoutAskingAgain) {
  remember("web");
  nobody_asks_the_hypervisor();
  EXPECT_EQ(found("web").key.uuid, our_uuid);
}

TEST_F(FindDomain, DoesNotBelieveTheMemoryOfAnotherName) {
  remember("mail");
  here_says(CallOutcome::ok);
  found("web");
}

TEST_F(FindDomain, KnowsAStoppedDomainByItsExport) {
  export_it("web");
  here_says(CallOutcome::refused);
  EXPECT_EQ(found("web").key.uuid, our_uuid);
}

TEST_F(FindDomain, PassesOverAnExportOfAnotherName) {
  export_it("mail");
  here_says(CallOutcome::refused);
  EXPECT_EQ(found("web").key.uuid, "");
}

TEST_F(FindDomain, SaysThatNobodyKnowsTheNameAndLeavesNothingBehind) {
  here_says(CallOutcome::refused);
  const FoundDomain nobody = found("web");
  EXPECT_EQ(nobody.key.uuid, "");
  EXPECT_EQ(nobody.why, "test:///own knows no domain 'web'");
  EXPECT_TRUE(nothing_was_made());
}

TEST_F(FindDomain, TellsSilenceFromNo) {
  here_says(CallOutcome::unknown, "connection lost");
  EXPECT_EQ(found("web").why,
            "test:///own does not say whether domain 'web' exists: connection lost");
}

TEST_F(FindDomain, TakesAShareOfAShortBudgetWhenTheHypervisorHangs) {
  const auto over = std::make_shared<std::promise<void>>();
  EXPECT_CALL(*here, resolve).WillOnce([ended = over->get_future().share()](const std::string&) {
    ended.wait_for(std::chrono::seconds(60));
    return Resolved{};
  });
  configure("web");
  prepared = prepare_resource(options);
  const auto began = Clock::now();
  const FoundDomain it = find_domain(
      prepared, [this](const std::string&, bool) { return here; }, CallTime(2'000));
  EXPECT_LT(Clock::now() - began, std::chrono::milliseconds(2'000));
  EXPECT_THAT(it.why, HasSubstr("no answer"));
  over->set_value();
}

TEST_F(FindDomain, ReadsTheUuidFromADefinitionFile) {
  nobody_asks_the_hypervisor();
  put("web.xml", definition_of(our_uuid));
  const FoundDomain it = found(path_ + "/web.xml");
  EXPECT_EQ(it.key.uuid, our_uuid);
  EXPECT_EQ(it.key.name, "web");
}

TEST_F(FindDomain, StillKnowsADomainWhoseFileIsGone) {
  remember(path_ + "/web.xml");
  EXPECT_EQ(found(path_ + "/web.xml").key.uuid, our_uuid);
}

TEST_F(FindDomain, SaysWhatIsWrongWithADefinitionFile) {
  EXPECT_THAT(found(path_ + "/nope.xml").why, HasSubstr("nope.xml: cannot be read"));
  put("torn.xml", "<domain><name>web");
  EXPECT_THAT(found(path_ + "/torn.xml").why, HasSubstr("torn.xml"));
  put("anon.xml", "<domain><name>web</name></domain>");
  EXPECT_THAT(found(path_ + "/anon.xml").why, HasSubstr("uuid"));
}

TEST_F(FindDomain, ReadsAnXlConfigurationAsWell) {
  put("web.cfg", "name='web'\nuuid='" + std::string(our_uuid) + "'\n");
  EXPECT_EQ(found(path_ + "/web.cfg").key.uuid, our_uuid);
  put("anon.cfg", "name='web'\n");
  EXPECT_THAT(found(path_ + "/anon.cfg").why, HasSubstr("no uuid"));
}

TEST_F(FindDomain, MakesTheStateFolderOnceTheDomainIsKnown) {
  found(our_uuid);
  EXPECT_EQ(mode_of("state/web-rs"), 0700u);
}

TEST_F(FindDomain, SaysWhenTheStateFolderCannotBeMadeAfterAll) {
  configure(our_uuid);
  prepared = prepare_resource(options);
  put("state", "a file came in between");
  const FoundDomain it = find_domain(prepared, [this](const std::string&, bool) { return here; });
  EXPECT_EQ(it.key.uuid, "");
  EXPECT_THAT(it.why, HasSubstr(path_ + "/state"));
}

}  // namespace
}  // namespace xvm::agent
