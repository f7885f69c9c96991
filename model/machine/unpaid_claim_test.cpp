// ADMIN can be read and not written while a claim says "held here, resume owed" and the guest
// executes here. Settling clears the other copy and cannot link that nothing is owed any more:
// nobody may settle again and again until the looks are used up. The simulator found it.

#include "model/machine/samples.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

using samples::peer;
using samples::self;

constexpr Observation running{.activity = Activity::running, .defined = true};
constexpr Observation absent{.activity = Activity::inactive};
constexpr Claim owed{7, ClaimState::held, self, peer, true};

// A cluster of two nodes whose ADMIN is read-only, in which the guest executes on `self`.
class ReadOnlyAdmin : public testing::Test {
 protected:
  void begin(Method method, Facts facts) {
    facts.readable = true;
    facts.members = NodeSet::first(2);
    facts_ = facts;
    machine_ = begin_method({.method = method, .self = self, .nodes = NodeSet::first(2)});
    tell(Begin{});
  }
  // Answers what is asked, oldest first, until the method ends.
  Finish end() {
    for (unsigned answered = 0; answered < 400; ++answered) {
      if (asked_.empty()) break;
      const Action next = asked_.front();
      asked_.erase(asked_.begin());
      if (const auto* f = std::get_if<Finish>(&next)) return *f;
      answer(next);
    }
    ADD_FAILURE() << "the method did not end in " << state_name(machine_.top());
    return {};
  }
  unsigned links_ = 0;

 private:
  void tell(const Event& event) {
    Outbox out;
    ASSERT_NE(step(machine_, event, out), Taken::impossible) << state_name(machine_.top());
    asked_.insert(asked_.end(), out.begin(), out.end());
  }
  void answer(const Action& a) {
    if (std::holds_alternative<SilenceProcessMonitor>(a)) tell(ProcessMonitorSilenced{});
    if (std::holds_alternative<ReadFacts>(a)) tell(FactsRead{facts_});
    if (std::holds_alternative<ReadClaim>(a)) tell(ClaimRead{StoreOutcome::ok, owed});
    if (const auto* o = std::get_if<Observe>(&a)) tell(Observed{o->node, seen(o->node)});
    if (const auto* e = std::get_if<Export>(&a)) tell(Exported{e->node, ExportOutcome::local_only});
    if (const auto* j = std::get_if<AwaitIdle>(&a)) tell(JobIdle{j->node, CallOutcome::ok});
    if (const auto* l = std::get_if<LinkClaim>(&a)) {
      ++links_;
      tell(ClaimLinked{LinkOutcome::failed, l->next});
    }
    if (const auto* s = std::get_if<SendShutdown>(&a)) {
      executes_ = false;
      tell(ShutdownSent{s->node, CallOutcome::ok});
      tell(Observed{s->node, absent});  // the watch
    }
  }
  Observation seen(NodeId n) const { return n == self && executes_ ? running : absent; }

  Facts facts_;
  Machine machine_;
  std::vector<Action> asked_;
  bool executes_ = true;
};

TEST_F(ReadOnlyAdmin, LetsAStartSucceedOnTheGoodCopy) {
  begin(Method::start, {});
  EXPECT_EQ(end(), (Finish{Result::success, Reason::migrated_here, self}));
  EXPECT_EQ(links_, 2u);  // the payment, and the flag that the next epoch would have used up
}

TEST_F(ReadOnlyAdmin, LetsADisableStopTheGuest) {
  begin(Method::stop, {.on_off = OnOffSwitch::disabled});
  EXPECT_EQ(end().result, Result::success);
  EXPECT_EQ(links_, 1u);
}

TEST_F(ReadOnlyAdmin, LetsReconcileEndWithWhatIsOwed) {
  begin(Method::reconcile, {});
  EXPECT_EQ(end().reason, Reason::unsettled);
  EXPECT_EQ(links_, 1u);
}

}  // namespace
}  // namespace xvm
