#include "agent/config/config_parser.hpp"

#include "agent/config/config_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string minimal = "DOMAIN=web1\nFAILOVER=normal\nADMIN=/global/xvm\n";

std::vector<std::string> error_lines(std::string_view text) {
  std::vector<std::string> out;
  for (const ConfigError& e : parse(text, "f").errors) out.push_back(to_line(e));
  return out;
}
// The only error of a file that is right but for `line`.
std::string error_of(std::string_view line) {
  const auto lines = error_lines(minimal + std::string(line) + "\n");
  return lines.size() == 1 ? lines[0] : "errors: " + std::to_string(lines.size());
}
Config config_of(std::string_view text) {
  const ParseResult r = parse(text, "f");
  EXPECT_TRUE(r.ok()) << (r.ok() ? "" : to_line(r.errors[0]));
  return r.config;
}

TEST(ConfigFile, TakesTheFourKeysOfTheDesign) {
  const Config c = config_of(
      "DOMAIN=web1\nPLUGIN_PROBE=\"/opt/SUNWscxvm/bin/ppkssh -h web1\"\n"
      "FAILOVER=\"migrate -live\"\nADMIN=/global/xvm/\n");
  EXPECT_EQ(c.domain, (DomainRef{DomainNaming::name, "web1"}));
  EXPECT_EQ(c.plugin_probe, "/opt/SUNWscxvm/bin/ppkssh -h web1");
  EXPECT_EQ(c.failover, FailoverType::migrate_live);
  EXPECT_EQ(c.admin, "/global/xvm");
}

TEST(ConfigFile, TakesEveryOptionalKey) {
  const Config c = config_of(
      minimal +
      "RS=web-rs\nRG=web-rg\nNODELIST=\"n1, n2\"\nAFFINITIES=++db-rg,--batch-rg\n"
      "URI=xen:///system\nPEER_URI=xen+tls://%n/system\nMIGRATE_URI=tcp://"
      "%n\nON_MIGRATE_FAIL=stay\nON_POWEROFF=stay\n"
      "PROBE_GRACE=0\nUNKNOWN_GRACE=60\nPLUGIN_TIMEOUT=9\nALLOW_201=yes\nSTRICT_PEERS=yes\n");
  EXPECT_EQ(c.rs + c.rg, "web-rsweb-rg");
  EXPECT_THAT(c.nodelist, ElementsAre("n1", "n2"));
  EXPECT_THAT(c.affinities, ElementsAre(Affinity{AffinityKind::strong_positive, "db-rg"},
                                        Affinity{AffinityKind::strong_negative, "batch-rg"}));
  EXPECT_EQ(c.uri + c.peer_uri + c.migrate_uri, "xen:///systemxen+tls://%n/systemtcp://%n");
  EXPECT_EQ(c.on_migrate_fail, OnMigrateFail::stay);
  EXPECT_EQ(c.on_poweroff, OnPoweroff::stay);
  EXPECT_THAT((std::vector{c.probe_grace_s, c.unknown_grace_s, c.plugin_timeout_s}),
              ElementsAre(0, 60, 9));
  EXPECT_TRUE(c.allow_201);
  EXPECT_TRUE(c.strict_peers);
}

TEST(ConfigFile, TakesEveryKeyOfTheMigration) {
  const Config c = config_of(minimal +
                             "MIGRATE_BANDWIDTH=100\nMIGRATE_DOWNTIME=300\nMIGRATE_PARALLEL=4\n"
                             "MIGRATE_AUTO_CONVERGE=yes\nMIGRATE_TLS=yes\nMIGRATE_STALL=0\n"
                             "MIGRATE_SLOTS=1\n");
  EXPECT_EQ(c.migration, (MigrationSettings{.bandwidth_mib_s = 100,
                                            .downtime_ms = 300,
                                            .auto_converge = true,
                                            .parallel = 4,
                                            .tls = true,
                                            .stall_s = 0,
                                            .slots = 1}));
}

TEST(ConfigFile, HasTheDefaultsThatTheManualNames) {
  const Config c = config_of(minimal);
  EXPECT_EQ(c.unknown_grace_s, 300u);
  EXPECT_EQ(c.on_migrate_fail, OnMigrateFail::shutdown);
  EXPECT_EQ(c.on_poweroff, OnPoweroff::restart);
  EXPECT_FALSE(c.allow_201);
  EXPECT_FALSE(c.strict_peers);
}

