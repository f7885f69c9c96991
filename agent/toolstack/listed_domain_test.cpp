#include "agent/toolstack/listed_domain.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

const std::string header =
    "Name                                        ID   Mem VCPUs\tState\tTime(s)   UUID            "
    "                Reason-Code\tSecurity Label\n";
const std::string domain0 =
    "Domain-0                                     0   480     1     r-----      99.5 "
    "00000000-0000-0000-0000-000000000000        -                -\n";
const std::string uuid = "11111111-2222-4333-8444-555555555555";

std::string line(const std::string& name, const std::string& state, const std::string& id = "7") {
  return name + "   " + id + "   128     1     " + state + "       1.5 " + uuid + "    -      -\n";
}
Listing listed(const std::string& more) { return read_xl_list(header + domain0 + more); }
ListedDomain web_in(const std::string& state) {
  const Listing all = listed(line("web", state));
  EXPECT_EQ(all.error, "");
  const ListedDomain* web = all.find(uuid);
  EXPECT_NE(web, nullptr);
  return web != nullptr ? *web : ListedDomain{};
}
Observation seen_in(const std::string& state) { return observation_of(web_in(state)); }

TEST(XlList, GivesEveryColumn) {
  const ListedDomain web = web_in("-b----");
  EXPECT_EQ(web.name, "web");
  EXPECT_EQ(web.id, 7u);
  EXPECT_EQ(web.memory_mib, 128u);
  EXPECT_EQ(web.state, "-b----");
  EXPECT_EQ(web.processor_time, "1.5");
}

TEST(XlList, WithDomainZeroAloneHasNoGuest) {
  const Listing all = listed("");
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.find(uuid), nullptr);
  EXPECT_TRUE(all.domains.front().is_domain0());
}

TEST(XlList, DomainZeroIsNeverFoundAsAGuest) {
  EXPECT_EQ(listed("").find("00000000-0000-0000-0000-000000000000"), nullptr);
}

TEST(XlList, NameMayHoldBlanksAndLookLikeColumns) {
  EXPECT_EQ(listed(line("my  1 2 3 web", "r-----")).find(uuid)->name, "my  1 2 3 web");
  EXPECT_EQ(listed(line("(null)", "------")).find(uuid)->name, "(null)");
}

TEST(XlList, LineThatIsNotUnderstoodMakesTheWholeListUnknown) {
  for (const std::string& bad :
       {std::string("web 7 128\n"), line("web", "rb-x--"), line("web", "r----"),
        line("web", "r-----", "x"), std::string("libxl: error: something\n"), std::string("\n")}) {
    EXPECT_THAT(listed(bad).error, HasSubstr("not understood")) << bad;
    EXPECT_EQ(listed(bad).domains.size(), 0u);
  }
}

TEST(XlList, OutputThatIsCutOffIsNoList) {
  EXPECT_THAT(read_xl_list("").error, HasSubstr("empty"));
  EXPECT_THAT(read_xl_list(header).error, HasSubstr("no Domain-0"));
  EXPECT_THAT(read_xl_list(domain0).error, HasSubstr("not understood"));
  const std::string whole = header + domain0 + line("web", "r-----");
  EXPECT_NE(read_xl_list(whole.substr(0, whole.size() - 30)).error, "");
}

TEST(XlList, TwoDomainsOfOneUuidAreNoAnswer) {
  EXPECT_THAT(listed(line("web", "r-----") + line("web2", "r-----", "8")).error,
              HasSubstr("same UUID"));
}

TEST(XlState, EachFlagHasItsMeaning) {
  EXPECT_EQ(seen_in("r-----").activity, Activity::running);
  EXPECT_EQ(seen_in("-b----").activity, Activity::blocked);
  EXPECT_EQ(seen_in("------").activity, Activity::no_state);
  EXPECT_EQ(seen_in("---s--").activity, Activity::in_shutdown);
  EXPECT_EQ(seen_in("---sr-").activity, Activity::in_shutdown);
  EXPECT_EQ(seen_in("-----d").activity, Activity::dying);
}

TEST(XlState, PausedIsByAUserWhateverElseHolds) {
  for (const char* state : {"--p---", "-bp---", "r-p---"}) {
    EXPECT_EQ(seen_in(state),
              (Observation{.activity = Activity::paused, .pause = PauseReason::user}))
        << state;
  }
}

TEST(XlState, CrashAndWatchdogAreCrashed) {
  for (const char* state : {"---sc-", "---sw-", "--psc-"}) {
    EXPECT_EQ(seen_in(state).activity, Activity::crashed) << state;
  }
}

TEST(XlState, DyingCountsBeforeAllElse) {
  EXPECT_EQ(seen_in("--p--d").activity, Activity::dying);
  EXPECT_EQ(seen_in("---scd").activity, Activity::dying);
}

TEST(XlState, ShutDownForAnUnknownReasonIsUnknown) {
  EXPECT_EQ(seen_in("---s?-").activity, Activity::unknown);
}

TEST(XlState, HalfOfAMigrationIsIncomplete) {
  EXPECT_EQ(seen_in("---ss-").activity, Activity::incomplete);
  for (const char* name : {"web--incoming", "web--migratedaway"}) {
    const Listing all = listed(line(name, "--p---"));
    EXPECT_EQ(observation_of(*all.find(uuid)).activity, Activity::incomplete) << name;
    EXPECT_EQ(all.find(uuid)->plain_name(), "web");
  }
}

const std::string sxp0 =
    "(domain (domid 0) (uuid 00000000-0000-0000-0000-000000000000) "
    "(name Domain-0) (state r-----) (cpu_time 9.5))\n";
std::string expression(const std::string& state) {
  return "(domain\n (domid 7)\n (uuid 11111111-2222-4333-8444-555555555555)\n (name web)\n "
         "(image (linux (args 'root=/dev/xvda (ro)')))\n (memory 128)\n (state " +
         state + ")\n (cpu_time 1.5))\n";
}

TEST(XmList, IsReadFromItsSExpressions) {
  const Listing all = read_xm_list(sxp0 + expression("-b----"));
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.find(uuid)->name, "web");
  EXPECT_EQ(all.find(uuid)->memory_mib, 128u);
  EXPECT_EQ(observation_of(*all.find(uuid)).activity, Activity::blocked);
}

TEST(XmList, ItsCrashHasNoShutdownFlag) {
  const Listing all = read_xm_list(sxp0 + expression("----c-"));
  EXPECT_EQ(observation_of(*all.find(uuid)).activity, Activity::crashed);
}

TEST(XmList, DomainThatXendOnlyStoresIsNotActive) {
  const Listing all = read_xm_list(sxp0 + "(domain (name kept) (uuid " + uuid + ") (status 0))");
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.find(uuid), nullptr);
}

TEST(XmList, WhatIsNotUnderstoodMakesTheWholeListUnknown) {
  const std::string deep(40, '(');
  for (const std::string& bad :
       {std::string("(domain (domid 7"), std::string(")"), deep, expression("what--"),
        std::string("(vm (domid 7))"), std::string("Error: no xend")}) {
    EXPECT_NE(read_xm_list(sxp0 + bad).error, "") << bad;
  }
  EXPECT_THAT(read_xm_list("").error, HasSubstr("no Domain-0"));
}

}  // namespace
}  // namespace xvm::agent
