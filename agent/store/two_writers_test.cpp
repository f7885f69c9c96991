// Real processes against real files: races for a name, and writers that are killed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "agent/store/atomic_file.hpp"
#include "agent/store/real_folder_test_context.hpp"

namespace xvm::agent {
namespace {

constexpr int epochs = 200;
struct Race {
  std::atomic<int> arrived{0};
  std::atomic<LinkEnd> end[2][epochs] = {};
};

class TwoWriters : public RealFolder {
 protected:
  // Links every epoch as soon as the other writer is about to link it too.
  int contend(Shared<Race>& race, std::size_t self) const {
    const Folder folder = std::move(open_folder(path_).folder);
    for (int e = 0; e < epochs; ++e) {
      const std::string content = std::to_string(self) + " " + random_nonce();
      ++race->arrived;
      while (race->arrived < 2 * (e + 1)) std::this_thread::yield();
      race->end[self][e] = folder.link_new("claim." + std::to_string(e), content).end;
    }
    return 0;
  }
};

TEST_F(TwoWriters, HaveExactlyOneWinnerForEachOfTwoHundredEpochs) {
  Shared<Race> race;
  Child a([&] { return contend(race, 0); });
  Child b([&] { return contend(race, 1); });
  ASSERT_EQ(a.wait(), 0);
  ASSERT_EQ(b.wait(), 0);
  for (int e = 0; e < epochs; ++e) {
    const bool a_won = race->end[0][e] == LinkEnd::linked;
    const LinkEnd other = race->end[a_won ? 1 : 0][e];
    EXPECT_TRUE(a_won || race->end[1][e] == LinkEnd::linked) << e;
    EXPECT_EQ(other, LinkEnd::taken) << e;
    EXPECT_EQ(get("claim." + std::to_string(e))[0], a_won ? '0' : '1') << e;
  }
  EXPECT_EQ(entries(), static_cast<std::size_t>(epochs));
}

class KilledWriter : public RealFolder {
 protected:
  static std::string version(unsigned n) {
    return std::to_string(n) + std::string(20'000, 'x') + std::to_string(n);
  }
  // The number of an intact version; a torn one is no number at all.
  static unsigned number_of(const std::string& text) {
    const unsigned n = static_cast<unsigned>(std::strtoul(text.c_str(), nullptr, 10));
    return text == version(n) ? n : 0;
  }
  int write_for_ever(Shared<Progress>& progress, unsigned from) const {
    const Folder folder = std::move(open_folder(path_).folder);
    for (unsigned n = from;; ++n) {
      if (!folder.replace("f", version(n))) return 1;
      progress->acknowledged = n;
    }
  }
};

TEST_F(KilledWriter, NeverLeavesATornFileAndNeverLosesAnAcknowledgedOne) {
  Shared<Progress> progress;
  const Folder folder = std::move(open_folder(path_).folder);
  ASSERT_TRUE(folder.replace("f", version(1)));
  progress->acknowledged = 1;
  unsigned last = 1;
  for (unsigned round = 0; round < 40; ++round) {
    {
      Child writer([&] { return write_for_ever(progress, last + 1); });
      ASSERT_TRUE(wait_for(progress, last + 1));
      std::this_thread::sleep_for(std::chrono::microseconds(367 * round));
      writer.kill_and_wait();
    }
    const FileContent seen = folder.read("f");
    ASSERT_TRUE(seen.status) << seen.status.text;
    ASSERT_GE(number_of(seen.text), progress->acknowledged.load()) << "round " << round;
    last = number_of(seen.text);
  }
}

}  // namespace
}  // namespace xvm::agent
