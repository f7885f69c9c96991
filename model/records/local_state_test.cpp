#include "model/records/local_state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/json/samples.hpp"
#include "model/records/example_records.hpp"

namespace xvm::records {
namespace {

using testing::HasSubstr;

LocalState example() { return Example<LocalState>::value(); }

TEST(LocalState, OfANewNodeIsNearlyEmpty) {
  LocalState fresh;
  fresh.resource = "web-rs";
  EXPECT_EQ(*parse_record<LocalState>(*print_record(fresh)), fresh);
}

TEST(LocalState, ReturnsEveryKindOfDebt) {
  for (const Debt debt : json::samples<Debt>()) {
    LocalState state = example();
    state.debts = {{debt, "n3", example_uuid, UINT32_MAX}};
    EXPECT_EQ(*parse_record<LocalState>(*print_record(state)), state);
    for (const Debt other : json::samples<Debt>()) EXPECT_EQ(owes(state, other), other == debt);
  }
}

TEST(LocalState, RefusesPartsThatMeanNothing) {
  const auto problem_after = [](auto&& spoil) {
    LocalState state = example();
    spoil(state);
    const auto text = print_record(state);
    return text ? "" : text.error().text;
  };
  EXPECT_THAT(problem_after([](LocalState& s) { s.emulator->pid = 0; }), HasSubstr("emulator.pid"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.emulator->boot = "x"; }), HasSubstr("boot"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.last_seen.owner.reset(); }),
              HasSubstr("last_seen.owner: missing"));
  EXPECT_THAT(problem_after([](LocalState& s) { *s.last_export += "0"; }),
              HasSubstr("last_export: expected 32"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.debts[1].uuid = "web"; }),
              HasSubstr("debts.uuid"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.calls[0].begun.boot = ""; }),
              HasSubstr("calls.begun.boot"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.started->boot = ""; }),
              HasSubstr("started.boot"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.uuid = "web"; }), HasSubstr("uuid: expected"));
  EXPECT_THAT(problem_after([](LocalState& s) { s.unknown_since->boot = ""; }),
              HasSubstr("unknown_since.boot"));
}

TEST(UnknownGrace, IsOverOnlyWhenItPassedWithinOneBoot) {
  const Stamp since{example_boot, 5000};
  EXPECT_FALSE(grace_is_over(since, {example_boot, 5299}, 300));
  EXPECT_TRUE(grace_is_over(since, {example_boot, 5300}, 300));
  EXPECT_FALSE(grace_is_over(since, {example_boot, 4999}, 0));
  EXPECT_FALSE(grace_is_over(since, {example_uuid, 999999}, 300));
}

}  // namespace
}  // namespace xvm::records
