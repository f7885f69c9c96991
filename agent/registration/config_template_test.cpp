// The template util/xvm_config: every key is in it, and what it says of a key is true.
#include "agent/config/config_keys.hpp"
#include "agent/config/config_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>

namespace xvm::agent {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Template : public testing::Test {
 protected:
  Template() {
    std::ifstream file(XVM_SOURCE_DIR "/agent/package/util/xvm_config");
    text_ = {std::istreambuf_iterator<char>(file), {}};
  }

  // With the mandatory keys filled in.
  std::string filled() const {
    std::string text = std::regex_replace(text_, std::regex("\nDOMAIN=\n"), "\nDOMAIN=web\n");
    text = std::regex_replace(text, std::regex("\nFAILOVER=\n"), "\nFAILOVER=\"migrate -live\"\n");
    return std::regex_replace(text, std::regex("\nADMIN=\n"), "\nADMIN=/global/xvm\n");
  }
  static std::string uncommented(const std::string& text) {
    return std::regex_replace(text, std::regex("\n#([A-Z_0-9]+=)"), "\n$1");
  }
  static std::vector<std::string> errors_of(const std::string& text) {
    std::vector<std::string> lines;
    for (const ConfigError& error : parse(text, "xvm_config").errors) {
      lines.push_back(to_line(error));
    }
    return lines;
  }
  // The keys with a default are those whose comment does not say "For instance".
  std::string only_defaults() const {
    const std::regex example(R"(For\s+#?\s*instance:\n#[A-Z_0-9]+=[^\n]*\n)");
    return uncommented(std::regex_replace(filled(), example, ""));
  }

  std::string text_;
};

TEST_F(Template, HasEveryKeyOnce) {
  const std::string text = "\n" + uncommented(text_);
  for (const Key& key : config_keys()) {
    const std::regex line("\n" + std::string(key.name) + "=");
    EXPECT_EQ(std::distance(std::sregex_iterator(text.begin(), text.end(), line), {}), 1)
        << key.name;
  }
}

TEST_F(Template, WantsOnlyTheMandatoryKeys) {
  EXPECT_THAT(errors_of(text_),
              ElementsAre(HasSubstr("DOMAIN"), HasSubstr("FAILOVER"), HasSubstr("ADMIN")));
  EXPECT_THAT(errors_of(filled()), IsEmpty());
}

TEST_F(Template, ParsesWithEveryExampleUncommented) {
  EXPECT_THAT(errors_of(uncommented(filled())), IsEmpty());
  EXPECT_EQ(parse(uncommented(filled()), "xvm_config").config.rs, "web-rs");
}

TEST_F(Template, ShowsTheDefaultsThatCount) {
  ASSERT_THAT(errors_of(only_defaults()), IsEmpty());
  EXPECT_EQ(parse(only_defaults(), "f").config, parse(filled(), "f").config);
  EXPECT_THAT(only_defaults(), HasSubstr("\nMIGRATE_SLOTS=2"));
  EXPECT_THAT(only_defaults(), testing::Not(HasSubstr("web-rs\n")));
}

}  // namespace
}  // namespace xvm::agent
