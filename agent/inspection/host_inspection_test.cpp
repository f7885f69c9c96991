#include "agent/inspection/inspection_test_context.hpp"

namespace xvm::agent {
namespace {

class Host : public NodeTree {};

TEST_F(Host, InGoodOrderHasNoFinding) {
  expect_nothing(Subject::host);
  EXPECT_THAT(inspect(Subject::host, input).remarks, testing::IsEmpty());
}

TEST_F(Host, AHypervisorThatDoesNotAnswerIsFound) {
  input.ask_host = [] { return Called{CallOutcome::unknown, "libvirt 38/7: refused"}; };
  expect_only(Subject::host, Finding::hypervisor_silent,
              "qemu:///system does not answer (libvirt 38/7: refused)");
}

TEST_F(Host, AHypervisorThatWasNotAskedIsRemarkedOnly) {
  input.ask_host = nullptr;
  expect_nothing(Subject::host);
  EXPECT_THAT(inspect(Subject::host, input).remarks,
              testing::ElementsAre(testing::HasSubstr("not asked")));
}

TEST_F(Host, ForXenMustBeDomain0) {
  for (const char* uri : {"xen:///system", "xen+tcp://n1/", "xen"}) {
    input.uri = uri;
    expect_only(Subject::host, Finding::not_domain0,
                "/proc/xen/capabilities cannot be read: No such file");
  }
  put("/proc/xen/capabilities", "\n");  // a guest's
  expect_only(Subject::host, Finding::not_domain0, "does not say control_d");
  put("/proc/xen/capabilities", "control_d\n");
  expect_nothing(Subject::host);
}

TEST_F(Host, ThatXlAnswersIsDomain0) {
  input.uri = "xl:///";
  expect_nothing(Subject::host);
  input.ask_host = nullptr;
  expect_only(Subject::host, Finding::not_domain0, "correct URI (xl:///)");
}

TEST_F(Host, WithoutFencingIsFoundOnlyWhereAClusterManagerSaysSo) {
  input.fencing = false;
  expect_only(Subject::host, Finding::no_fencing, "configure fencing");
  input.fencing = true;
  expect_nothing(Subject::host);
}

}  // namespace
}  // namespace xvm::agent