TEST(ConfigFile, TreatsAnEmptyOptionalValueAsNotGiven) {
  EXPECT_EQ(config_of(minimal + "PLUGIN_PROBE=\nUNKNOWN_GRACE=''\nRS=  # later\n"),
            config_of(minimal));
}

TEST(ConfigFile, ToleratesCommentsBlanksCrLfAndByteOrderMark) {
  EXPECT_EQ(config_of("\xef\xbb\xbf# x\r\n\r\n  DOMAIN=web1  # the web\r\nFAILOVER='normal'\r\n"
                      "\tADMIN=\"/global/xvm\" # shared\r\n"),
            config_of(minimal));
}

TEST(ConfigFile, TakesANumberSignInsideAValueLiterally) {
  EXPECT_EQ(config_of("DOMAIN=web#1\nFAILOVER=normal\nADMIN='/a #b'\n").admin, "/a #b");
  EXPECT_EQ(config_of("DOMAIN=web#1\nFAILOVER=normal\nADMIN='/a #b'\n").domain.text, "web#1");
}

TEST(ConfigFile, TakesWhatIsInSingleQuotesLiterally) {
  EXPECT_EQ(config_of(minimal + "PLUGIN_PROBE='/p \"$HOME\" `id` \\ ;'").plugin_probe,
            "/p \"$HOME\" `id` \\ ;");
}

TEST(ConfigFile, ReportsAllErrorsInOrderOfLines) {
  EXPECT_THAT(
      error_lines("FAILOVER=live\nNODELIST=a,a\nnonsense\nUNKNOWN_GRACE=0\n"),
      ElementsAre(HasSubstr("f: DOMAIN: mandatory, but missing"),
                  HasSubstr("f: ADMIN: mandatory, but missing"),
                  HasSubstr("f:1: FAILOVER: 'live' is not allowed; allowed: normal, migrate"),
                  HasSubstr("f:2: NODELIST: node 'a' is listed twice"),
                  HasSubstr("f:3: 'nonsense' is no KEY=VALUE"),
                  HasSubstr("f:4: UNKNOWN_GRACE: '0' is out of range; allowed: 1 to 86400")));
}

TEST(ConfigFile, NamesEveryMissingMandatoryKey) {
  EXPECT_THAT(error_lines(""),
              ElementsAre(HasSubstr("DOMAIN"), HasSubstr("FAILOVER"), HasSubstr("ADMIN")));
}

TEST(ConfigFile, RefusesAnEmptyMandatoryValue) {
  EXPECT_THAT(error_lines("DOMAIN=\nFAILOVER=normal\nADMIN=/a\n"),
              ElementsAre(HasSubstr("f:1: DOMAIN: mandatory, but empty; give a domain's name")));
}

TEST(ConfigFile, DoesNotCallAKeyMissingWhoseValueIsBroken) {
  EXPECT_THAT(
      error_lines("DOMAIN=$X\nFAILOVER=normal\nADMIN=/a\n"),
      ElementsAre(HasSubstr("f:1: DOMAIN: '$X' holds $, ` or \\, and nothing is expanded")));
}

TEST(ConfigFile, NamesTheFirstLineOfADuplicateKey) {
  EXPECT_THAT(error_of("ADMIN=/other"), HasSubstr("f:4: ADMIN: given again; line 3 gave it first"));
  EXPECT_THAT(error_lines("DOMAIN=$X\nFAILOVER=normal\nADMIN=/a\nDOMAIN=b\n"),
              ElementsAre(HasSubstr("f:1:"), HasSubstr("f:4: DOMAIN: given again; line 1")));
}

TEST(ConfigFile, SuggestsTheKeyThatWasProbablyMeant) {
  EXPECT_THAT(error_of("PLUGINPROBE=/x"),
              HasSubstr("unknown key; did you mean PLUGIN_PROBE? allowed: DOMAIN"));
  EXPECT_THAT(error_of("Uri=qemu:///system"), HasSubstr("did you mean URI?"));
  EXPECT_THAT(error_of("COLOUR=red"), HasSubstr("unknown key; allowed: DOMAIN, PLUGIN_PROBE"));
}

TEST(ConfigFile, SuggestsTheWordThatWasProbablyMeant) {
  EXPECT_THAT(error_of("ALLOW_201=YES"), HasSubstr("'YES' is not allowed; did you mean 'yes'?"));
  EXPECT_THAT(error_of("ON_MIGRATE_FAIL=shut-down"), HasSubstr("did you mean 'shutdown'?"));
  EXPECT_THAT(error_lines("DOMAIN=a\nADMIN=/a\nFAILOVER=\"migrate --live\""),
              ElementsAre(HasSubstr("did you mean 'migrate -live'?")));
}

