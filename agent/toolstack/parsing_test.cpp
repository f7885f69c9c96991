// What the toolstack's smaller outputs mean: xl's logs, "xl info", the progress of a copy.
#include <gmock/gmock.h>

#include "agent/toolstack/copy_progress.hpp"
#include "agent/toolstack/host_memory.hpp"
#include "agent/toolstack/shutdown_log.hpp"

namespace xvm::agent {
namespace {

const std::string begun = "Waiting for domain web (domid 3) to die [pid 77]\n";
std::string ended(char code) {
  return std::string("Domain 3 has shut down, reason code ") + code + " 0x" + code +
         "\nAction for shutdown reason code is destroy\nDone. Exiting now\n";
}

TEST(ShutdownLog, TellsHowTheGuestEnded) {
  EXPECT_EQ(off_reason_in(begun + ended('0')), OffReason::shutdown);
  EXPECT_EQ(off_reason_in(begun + ended('3')), OffReason::crashed);
  EXPECT_EQ(off_reason_in(begun + ended('4')), OffReason::crashed);
  EXPECT_EQ(off_reason_in(begun + "Domain 3 has been destroyed.\n"), OffReason::destroyed);
}

TEST(ShutdownLog, KeptGuestThatHasGoneWasDestroyed) {
  EXPECT_EQ(off_reason_in(begun + "Domain 3 has shut down, reason code 3 0x3\n"
                                  "Action for shutdown reason code 3 is preserve\n"
                                  "Done. Exiting now\n"),
            OffReason::destroyed);
}

TEST(ShutdownLog, RebootOrSuspendIsNoEnd) {
  EXPECT_EQ(off_reason_in(begun + ended('1')), OffReason::none);
  EXPECT_EQ(off_reason_in(begun + ended('2') + "Domain 3 has been destroyed.\n"), OffReason::none);
}

TEST(ShutdownLog, OnlyTheNewestLifeCounts) {
  EXPECT_EQ(off_reason_in(begun + ended('3') + begun), OffReason::none);
  EXPECT_EQ(off_reason_in(begun + ended('3') + begun + ended('0')), OffReason::shutdown);
}

TEST(ShutdownLog, ThatSaysNothingTellsNoReason) {
  EXPECT_EQ(off_reason_in(""), OffReason::none);
  EXPECT_EQ(off_reason_in("Domain 3 has shut down, reason code "), OffReason::none);
  EXPECT_EQ(read_off_reason("/nonexistent", "web"), OffReason::none);
  EXPECT_EQ(read_off_reason("/var/log/xen", "../x"), OffReason::none);
}

TEST(XlInfo, GivesVersionAndMemory) {
  const HostFacts f = read_info(
      "free_memory            : 911\nxen_major              : 4\nxen_minor              : 17\n"
      "xen_extra              : .4-pre\nxen_commandline        : dom0_mem=480M noreboot\n");
  EXPECT_EQ(f.xen_version, 4'017'004u);
  EXPECT_EQ(f.free_mib, 911u);
  EXPECT_TRUE(f.memory_is_fixed);
}

TEST(XlInfo, ThatLeavesThingsOutTellsNoneOfThem) {
  const HostFacts f = read_info("host : n1\nnoise\nxen_minor : x\n");
  EXPECT_EQ(f.xen_version, 0u);
  EXPECT_FALSE(f.memory_is_fixed);
}

TEST(CopyProgress, IsReadFromWhatXlPrints) {
  CopyProgress progress;
  progress.begin();
  EXPECT_FALSE(progress.now().known);
  progress.feed("Saving to migration stream new xl format (info 0x3/0x0/1420)\n");
  EXPECT_FALSE(progress.now().known);
  progress.feed("xc: Frames iteration 1 of 5: 2048/2");
  progress.feed("4576    8%\r");
  EXPECT_EQ(progress.now().total_bytes, 24'576u * 4096);
  EXPECT_EQ(progress.now().remaining_bytes, 22'528u * 4096);
  EXPECT_EQ(progress.now().iteration, 2u);
}

TEST(CopyProgress, NoiseAndNumbersThatCannotBeChangeNothing) {
  CopyProgress progress;
  progress.feed("9/4 10%\n1/0 5%\n/5 1%\n99999999999999999999/5 1%\n1/99999999999999999999 1%\n");
  progress.feed(std::string(100'000, '7') + "\n");
  EXPECT_FALSE(progress.now().known);
}

}  // namespace
}  // namespace xvm::agent
