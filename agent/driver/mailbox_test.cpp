#include "agent/driver/mailbox.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>
#include <vector>

namespace xvm::agent {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Mailbox, HandsLettersOutInTheOrderTheyCameIn) {
  Mailbox box;
  for (std::uint64_t i = 1; i <= 3; ++i) box.post({.ticket = i});
  for (std::uint64_t i = 1; i <= 3; ++i) EXPECT_EQ(box.take(Clock::now())->ticket, i);
  EXPECT_FALSE(box.take(Clock::now()));
}

TEST(Mailbox, ReturnsNothingOnceTheDeadlinePassedAndNotBefore) {
  Mailbox box;
  const auto deadline = Clock::now() + milliseconds(30);
  EXPECT_FALSE(box.take(deadline));
  EXPECT_GE(Clock::now(), deadline);
}

TEST(Mailbox, HandsOutALetterThatIsThereEvenAfterTheDeadline) {
  Mailbox box;
  box.post({.ticket = 7});
  EXPECT_EQ(box.take(Clock::now() - seconds(1))->ticket, 7u);
}

TEST(Mailbox, WakesWhoeverWaits) {
  Mailbox box;
  std::thread post([&] {
    std::this_thread::sleep_for(milliseconds(20));
    box.post({.ticket = 7});
  });
  const auto letter = box.take(Clock::now() + seconds(60));
  post.join();
  ASSERT_TRUE(letter);
  EXPECT_EQ(letter->ticket, 7u);
}

TEST(Mailbox, LosesNothingOfManyThreadsAndKeepsTheOrderOfEach) {
  constexpr unsigned threads = 8;
  constexpr std::uint64_t letters = 500;
  auto box = std::make_shared<Mailbox>();
  std::vector<std::thread> posting;
  for (unsigned t = 0; t < threads; ++t) {
    posting.emplace_back([box, t] {
      for (std::uint64_t i = 1; i <= letters; ++i) {
        box->post({.ticket = i, .nudged = static_cast<NodeId>(t)});
      }
    });
  }
  std::map<unsigned, std::uint64_t> last;
  for (std::uint64_t n = 0; n < threads * letters; ++n) {
    const auto letter = box->take(Clock::now() + seconds(60));
    ASSERT_TRUE(letter) << n;
    EXPECT_EQ(letter->ticket, ++last[index(letter->nudged)]);
  }
  for (std::thread& t : posting) t.join();
  EXPECT_FALSE(box->take(Clock::now()));
}

TEST(Mailbox, KeepsOneNudgeOfEachNodeUntilItIsTaken) {
  Mailbox box;
  for (int i = 0; i < 3; ++i) {
    box.post({.nudged = NodeId{0}});
    box.post({.nudged = NodeId{1}});
  }
  EXPECT_EQ(box.take(Clock::now())->nudged, NodeId{0});
  box.post({.nudged = NodeId{0}});
  EXPECT_EQ(box.take(Clock::now())->nudged, NodeId{1});
  EXPECT_EQ(box.take(Clock::now())->nudged, NodeId{0});
  EXPECT_FALSE(box.take(Clock::now()));
}

TEST(Mailbox, OutlivesItsReader) {
  auto box = std::make_shared<Mailbox>();
  std::thread stuck([box] {
    std::this_thread::sleep_for(milliseconds(20));
    box->post({.ticket = 1});
  });
  box.reset();
  stuck.join();  // address sanitizer would speak
}

}  // namespace
}  // namespace xvm::agent
