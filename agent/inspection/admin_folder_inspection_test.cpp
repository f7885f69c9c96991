#include "agent/inspection/inspection_test_context.hpp"

namespace xvm::agent {
namespace {

// The scratch tree may be on a local file system; that finding has its own tests (agent/store).
class Admin : public NodeTree {
 protected:
  FindingSet found() const {
    const FindingSet all = inspect(Subject::admin, input).inspected.findings;
    return FindingSet(all.bits() & ~FindingSet{}.with(Finding::admin_local).bits());
  }
  void read_formats(std::uint32_t seen, std::uint32_t known) {
    input.read_formats = [=] { return RecordFormats{seen, known}; };
  }
};

TEST_F(Admin, InGoodOrderHasNoFinding) { EXPECT_TRUE(found().empty()); }

TEST_F(Admin, FindingsOfTheFolderArePassedOnWithTheirLines) {
  input.admin = at("/none");
  expect_only(Subject::admin, Finding::admin_missing, "cannot find ADMIN " + at("/none"));
}

TEST_F(Admin, RecordsOfANewerFormatAreFound) {
  read_formats(3, 2);
  EXPECT_EQ(found(), FindingSet{}.with(Finding::record_format_unknown));
  EXPECT_THAT(inspect(Subject::admin, input).lines,
              testing::Contains(testing::HasSubstr(
                  "/admin/web-rs holds records of format 3, this agent knows 2 at most")));
  read_formats(2, 2);
  EXPECT_TRUE(found().empty());
  read_formats(1, 2);
  EXPECT_TRUE(found().empty());
}

TEST_F(Admin, RecordsThatCannotBeReadAreRemarkedOnly) {
  input.read_formats = [] { return std::nullopt; };
  EXPECT_TRUE(found().empty());
  EXPECT_THAT(inspect(Subject::admin, input).remarks,
              testing::ElementsAre(testing::HasSubstr("could not be read")));
}

}  // namespace
}  // namespace xvm::agent
