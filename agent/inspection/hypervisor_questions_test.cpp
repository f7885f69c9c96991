#include "agent/inspection/hypervisor_questions.hpp"

#include "agent/hypervisor/mock_hypervisor_test_context.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::_;
using testing::Field;
using testing::Return;
using testing::StrictMock;

// Strict: a question that a test does not expect fails it.
class Question : public testing::Test {
 protected:
  Resolved resolved(CallOutcome outcome) { return {outcome, {"u", "web1"}, "because"}; }
  PolicyAnswer policy_of_u() {
    PolicyAnswer answer;
    answer.outcome = CallOutcome::ok;
    answer.autostart = true;
    return answer;
  }
  std::shared_ptr<StrictMock<MockHypervisor>> hypervisor =
      std::make_shared<StrictMock<MockHypervisor>>();
};

TEST_F(Question, OfTheHostTakesAnyAnswer) {
  EXPECT_CALL(*hypervisor, resolve("web1")).WillOnce(Return(resolved(CallOutcome::unknown)));
  const Called answer = host_question(hypervisor, "web1")();
  EXPECT_EQ(answer.outcome, CallOutcome::unknown);
  EXPECT_EQ(answer.detail, "because");
  EXPECT_CALL(*hypervisor, resolve("Domain-0")).WillOnce(Return(resolved(CallOutcome::refused)));
  EXPECT_EQ(host_question(hypervisor, "")().outcome, CallOutcome::refused);
}

TEST_F(Question, OfADomainGoesByItsUuid) {
  EXPECT_CALL(*hypervisor, inspect_policy(Field(&DomainKey::uuid, "u")))
      .WillOnce(Return(policy_of_u()));
  EXPECT_TRUE(domain_question(hypervisor, {"u", ""})().autostart);
}

TEST_F(Question, OfADomainLooksAMissingUuidUp) {
  EXPECT_CALL(*hypervisor, resolve("web1")).WillOnce(Return(resolved(CallOutcome::ok)));
  EXPECT_CALL(*hypervisor, inspect_policy(Field(&DomainKey::uuid, "u")))
      .WillOnce(Return(policy_of_u()));
  EXPECT_TRUE(domain_question(hypervisor, {"", "web1"})().autostart);
}

TEST_F(Question, OfADomainThatIsNotFoundEndsThere) {
  EXPECT_CALL(*hypervisor, resolve(_))
      .WillOnce(Return(resolved(CallOutcome::refused)))
      .WillOnce(Return(resolved(CallOutcome::unknown)));
  EXPECT_EQ(domain_question(hypervisor, {"", "web1"})().outcome, CallOutcome::refused);
  const PolicyAnswer silent = domain_question(hypervisor, {"", "web1"})();
  EXPECT_EQ(silent.outcome, CallOutcome::unknown);
  EXPECT_EQ(silent.detail, "because");
}

}  // namespace
}  // namespace xvm::agent
