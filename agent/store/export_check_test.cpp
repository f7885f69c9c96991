#include "agent/store/export_check.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

const std::string uuid = "4dea22b3-1d52-d8f3-2516-782e98ab3fa0";

StoredDefinition stored(const std::string& text, const records::ContentMark& mark) {
  records::ExportRecord record;
  record.uuid = uuid;
  record.name = "web";
  record.writer = "n1";
  record.content = mark;
  return {{}, true, Generation::current, text, *records::print_record(record)};
}

TEST(ExportCheck, AcceptsAnIntactExportOfTheSameDomain) {
  const auto record = check_export(stored("<domain/>", mark_of("<domain/>")), uuid);
  ASSERT_TRUE(record) << record.error().text;
  EXPECT_EQ(record->name, "web");
}

TEST(ExportCheck, RefusesAnotherDomain) {
  const auto record = check_export(stored("<domain/>", mark_of("<domain/>")), "another");
  ASSERT_FALSE(record);
  EXPECT_THAT(record.error().text, HasSubstr(uuid + ", not another"));
}

TEST(ExportCheck, RefusesMetadataOfAnotherText) {
  EXPECT_FALSE(check_export(stored("<domain/>", mark_of("<other/>")), uuid));
}

TEST(ExportCheck, RefusesDamagedMetadata) {
  StoredDefinition torn = stored("<domain/>", mark_of("<domain/>"));
  torn.metadata.pop_back();
  EXPECT_FALSE(check_export(torn, uuid));
}

TEST(ExportCheck, RefusesWhatIsNotIntactAndSaysWhy) {
  StoredDefinition damaged = stored("<domain/>", mark_of("<domain/>"));
  damaged.intact = false;
  damaged.status = {FileFault::io, "definition.xml is damaged"};
  const auto record = check_export(damaged, uuid);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().text, "definition.xml is damaged");
}

}  // namespace
}  // namespace xvm::agent
