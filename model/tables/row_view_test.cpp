#include "model/tables/row_view.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

TEST(ReadableName, IsTheSameWhateverCompilerPrintedIt) {
  EXPECT_EQ(readable_name("xvm::StopTable::judge"), "judge");
  EXPECT_EQ(readable_name("&xvm::StopTable::judge"), "judge");
  EXPECT_EQ(readable_name("xvm::give<xvm::Return::blind>"), "give blind");
  EXPECT_EQ(readable_name("&(void xvm::give<xvm::Return::blind>(xvm::Context&, xvm::Outbox&))"),
            "give blind");
}

TEST(ReadableName, KeepsEveryTemplateArgument) {
  EXPECT_EQ(readable_name("xvm::finish<xvm::Result::failed, xvm::Reason::claim_lost>"),
            "finish failed claim lost");
}

}  // namespace
}  // namespace xvm
