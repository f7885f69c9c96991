#include "ci/real_cluster/switch_under_fault.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace xvm::real_cluster {

void SwitchUnderFault::begin() {
  switch_ = std::thread([this] { c_.rgm("clrg switch -n B web-rg"); });
}

void SwitchUnderFault::end() {
  if (!switch_.joinable()) return;
  switch_.join();
  c_.rgm("fake-rgm-ctl wait-idle");
}

std::string SwitchUnderFault::detailed_state(const std::string& node) const {
  return c_.virsh(node, "domstate --reason web").out;
}

// Empty while nothing is copied.
std::optional<double> SwitchUnderFault::left_mib() const {
  static const std::regex line(R"(Data remaining: +([0-9.]+) (\w+))");
  const std::string info = c_.virsh("A", "domjobinfo web").out;
  std::smatch match;
  if (!std::regex_search(info, match, line)) return {};
  const double number = std::stod(match[1]);
  if (match[2] == "MiB") return number;
  if (match[2] == "GiB") return number * 1024;
  return 0;
}

void SwitchUnderFault::wait_for_the_copy() const {
  EXPECT_TRUE(c_.eventually(
      [&] {
        return detailed_state("B").find("paused (migrating)") != std::string::npos && left_mib();
      },
      120))
      << c_.log();
}

void SwitchUnderFault::wait_until_left_mib(double mib) const {
  wait_for_the_copy();
  EXPECT_TRUE(c_.eventually([&] { return left_mib().value_or(0) < mib; }));
}

void SwitchUnderFault::wait_for_the_whole_copy() const {
  EXPECT_TRUE(c_.eventually([&] {
    const std::string state = detailed_state("B");
    return state.find("paused") != std::string::npos &&
           state.find("migrating") == std::string::npos;
  })) << detailed_state("B");
}

void SwitchUnderFault::put_right() {
  c_.node("heal");
  c_.node("admin back");
  for (const std::string node : {"A", "B"}) {
    c_.node("daemon " + node + " thaw");
    c_.node("daemon " + node + " start");
  }
  end();
  for (const std::string node : {"A", "B"}) {
    const Ran boot = c_.method(node, "boot");
    EXPECT_EQ(boot.code, 0) << node << ": " << boot.out;
    if (c_.group_state(node) == "ERROR_STOP_FAILED") {
      c_.rgm("clrs clear -f STOP_FAILED -n " + node + " web-rs");
    }
  }
  c_.rgm("fake-rgm-ctl wait-idle");
  if (!c_.online_on().empty()) return;
  const Ran online = c_.rgm("clrg switch -n A web-rg");
  EXPECT_EQ(online.code, 0) << online.out;
}

void SwitchUnderFault::expect_one_running_copy() {
  const std::string node = c_.online_on();
  ASSERT_NE(node, "") << c_.rgm("clrg status; clrs status").out;
  c_.expect_settled_on(node);
}

}  // namespace xvm::real_cluster
