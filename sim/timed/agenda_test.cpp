#include "sim/timed/agenda.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

struct AnAgenda : testing::Test {
  using Choices = ChoiceListOf<4>;
  AgendaList<4> agenda;
  static Choice on(std::uint8_t node) { return {.kind = Kind::fence, .node = NodeId{node}}; }
  void refresh(std::initializer_list<Choice> now, std::int64_t due_us) {
    Choices list;
    for (const Choice& c : now) list.push(c);
    agenda.refresh(list, [&](const Choice&) { return due_us; });
  }
};

TEST_F(AnAgenda, IsNeverDueWhenNothingCanHappen) { EXPECT_EQ(agenda.due_us(), agenda.never); }

TEST_F(AnAgenda, KeepsTheMomentOfWhatStaysPossible) {
  refresh({on(0)}, 50);
  refresh({on(1), on(0)}, 70);
  EXPECT_EQ(agenda.due_us(), 50);
  EXPECT_EQ(agenda.first(), on(0));
}

TEST_F(AnAgenda, ForgetsWhatIsNoLongerPossible) {
  refresh({on(0)}, 50);
  refresh({}, 60);
  refresh({on(0)}, 70);
  EXPECT_EQ(agenda.due_us(), 70);
}

TEST_F(AnAgenda, DrawsAnotherMomentForWhatWasDone) {
  refresh({on(0), on(1)}, 50);
  agenda.drop_first();
  refresh({on(0), on(1)}, 90);
  EXPECT_EQ(agenda.first(), on(1));
}

TEST_F(AnAgenda, TakesOfTwoAtOneMomentTheOneListedFirst) {
  refresh({on(2), on(1)}, 50);
  EXPECT_EQ(agenda.first(), on(2));
}

}  // namespace
}  // namespace xvm::sim