struct Refusal {
  const char* line;
  const char* problem;
};
class RefusedLine : public testing::TestWithParam<Refusal> {};
TEST_P(RefusedLine, SaysWhatIsWrong) {
  EXPECT_THAT(error_of(GetParam().line), HasSubstr(GetParam().problem));
}
INSTANTIATE_TEST_SUITE_P(
    ConfigFile, RefusedLine,
    testing::Values(Refusal{"RS = web", "'RS ' is no key"}, Refusal{"RS= web", "blank after '='"},
                    Refusal{"=web", "'' is no key"}, Refusal{"1RS=web", "'1RS' is no key"},
                    Refusal{"export RS=web", "'export RS' is no key"},
                    Refusal{"RS='web", "no closing ' in"}, Refusal{"RS=\"web", "no closing \" in"},
                    Refusal{"RS='web'x", "'x' follows the closing quote"},
                    Refusal{"RS='web' x", "'x' follows the closing quote"},
                    Refusal{"RS=web x", "has blanks"}, Refusal{"RS=a;b", "shell characters"},
                    Refusal{"RS=a\\ b", "nothing is expanded"},
                    Refusal{"PLUGIN_PROBE=\"/p `id`\"", "nothing is expanded"},
                    Refusal{"RS=a\rb", "control character in 'RS=a\\x0db'"},
                    Refusal{"PLUGIN_PROBE='ppkssh -h x'", "'ppkssh' is not absolute"},
                    Refusal{"RS=-web", "is no resource or group name"},
                    Refusal{"URI=qemu+ssh://%n/system", "this URI is the local one"},
                    Refusal{"PEER_URI=qemu:///system", "is the same for every node"},
                    Refusal{"PROBE_GRACE=5m", "no whole number"},
                    Refusal{"PLUGIN_TIMEOUT=3601", "out of range; allowed: 1 to 3600"},
                    Refusal{"MIGRATE_PARALLEL=17", "out of range; allowed: 0 to 16"},
                    Refusal{"MIGRATE_SLOTS=0", "out of range; allowed: 1 to 64"},
                    Refusal{"MIGRATE_TLS=on", "is not allowed; allowed: yes, no"},
                    Refusal{"STRICT_PEERS=1", "is not allowed; allowed: yes, no"}));

TEST(ConfigFile, RefusesAnAffinityToItself) {
  EXPECT_THAT(error_lines(minimal + "RG=web-rg\nAFFINITIES=++web-rg\n"),
              ElementsAre(HasSubstr("f:5: AFFINITIES: 'web-rg' is the group itself")));
}

TEST(ConfigFile, RefusesNulBytesInText) {
  EXPECT_THAT(error_lines(minimal + std::string("RS=a\0b\n", 7)),
              ElementsAre(HasSubstr("control character in 'RS=a\\x00b'")));
}

TEST(ConfigFile, CountsErrorsBeyondTheFirstHundred) {
  std::string text = minimal;
  for (int i = 0; i < 250; ++i) text += "nonsense\n";
  const auto lines = error_lines(text);
  EXPECT_EQ(lines.size(), max_errors + 1);
  EXPECT_EQ(lines.back(), "f: 150 more errors; is this a configuration file at all?");
}

TEST(ConfigFile, KeepsEveryErrorOnOneBoundedLine) {
  const std::string line = error_of("RS=" + std::string(100'000, 'x') + "\x01");
  EXPECT_LT(line.size(), 300u);
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(ConfigFile, IsWrittenSoThatItReadsBackEqual) {
  const Config c = config_of(
      "DOMAIN=5C0FFEE5-0000-4000-8000-00000000000A\nPLUGIN_PROBE=\"/p 'a b'\"\nADMIN='/a \"b\"'\n"
      "FAILOVER='migrate -live'\nAFFINITIES=+++a,-b\nNODELIST=a,b\nON_MIGRATE_FAIL=stay\n"
      "PEER_URI='xen+ssh://%n/?a=1&b=2'\nALLOW_201=yes\nPROBE_GRACE=7\n"
      "MIGRATE_DOWNTIME=5\nMIGRATE_SLOTS=9\nMIGRATE_TLS=yes\n");
  EXPECT_EQ(config_of(to_file_text(c)), c);
}

TEST(ConfigFile, NamesWhatIsAllowedForEveryKey) {
  for (const Key& key : config_keys()) EXPECT_GT(key.allowed.size(), 5u) << key.name;
}

}  // namespace
}  // namespace xvm::agent
