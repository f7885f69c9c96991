// What comes from outside has a fact of its own; what the run does by itself has none.
#include "sim/record/causes.hpp"

#include "fakes/rgm/event.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

const Names names{{"n1", "n2"}, {"web"}};

std::string told(const Choice& choice) {
  const auto cause = cause_of(choice, names);
  if (!cause) return "nothing";
  std::string text = cause->fact.name + " " + cause->node + " " + cause->domain;
  for (const auto& [name, value] : cause->fact.fields) text += " " + name + "=" + value;
  return text;
}

constexpr std::uint8_t everywhere = Choice::no_domain;

TEST(Cause, OfAFaultNamesTheNode) {
  EXPECT_EQ(told({Kind::crash_host, everywhere, NodeId{1}, 0, 0, 0, 0, 0}),
            "fault n2  what=crash-host");
}

TEST(Cause, OfACutNamesBothEnds) {
  EXPECT_EQ(told({Kind::cut, everywhere, NodeId{0}, 0, 1, 0, 0, 0}), "fault n1  to=n2 what=cut");
}

TEST(Cause, OfACommandIsItsVerbAndTheClusterHears) {
  const auto verb = static_cast<std::uint8_t>(rgm::Verb::switch_to);
  EXPECT_EQ(told({Kind::command, 0, NodeId{1}, 0, 0, verb, 0, 0}),
            "command  web to=n2 what=switch");
}

TEST(Cause, OfAGuestsDeathIsAFaultAndOfItsBootNothing) {
  const auto crashes = static_cast<std::uint8_t>(fakes::Ask::guest_crashes);
  const auto boots = static_cast<std::uint8_t>(fakes::Ask::boot_done);
  EXPECT_EQ(told({Kind::life, 0, NodeId{0}, 0, 0, crashes, 0, 0}),
            "fault n1 web what=guest-crashes");
  EXPECT_EQ(told({Kind::life, 0, NodeId{0}, 0, 0, boots, 0, 0}), "nothing");
}

TEST(Cause, OfARepairIsCalledSo) {
  EXPECT_EQ(told({Kind::boot_host, everywhere, NodeId{0}, 0, 0, 0, 0, 0}),
            "repair n1  what=boot-host");
}

TEST(Cause, OfTheRunsOwnProgressIsNone) {
  for (const Kind kind : {Kind::begin, Kind::land, Kind::deliver, Kind::expire, Kind::turn}) {
    EXPECT_EQ(told({kind, 0, NodeId{0}, 0, 0, 0, 0, 0}), "nothing") << to_text(kind);
  }
}

}  // namespace
}  // namespace xvm::sim
