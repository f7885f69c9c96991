// xvm_register in trouble: each command that changes something fails in turn, before or after its
// work; xvm_register itself is killed in front of each and behind each. Then what it printed undoes
// what was done, and calling it again ends as if nothing had happened.
#include "agent/registration/registration_test_context.hpp"

#include <filesystem>
#include <functional>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* fails_before = "echo 'out of order' >&2; exit 37";
constexpr const char* fails_after = "\"$FAKE/$name\" \"$@\"; echo 'out of order' >&2; exit 37";
constexpr const char* killed_before = "kill -9 $PPID; exit 1";
constexpr const char* killed_after = "\"$FAKE/$name\" \"$@\"; kill -9 $PPID; exit 1";

struct Course {
  const char* name;
  const char* type;   // registered beforehand; empty: none
  const char* first;  // what is done before; empty: nothing
  const char* words;
  int commands;  // that change something
};

class InTrouble : public RegistrationTest, public testing::WithParamInterface<Course> {
 protected:
  InTrouble() {
    t.good("clrg create a; clrg create b");
    if (*GetParam().type != '\0') t.good(std::string("clresourcetype register ") + GetParam().type);
    bring_to_the_start();
    before_ = cluster();
  }

  void bring_to_the_start() {
    configure();
    if (*GetParam().first != '\0') good(GetParam().first);
    configure("AFFINITIES=--a,+b\n");
  }
  bool folder_was_there() const { return *GetParam().first != '\0'; }

  // Runs `check` once for each command, with trouble at it.
  void at_each(const char* trouble, const std::function<void(const Ran&)>& check) {
    for (int n = 1; n <= GetParam().commands; ++n) {
      trouble_at(n, trouble);
      const Ran ran = reg(GetParam().words);
      SCOPED_TRACE(std::to_string(n) + "\n" + ran.out);
      ASSERT_TRUE(trouble_came());
      ASSERT_NE(ran.code, 0);
      check(ran);
      if (HasFailure()) return;
    }
    trouble_at(GetParam().commands + 1, trouble);
    (void)good(GetParam().words);
    EXPECT_FALSE(trouble_came()) << "there is one command more";
  }

  void undo(const Ran& ran, bool failed_was_done) const {
    forget();
    t.good("set -e\n" + undo_in(ran.out, failed_was_done));
    EXPECT_EQ(cluster(), before_);
    EXPECT_EQ(std::filesystem::exists(at("admin/web-rs")), folder_was_there());
  }

  // What it comes to when nothing goes wrong; the start is brought back afterwards.
  std::string undisturbed_end() {
    good(GetParam().words);
    const std::string end = cluster();
    take_away();
    bring_to_the_start();
    EXPECT_EQ(cluster(), before_);
    return end;
  }
  void take_away() const {
    (void)t.run(
        "clrs disable web-rs; clrs delete web-rs; clrg offline web-rg; clrg unmanage web-rg;"
        "clrg delete web-rg; clresourcetype unregister SUNW.xvm;"
        "[ -n \"" +
        std::string(GetParam().type) +
        "\" ] || "
        "clresourcetype unregister SUNW.gds; rm -r $RUN/admin/web-rs");
  }
  void again_ends_as(const std::string& end) {
    forget();
    good(GetParam().words);
    EXPECT_EQ(cluster(), end);
    take_away();
    bring_to_the_start();
  }

  std::string before_;
};

INSTANTIATE_TEST_SUITE_P(
    OfEachCourse, InTrouble,
    // Online through ORCL.gds only: a START of SUNW.gds waits 9 s before it probes.
    testing::Values(
        Course{"registering", "", "", "register", 4},
        Course{"registering_with_orcl", "ORCL.gds", "", "register --online", 6},
        Course{"registering_plain_gds", "", "", "register --type SUNW.gds", 4},
        Course{"updating", "ORCL.gds", "register", "update --start-timeout 400 --online", 4},
        Course{"unregistering", "ORCL.gds", "register --online", "unregister --disable", 6}),
    [](const auto& course) { return std::string(course.param.name); });

