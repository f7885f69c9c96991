#include "model/records/definition_record.hpp"

#include <gtest/gtest.h>

#include "model/records/example_records.hpp"

namespace xvm::records {
namespace {

TEST(ContentMark, DescribesOnlyItsOwnBytes) {
  const ContentMark mark{17, example_hash};
  EXPECT_TRUE(describes(mark, 17, example_hash));
  EXPECT_FALSE(describes(mark, 18, example_hash));
  EXPECT_FALSE(describes(mark, 17, "00000000000000000000000000000000"));
}

TEST(ExportRecord, OfAnEmptyDefinitionIsRefused) {
  ExportRecord record = Example<ExportRecord>::value();
  record.content.bytes = 0;
  EXPECT_FALSE(print_record(record));
}

TEST(DefinitionRecords, OfADomainWithoutANameAreRefused) {
  ExportRecord exported = Example<ExportRecord>::value();
  exported.name.clear();
  EXPECT_FALSE(print_record(exported));
  QuarantineRecord quarantined = Example<QuarantineRecord>::value();
  quarantined.name.clear();
  EXPECT_FALSE(print_record(quarantined));
}

}  // namespace
}  // namespace xvm::records
