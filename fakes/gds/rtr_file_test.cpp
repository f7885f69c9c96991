#include "fakes/gds/rtr_file.hpp"

#include "fakes/gds/property_check.hpp"

#include <gtest/gtest.h>

namespace xvm::fakes::gds {
namespace {

constexpr const char* sample = R"(# a comment
Resource_type = "xvm"; Vendor_id = SUNW; RT_version = "1"; Failover;
RT_basedir = /opt/SUNWscxvm/bin; Start = xvm_start; Stop = xvm_stop; Pkglist = a, b;
#$upgrade_from "" ANYTIME
{ PROPERTY = Stop_timeout; MIN = 60; DEFAULT = 600; }
{ PROPERTY = Domain; EXTENSION; STRING; TUNABLE = WHEN_DISABLED; DESCRIPTION = "the; domain"; }
{ PROPERTY = Failover_type; EXTENSION; ENUM {NORMAL, MIGRATE}; DEFAULT = NORMAL; TUNABLE = ANYTIME; }
{ PROPERTY = Debug_level; EXTENSION; PER_NODE; INT; MIN = 0; MAX = 2; DEFAULT = 0; }
)";

struct Registered : ::testing::Test {
  Json type = read_rtr(sample).type;
  Json resource = {{"properties", Json::object()}, {"extensions", Json::object()}};

  std::string set(const char* name, const char* value, Moment moment = Moment::create) {
    return set_resource_property(type, resource, {name, value}, moment);
  }
};

TEST_F(Registered, TypeHasItsNamePropertiesAndRules) {
  EXPECT_EQ(type["name"], "SUNW.xvm");
  EXPECT_EQ(type["version"], "1");
  EXPECT_EQ(type["properties"]["FAILOVER"], true);
  EXPECT_EQ(type["properties"]["PKGLIST"], Json({"a", "b"}));
  EXPECT_EQ(type["rules"]["Failover_type"]["words"], Json({"NORMAL", "MIGRATE"}));
}

TEST_F(Registered, PropertyTakesTypedValuesUnderItsOwnSpelling) {
  EXPECT_EQ(set("failover_TYPE", "migrate"), "");
  EXPECT_EQ(resource["extensions"]["Failover_type"], "MIGRATE");
  EXPECT_EQ(set("Stop_timeout", "700"), "");
  EXPECT_EQ(resource["properties"]["Stop_timeout"], 700);
}

TEST_F(Registered, PropertyRefusesWhatIsUnknownOrOutOfRange) {
  EXPECT_NE(set("Domane", "x"), "");
  EXPECT_NE(set("Stop_timeout", "59"), "");
  EXPECT_NE(set("Debug_level", "3"), "");
  EXPECT_NE(set("Debug_level", "1x"), "");
  EXPECT_NE(set("Failover_type", "SOMETIMES"), "");
}

TEST_F(Registered, PropertyIsChangedOnlyWhenItIsTunable) {
  EXPECT_EQ(set("Domain", "web", Moment::disabled), "");
  EXPECT_NE(set("Domain", "web", Moment::enabled), "");
  EXPECT_EQ(set("Failover_type", "NORMAL", Moment::enabled), "");
}

TEST_F(Registered, RequiredPropertyMustBeGivenAndTheOthersHaveDefaults) {
  EXPECT_NE(complete_resource(type, resource).find("Domain"), std::string::npos);
  EXPECT_EQ(set("Domain", "web"), "");
  EXPECT_EQ(complete_resource(type, resource), "");
  EXPECT_EQ(resource["properties"]["Stop_timeout"], 600);
  EXPECT_EQ(resource["properties"]["Failover_mode"], "NONE");
}

TEST(Registration, NamesTheLineOfAMistake) {
  EXPECT_NE(read_rtr("Vendor_id = x;").problem.find("line 1"), std::string::npos);
  EXPECT_NE(read_rtr("Resource_type = a;\nStart = s;\nStop = s").problem.find("line 3"),
            std::string::npos);
  EXPECT_NE(read_rtr("Resource_type = a; Start = s;").problem.find("STOP"), std::string::npos);
  EXPECT_NE(read_rtr("Resource_type = a;\n#$nonsense\n").problem.find("line 2"), std::string::npos);
  EXPECT_NE(read_rtr("Resource_type = a; Start = s; Stop = s;\n{ EXTENSION; INT; }").problem, "");
}

TEST(Registration, OfTheGenericDataServicesIsBuiltIn) {
  for (const char* name : {"SUNW.gds", "ORCL.gds"}) {
    const RtrResult rtr = read_rtr(builtin_rtr(name));
    EXPECT_EQ(rtr.problem, "");
    EXPECT_EQ(rtr.type["name"], name);
  }
  EXPECT_EQ(read_rtr(builtin_rtr("SUNW.gds:6")).type["rules"]["Stop_timeout"]["default"], 300);
  EXPECT_FALSE(read_rtr(builtin_rtr("SUNW.gds")).type["rules"].contains("PMF_managed"));
  EXPECT_EQ(builtin_rtr("SUNW.nfs"), nullptr);
}

}  // namespace
}  // namespace xvm::fakes::gds