TEST_P(InTrouble, SaysWhatFailedWithItsCodeAndWords) {
  at_each(fails_before, [&](const Ran& ran) {
    EXPECT_THAT(ran.out, AllOf(HasSubstr("(exit code 37)\n  out of order\n"),
                               HasSubstr("to go on instead: mend the cause")));
    EXPECT_EQ(ran.code, 1);
    undo(ran, false);
  });
}

TEST_P(InTrouble, SaysWhatUndoesACommandThatFailedAfterItsWork) {
  at_each(fails_after, [&](const Ran& ran) { undo(ran, true); });
}

TEST_P(InTrouble, GoesOnWhereItFailed) {
  const std::string end = undisturbed_end();
  at_each(fails_before, [&](const Ran&) { again_ends_as(end); });
}

TEST_P(InTrouble, GoesOnWhereItWasKilledInFrontOfACommand) {
  const std::string end = undisturbed_end();
  at_each(killed_before, [&](const Ran&) { again_ends_as(end); });
}

TEST_P(InTrouble, GoesOnWhereItWasKilledBehindACommand) {
  const std::string end = undisturbed_end();
  at_each(killed_after, [&](const Ran&) { again_ends_as(end); });
}

class Trouble : public RegistrationTest {};

TEST_F(Trouble, OfACommandThatHangsIsBounded) {
  trouble_at(2, "sleep 100");
  const Ran ran = reg("--command-timeout 1");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("clrg gave no answer within 1000 ms"));
  EXPECT_THAT(ran.out, HasSubstr("if the command that failed was carried out all the same: "));
}

TEST_F(Trouble, OfTheFirstCommandLeavesNothingToUndo) {
  std::filesystem::remove_all(at("admin"));
  const Ran ran = reg("register");
  EXPECT_THAT(ran.out, AllOf(HasSubstr("failed: /bin/mkdir -m 0700"),
                             HasSubstr("nothing was done before it")));
  EXPECT_EQ(given(), "");
}

TEST_F(Trouble, OfAnotherNodesValidationNamesTheCommand) {
  validate_fails("B");
  const Ran ran = reg("register");
  EXPECT_THAT(ran.out, HasSubstr("the validate method failed"));
  EXPECT_EQ(t.good("clrs list"), "");
}

// --- dry run -------------------------------------------------------------------------------------

class DryRun : public RegistrationTest {
 protected:
  // Prints without changing anything, and what it prints does what the real one does.
  void is_like(const std::string& words, const std::string& first = "") {
    if (!first.empty()) good(first);
    forget();
    const std::string before = cluster();
    const std::string printed = good(words + " --dry-run 2>/dev/null");
    EXPECT_EQ(given(), "");
    EXPECT_EQ(cluster(), before);
    put("printed", printed);
    t.good("sh -e $RUN/printed >/dev/null");
    const std::string by_hand = cluster();
    forget();
    good(words);
    EXPECT_EQ(given(), "") << "after the printed commands something was left to do";
    EXPECT_EQ(cluster(), by_hand);
  }
};

TEST_F(DryRun, OfRegisterPrintsAllOfItsCommands) {
  t.good("clresourcetype register ORCL.gds");
  t.good("clrg create a");
  configure("AFFINITIES=--a\nPLUGIN_PROBE='/opt/p \"a b\" $x'\n");
  is_like("register --online");
}

TEST_F(DryRun, OfUpdatePrintsAllOfItsCommands) { is_like("update --stop-budget 900", "register"); }

TEST_F(DryRun, OfUnregisterPrintsAllOfItsCommands) {
  t.good("clresourcetype register ORCL.gds");
  is_like("unregister --disable", "register --online");
}

TEST_F(DryRun, MakesNoFolder) {
  good("--dry-run");
  EXPECT_FALSE(std::filesystem::exists(at("admin/web-rs")));
}

TEST_F(DryRun, RefusesWhatTheRealOneRefuses) {
  validate_fails();
  EXPECT_EQ(reg("--dry-run").code, 1);
}

}  // namespace
}  // namespace xvm::agent
