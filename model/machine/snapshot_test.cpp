#include "model/machine/lives.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace xvm {
namespace {

// A machine in the middle of its life, and what its next step makes of it.
struct Middle {
  Machine machine;
  Event next;
};

struct Stepped {
  Machine machine;
  std::vector<Action> actions;
  Taken taken = Taken::impossible;
  friend bool operator==(const Stepped&, const Stepped&) = default;
};

Stepped stepped(Machine machine, const Event& event) {
  Outbox out;
  Stepped result;
  result.taken = step(machine, event, out);
  result.machine = machine;
  result.actions.assign(out.begin(), out.end());
  return result;
}

class EverySnapshot : public testing::TestWithParam<Life> {
 protected:
  std::vector<Middle> middles() const {
    std::vector<Middle> list;
    Machine machine = begin_method(GetParam().setting);
    Outbox out;
    for (const Event& event : GetParam().events) {
      list.push_back({machine, event});
      out.clear();
      step(machine, event, out);
    }
    return list;
  }
};

TEST_P(EverySnapshot, IsInAnUnfinishedMethodThatNamesItsState) {
  const Machine machine = begin_method(GetParam().setting);
  EXPECT_FALSE(machine.finished());
  EXPECT_EQ(state_name(machine.top()), "Idle");
  EXPECT_EQ(machine.context.setting, GetParam().setting);
}

TEST_P(EverySnapshot, DoesNotChangeWhenItsCopyIsStepped) {
  int changed = 0;
  for (const Middle& m : middles()) {
    const Machine original = m.machine;
    Machine copy = original;
    Outbox out;
    step(copy, m.next, out);
    EXPECT_EQ(original, m.machine);
    changed += copy == original ? 0 : 1;
  }
  EXPECT_GE(changed, 2) << "a life in which nothing happens shows nothing";
}

TEST_P(EverySnapshot, StepsTheSameWayEveryTime) {
  for (const Middle& m : middles()) {
    const Stepped first = stepped(m.machine, m.next);
    EXPECT_EQ(first, stepped(m.machine, m.next));
    EXPECT_EQ(first.taken, Taken::taken);
  }
}

TEST_P(EverySnapshot, HasTheSameBytesWhenSteppedTwice) {
  for (const Middle& m : middles()) {
    Machine one;
    Machine two;
    std::memcpy(&one, &m.machine, sizeof one);
    std::memcpy(&two, &m.machine, sizeof two);
    Outbox out;
    step(one, m.next, out);
    step(two, m.next, out);
    EXPECT_EQ(std::memcmp(&one, &two, sizeof one), 0);
  }
}

TEST_P(EverySnapshot, SurvivesAssignmentOverAnotherMachine) {
  for (const Middle& m : middles()) {
    Machine other = begin_method({.method = Method::stop, .self = NodeId{3}});
    Outbox out;
    step(other, Begin{}, out);
    other = m.machine;
    EXPECT_EQ(stepped(other, m.next), stepped(m.machine, m.next));
  }
}

TEST_P(EverySnapshot, SurvivesTheGrowthOfAVector) {
  const std::vector<Middle> all = middles();
  std::vector<Machine> grown;
  for (int i = 0; i < 64; ++i) {
    for (const Middle& m : all) grown.push_back(m.machine);
  }
  std::reverse(grown.begin(), grown.end());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(stepped(grown[all.size() - 1 - i], all[i].next),
              stepped(all[i].machine, all[i].next));
  }
}

TEST_P(EverySnapshot, IsChangedByNoEventAfterTheEnd) {
  Machine machine = begin_method(GetParam().setting);
  Outbox out;
  for (const Event& event : GetParam().events) step(machine, event, (out.clear(), out));
  ASSERT_TRUE(machine.finished());
  const Machine end = machine;
  out.clear();
  for (const Event& event : GetParam().events) {
    EXPECT_EQ(step(machine, event, out), Taken::impossible);
  }
  EXPECT_EQ(machine, end);
  EXPECT_TRUE(out.empty());
}

INSTANTIATE_TEST_SUITE_P(Lives, EverySnapshot, testing::ValuesIn(lives()),
                         [](const testing::TestParamInfo<Life>& which) {
                           std::string name(which.param.name);
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace xvm
