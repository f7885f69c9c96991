#include "agent/store/definition_files.hpp"

#include <gmock/gmock.h>

#include "agent/store/injected_fault.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class DefinitionFiles : public RealFolder {
 protected:
  DefinitionFiles() : folder_(std::move(open_folder(path_).folder)) {}
  StoredDefinition write(const std::string& text) const {
    return write_definition(folder_, "definition.xml", text, "meta of " + text);
  }
  StoredDefinition read() const { return read_definition(folder_, "definition.xml"); }
  Folder folder_;
};

TEST_F(DefinitionFiles, AreReadBackIntactWithTheirMetadata) {
  EXPECT_TRUE(write("<domain/>").intact);
  const StoredDefinition d = read();
  EXPECT_TRUE(d.intact);
  EXPECT_EQ(d.text + " " + d.metadata, "<domain/> meta of <domain/>");
  EXPECT_EQ(get("definition.xml"), "<domain/>");
  EXPECT_EQ(mode_of("definition.xml"), 0600u);
}

TEST_F(DefinitionFiles, AreMissingBeforeTheFirstExport) {
  EXPECT_FALSE(read().intact);
  EXPECT_EQ(read().status.fault, FileFault::missing);
}

TEST_F(DefinitionFiles, RefuseAnEmptyDefinition) {
  (void)write("one");
  EXPECT_FALSE(write("").intact);
  EXPECT_EQ(read().text, "one");
}

TEST_F(DefinitionFiles, KeepThePreviousGeneration) {
  (void)write("one");
  (void)write("two");
  EXPECT_EQ(get("definition.xml") + get("definition.previous.xml"), "twoone");
}

TEST_F(DefinitionFiles, DoNotPushOutThePreviousGenerationByTheSameText) {
  (void)write("one");
  (void)write("two");
  EXPECT_TRUE(write("two").intact);
  EXPECT_EQ(get("definition.previous.xml"), "one");
}

TEST_F(DefinitionFiles, FallBackToThePreviousGenerationAndSayWhy) {
  (void)write("one");
  (void)write("two");
  put("definition.xml", "tw");
  const StoredDefinition d = read();
  EXPECT_TRUE(d.intact);
  EXPECT_EQ(d.generation, Generation::previous);
  EXPECT_EQ(d.text, "one");
  EXPECT_THAT(d.status.text, HasSubstr("definition.xml is damaged"));
}

TEST_F(DefinitionFiles, AreNotIntactWhenBothGenerationsAreDamaged) {
  (void)write("one");
  (void)write("two");
  put("definition.xml", "tw");
  put("definition.previous.xml", "");
  EXPECT_FALSE(read().intact);
  EXPECT_EQ(read().status.fault, FileFault::io);
}

TEST_F(DefinitionFiles, NeverReplaceAnIntactPreviousGenerationByADamagedOne) {
  (void)write("one");
  (void)write("two");
  put("definition.xml", "tw");
  EXPECT_TRUE(write("three").intact);
  EXPECT_EQ(get("definition.previous.xml"), "one");
}

TEST_F(DefinitionFiles, KeepKindsApart) {
  (void)write("user's");
  EXPECT_TRUE(write_definition(folder_, "live.xml", "live", "m").intact);
  EXPECT_EQ(read().text, "user's");
  EXPECT_EQ(read_definition(folder_, "live.xml").text, "live");
}

TEST_F(DefinitionFiles, SurviveAnyFaultOfAWriteWithOneIntactGeneration) {
  (void)write("one");
  (void)write("two");
  for (const Call call : {Call::write, Call::sync_file, Call::rename, Call::link}) {
    {
      const InjectedFault fault(call, {.error = ENOSPC});
      EXPECT_FALSE(write("three").intact);
      EXPECT_GT(InjectedFault::strikes(), 0);
    }
    EXPECT_TRUE(read().intact);
    EXPECT_EQ(read().text, "two");
  }
}

TEST_F(DefinitionFiles, KeepMetadataBoundedAndThatOfBothGenerations) {
  for (int i = 0; i < 60; ++i) EXPECT_TRUE(write(std::to_string(i)).intact);
  EXPECT_LE(entries(), 20u);
  EXPECT_EQ(read().text, "59");
  put("definition.xml", "");
  EXPECT_EQ(read().text, "58");
}

TEST_F(DefinitionFiles, KeepOldMetadataThatAGenerationNeeds) {
  (void)write("a");
  for (int i = 0; i < 40; ++i) put("definition.xml." + std::to_string(i) + ".meta", "");
  EXPECT_TRUE(write("b").intact);
  put("definition.xml", "");
  EXPECT_EQ(read().text, "a");
}

TEST_F(DefinitionFiles, SurviveWritersThatAreKilled) {
  Shared<Progress> progress;
  for (unsigned round = 0; round < 30; ++round) {
    {
      Child writer([&] {
        while (write(std::to_string(progress->acknowledged + 1)).intact) ++progress->acknowledged;
        return 1;
      });
      ASSERT_TRUE(wait_for(progress, progress->acknowledged + 1));
      ::usleep(211 * round);
      writer.kill_and_wait();
    }
    const StoredDefinition d = read();
    ASSERT_TRUE(d.intact) << round << ": " << d.status.text;
    ASSERT_EQ(d.generation, Generation::current);
    ASSERT_EQ(d.metadata, "meta of " + d.text);
    ASSERT_GE(std::stoul(d.text), progress->acknowledged.load());
  }
}

TEST_F(DefinitionFiles, SurviveTwoWritersAtTheSameTime) {
  (void)write("begin");
  Child a([&] {
    for (int i = 0;; ++i) (void)write("a" + std::to_string(i));
    return 0;
  });
  Child b([&] {
    for (int i = 0;; ++i) (void)write("b" + std::to_string(i));
    return 0;
  });
  for (int i = 0; i < 300; ++i) {
    const StoredDefinition d = read();
    ASSERT_TRUE(d.intact) << i << ": " << d.status.text;
    ASSERT_EQ(d.metadata, "meta of " + d.text);
  }
}

}  // namespace
}  // namespace xvm::agent
