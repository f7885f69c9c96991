#include "agent/config/near_miss.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace xvm::agent {
namespace {

constexpr std::array<std::string_view, 3> words{"DOMAIN", "FAILOVER", "ALLOW_201"};

TEST(NearMiss, FindsSlipsOfTheFinger) {
  EXPECT_EQ(nearest("FALOVER", words), "FAILOVER");
  EXPECT_EQ(nearest("DOMIAN", words), "DOMAIN");
}

TEST(NearMiss, IgnoresCaseAndDashes) { EXPECT_EQ(nearest("allow-201", words), "ALLOW_201"); }

TEST(NearMiss, SuggestsNothingForOtherWords) {
  EXPECT_EQ(nearest("COLOUR", words), "");
  EXPECT_EQ(nearest("", words), "");
  EXPECT_EQ(nearest(std::string(100'000, 'D'), words), "");
}

}  // namespace
}  // namespace xvm::agent
