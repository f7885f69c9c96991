// The two registration files are within the grammar of rt_reg(4), and every rule of it is seen to
// refuse a copy that breaks it (fakes/gds/rtr_file is the parser that clresourcetype uses there).
#include "fakes/gds/property_check.hpp"
#include "fakes/gds/rtr_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace xvm::agent {
namespace {

using fakes::gds::Json;
using fakes::gds::read_rtr;
using testing::HasSubstr;

std::string file(const std::string& name) {
  std::ifstream in(XVM_SOURCE_DIR "/agent/package/etc/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

Json type_of(const std::string& name) {
  const auto read = read_rtr(file(name));
  EXPECT_EQ(read.problem, "") << name;
  return read.type;
}

Json default_of(const Json& type, const char* property) {
  return type.at("rules").at(property).value("default", Json());
}

// --- what they hold ------------------------------------------------------------------------------

class RegistrationFile : public testing::TestWithParam<const char*> {
 protected:
  Json type = type_of(GetParam());
};
INSTANTIATE_TEST_SUITE_P(OfEachForm, RegistrationFile,
                         testing::Values("SUNW.xvm", "SUNW.xvm.sungds"), [](const auto& form) {
                           return std::string(form.param) == "SUNW.xvm" ? "orcl" : "sunw";
                         });

TEST_P(RegistrationFile, IsOfTypeXvmOfSunInPackageSunwscxvm) {
  EXPECT_EQ(type["name"], "SUNW.xvm");
  EXPECT_EQ(type["properties"]["PKGLIST"], Json({"SUNWscxvm"}));
  EXPECT_EQ(type["properties"]["FAILOVER"], true);
  EXPECT_EQ(type["properties"]["GLOBAL_ZONE"], true);
}

TEST_P(RegistrationFile, CanBeUpgraded) {
  EXPECT_EQ(type["version"], "1");
  EXPECT_EQ(type["upgrade_from"], Json({{"", "WHEN_UNMANAGED"}}));
  EXPECT_THAT(file(GetParam()), HasSubstr("\n#$upgrade\n"));
}

TEST_P(RegistrationFile, HasTheMethodsOfGds) {
  const Json& methods = type["properties"];
  EXPECT_EQ(methods["START"], "gds_svc_start");
  EXPECT_EQ(methods["STOP"], "gds_svc_stop");
  EXPECT_EQ(methods["VALIDATE"], "gds_validate");
  EXPECT_EQ(methods["MONITOR_CHECK"], "gds_monitor_check");
}

TEST_P(RegistrationFile, DeclaresATimeoutOfEveryMethod) {
  for (const char* method :
       {"Start", "Stop", "Validate", "Update", "Monitor_start", "Monitor_stop", "Monitor_check"}) {
    EXPECT_EQ(type["rules"][std::string(method) + "_timeout"].value("min", 0), 60) << method;
  }
}

TEST_P(RegistrationFile, HasTheDefaultsAndLimitsOfGds) {
  EXPECT_EQ(default_of(type, "Failover_mode"), "SOFT");
  EXPECT_EQ(type["rules"]["Retry_count"]["max"], 10);
  EXPECT_EQ(type["rules"]["Retry_interval"]["max"], 3600);
  EXPECT_EQ(default_of(type, "Thorough_probe_interval"), 60);
  EXPECT_EQ(default_of(type, "Network_aware"), false);
}

TEST_P(RegistrationFile, TakesWhatTheConfigurationFileSays) {
  const Json& rules = type["rules"];
  EXPECT_FALSE(rules["Domain"].contains("default"));
  EXPECT_EQ(rules["Domain"]["tunable"], "WHEN_DISABLED");
  EXPECT_EQ(rules["Failover"]["words"], Json({"NORMAL", "MIGRATE", "MIGRATE_LIVE"}));
  EXPECT_EQ(rules["Failover"]["tunable"], "ANYTIME");
  EXPECT_EQ(rules["Admin"]["tunable"], "WHEN_DISABLED");
  EXPECT_EQ(default_of(type, "Plugin_probe"), "");
}

TEST(RegistrationFileOfOrclGds, HasCompleteCommandsAndNoProcessToWatch) {
  const Json type = type_of("SUNW.xvm");
  EXPECT_EQ(type["properties"]["RT_BASEDIR"], "/opt/ORCLscgds/bin");
  EXPECT_EQ(type["properties"]["BOOT"], "gds_boot");
  EXPECT_EQ(default_of(type, "PMF_managed"), false);
  EXPECT_EQ(default_of(type, "Pre_evict"), true);
  EXPECT_EQ(default_of(type, "Stop_timeout"), 600);
  for (const auto& [name, word] : {std::pair{"Start", "start"},
                                   {"Stop", "stop"},
                                   {"Probe", "probe"},
                                   {"Validate", "validate"},
                                   {"Boot", "boot"}}) {
    EXPECT_EQ(default_of(type, (std::string(name) + "_command").c_str()),
              std::string("/opt/SUNWscxvm/bin/control_xvm -R %RS_NAME -G %RG_NAME -T ORCL.gds "
                          "--quiet ") +
                  word);
  }
}

TEST(RegistrationFileOfSunwGds, HasNoVariableAndNothingThatSunwGdsDoesNotKnow) {
  const Json type = type_of("SUNW.xvm.sungds");
  EXPECT_EQ(type["properties"]["RT_BASEDIR"], "/opt/SUNWscgds/bin");
  EXPECT_EQ(default_of(type, "Stop_timeout"), 750);
  for (const char* other : {"PMF_managed", "Boot_command", "Pre_evict", "Debug_gds"}) {
    EXPECT_FALSE(type["rules"].contains(other)) << other;
  }
  for (const auto& [name, rule] : type["rules"].items()) {
    EXPECT_EQ(rule.dump().find("%R"), std::string::npos) << name;
  }
}

// --- the grammar ---------------------------------------------------------------------------------

struct Mutation {
  const char* rule;
  const char* from;  // its first occurrence is replaced; ends of lines count
  const char* to;
  const char* problem;
};

class MutatedFile : public testing::TestWithParam<Mutation> {};

TEST_P(MutatedFile, IsRefusedWithTheLine) {
  const Mutation& m = GetParam();
  std::string text = file("SUNW.xvm");
  const auto at = text.find(m.from);
  ASSERT_NE(at, std::string::npos) << m.from;
  text.replace(at, std::string_view(m.from).size(), m.to);
  const std::string problem = read_rtr(text).problem;
  EXPECT_THAT(problem, HasSubstr(m.problem)) << m.rule;
  EXPECT_EQ(problem.rfind("line ", 0), 0u) << problem;
}

INSTANTIATE_TEST_SUITE_P(
    OfEveryRule, MutatedFile,
    testing::Values(
        Mutation{"ascii", "through ORCL.gds", "through ORCL.gds \xc3\xa4", "ASCII"},
        Mutation{"a name is no sign", "\tTUNABLE = ANYTIME;", "\t= ANYTIME;", "a name wanted"},
        Mutation{"a value is no sign", "VENDOR_ID = SUNW;", "VENDOR_ID = ;", "a value wanted"},
        Mutation{"semicolon", "VENDOR_ID = SUNW;", "VENDOR_ID = SUNW", "';' wanted"},
        Mutation{"a quote is closed", "DEFAULT = \"\";", "DEFAULT = \";", ""},
        Mutation{"Resource_type is first", "RESOURCE_TYPE = \"xvm\";", "", "must be Resource_type"},
        Mutation{"START is there", "\nSTART = gds_svc_start;", "", "no START"},
        Mutation{"STOP is there", "\nSTOP = gds_svc_stop;", "", "no STOP"},
        Mutation{"a version of its own", "RT_VERSION = \"1\";", "", "needs an RT_version"},
        Mutation{"no blank in the version", "\"1\";", "\"1 a\";", "may not hold"},
        Mutation{"no slash in the version", "\"1\";", "\"1/2\";", "may not hold"},
        Mutation{"known properties of a type", "PKGLIST =", "PKG_LIST =", "no property of a"},
        Mutation{"each property of a type once", "PKGLIST =", "VENDOR_ID =", "given twice"},
        Mutation{"numbers are numbers", "API_VERSION = 7", "API_VERSION = seven", "whole number"},
        Mutation{"booleans are booleans", "FAILOVER = TRUE", "FAILOVER = yes", "neither TRUE"},
        Mutation{"one value", "VENDOR_ID = SUNW;", "VENDOR_ID = SUNW, ORCL;", "one value"},
        Mutation{"values are not empty", "VENDOR_ID = SUNW;", "VENDOR_ID;", "needs a value"},
        Mutation{"init nodes", "RG_PRIMARIES", "ALL_NODES", "RT_INSTALLED_NODES"},
        Mutation{"base folder", "RT_BASEDIR = /opt", "RT_BASEDIR = opt", "absolute"},
        Mutation{"known directives", "#$upgrade\n", "#$downgrade\n", "no directive"},
        Mutation{"when to upgrade", "\"\" WHEN_UNMANAGED", "\"\" SOMETIMES", "no directive"},
        Mutation{"version of an upgrade", "#$upgrade_from \"\"", "#$upgrade_from 0",
                 "no directive"},
        Mutation{"an upgrade once", "#$upgrade\n", "#$upgrade_from \"\" ANYTIME\n", "twice"},
        Mutation{"directives after the entries", "TUNABLE = ANYTIME;\n}",
                 "TUNABLE = ANYTIME;\n}\n#$upgrade", "between the two parts"},
        Mutation{"directives inside an entry", "\tMIN = 60;", "#$upgrade\n", "a name wanted"},
        Mutation{"type properties after the entries", "TUNABLE = ANYTIME;\n}",
                 "TUNABLE = ANYTIME;\n}\nRT_SYSTEM = TRUE;", "'{' wanted"},
        Mutation{"PROPERTY is first", "\tPROPERTY = Boot_timeout;\n",
                 "\tMIN = 60;\n\tPROPERTY = Boot_timeout;\n", "begins with PROPERTY"},
        Mutation{"known attributes", "\tMIN = 60;", "\tLEAST = 60;", "unknown attribute"},
        Mutation{"each attribute once", "\tMIN = 60;", "\tMIN = 60;\n\tMIN = 60;", "twice"},
        Mutation{"an entry ends", "TUNABLE = ANYTIME;\n}", "TUNABLE = ANYTIME;\n", "a name wanted"},
        Mutation{"each entry once", "PROPERTY = Init_timeout", "PROPERTY = Boot_timeout",
                 "two entries"},
        Mutation{"extensions are marked", "\tPROPERTY = Domain;\n\tEXTENSION;\n",
                 "\tPROPERTY = Domain;\n", "no system property"},
        Mutation{"extensions have a type", "\tENUM {SHUTDOWN, STAY};\n", "", "has a type"},
        Mutation{"one type", "\tENUM {SHUTDOWN, STAY};\n", "\tENUM {SHUTDOWN, STAY};\n\tSTRING;\n",
                 "more than one type"},
        Mutation{"types of the system's", "\tPROPERTY = Retry_count;\n",
                 "\tPROPERTY = Retry_count;\n\tSTRING;\n", "its type is INT"},
        Mutation{"words of tunable", "TUNABLE = ANYTIME", "TUNABLE = NEVER", "no such word"},
        Mutation{"numbers of limits", "MIN = 60", "MIN = sixty", "whole number"},
        Mutation{"limits are for numbers", "\tMINLENGTH = 1;", "\tMIN = 1;", "not for STRING"},
        Mutation{"lengths are for texts", "\tMAX = 10;", "\tMAXLENGTH = 10;", "not for INT"},
        Mutation{"sizes are for lists", "\tMAX = 10;", "\tARRAY_MAXSIZE = 10;", "not for INT"},
        Mutation{"limits in their order", "\tMAX = 10;", "\tMAX = -1;", "MIN is above MAX"},
        Mutation{"defaults within limits", "\tMAX = 10;", "\tMAX = 1;", "out of range"},
        Mutation{"defaults of enumerations", "DEFAULT = SHUTDOWN", "DEFAULT = WAIT",
                 "none of its words"},
        Mutation{"defaults of booleans", "DEFAULT = FALSE", "DEFAULT = perhaps", "TRUE or FALSE"},
        Mutation{"no empty default of a number", "\tDEFAULT = 600;", "\tDEFAULT = \"\";",
                 "for texts only"},
        Mutation{"no empty default of an enumeration", "DEFAULT = SHUTDOWN", "DEFAULT = \"\"",
                 "for texts only"},
        Mutation{"a default of its own", "\tBOOLEAN;\n\tDEFAULT = FALSE;\n\tTUNABLE = WHEN",
                 "\tBOOLEAN;\n\tTUNABLE = WHEN", "needs a DEFAULT"},
        Mutation{"a default per node",
                 "\tPER_NODE;\n\tINT;\n\tMIN = 0;\n\tMAX = 2;\n"
                 "\tDEFAULT = 0;\n",
                 "\tPER_NODE;\n\tINT;\n", "PER_NODE needs"},
        Mutation{"descriptions of extensions only", "\tMIN = 60;",
                 "\tMIN = 60;\n\tDESCRIPTION = \"x\";", "for extensions only"},
        Mutation{"no largest timeout", "\tMIN = 60;", "\tMIN = 60;\n\tMAX = 900;", "no MAX"},
        Mutation{"no timeout of 0", "\tMIN = 60;", "\tMIN = 0;", "no MIN of 0"},
        Mutation{"timeouts of methods that are there", "\nBOOT = gds_boot;", "",
                 "no method BOOT"}));

}  // namespace
}  // namespace xvm::agent
