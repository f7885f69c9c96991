#include "sim/program/campaign.hpp"

#include "sim/program/world_text.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>

namespace xvm::sim {
namespace {

using Clock = std::chrono::steady_clock;

struct Totals {
  std::uint64_t runs = 0;
  std::uint64_t events = 0;
  std::int64_t simulated_us = 0;
  std::uint64_t overtaken_acts = 0;
  std::uint64_t migrations = 0;
  std::array<std::uint64_t, enum_count<Method>> ended{};
  std::array<std::uint64_t, enum_count<Method>> failed{};
  std::array<std::uint64_t, fault_kinds> struck{};
};

double seconds_since(Clock::time_point t) {
  return std::chrono::duration<double>(Clock::now() - t).count();
}

void add(Totals& t, const RunResult& r) {
  ++t.runs;
  t.events += r.events;
  t.simulated_us += r.simulated_us;
  t.overtaken_acts += r.overtaken_acts;
  t.migrations += r.migrations;
  for (std::size_t i = 0; i < t.ended.size(); ++i) t.ended[i] += r.ended[i];
  for (std::size_t i = 0; i < t.failed.size(); ++i) t.failed[i] += r.failed[i];
  for (std::size_t i = 0; i < t.struck.size(); ++i) t.struck[i] += r.struck[i];
}

void show_progress(const Totals& t, Clock::time_point began, const char* end) {
  const double real_s = std::max(seconds_since(began), 1e-6);
  const double simulated_s = static_cast<double>(t.simulated_us) / 1e6;
  fmt::print(stderr, "\r{} runs, {:.0f} runs/s, {:.2f} M events/s, {:.0f} : 1 simulated to real{}",
             t.runs, static_cast<double>(t.runs) / real_s,
             static_cast<double>(t.events) / real_s / 1e6, simulated_s / real_s, end);
}

void show_totals(const Totals& t) {
  fmt::print("{} runs, {} events, {} migrations begun, {} acts overtaken between reading and act\n",
             t.runs, t.events, t.migrations, t.overtaken_acts);
  fmt::print("methods ended (failed):");
  for (std::size_t i = 0; i < t.ended.size(); ++i) {
    if (t.ended[i] == 0) continue;
    fmt::print(" {} {} ({})", to_text(static_cast<Method>(i)), t.ended[i], t.failed[i]);
  }
  fmt::print("\nfaults:");
  for (std::size_t i = 0; i < t.struck.size(); ++i) {
    if (t.struck[i] != 0) fmt::print(" {} {}", to_text(static_cast<Fault>(i)), t.struck[i]);
  }
  fmt::print("\n");
}

template <class W>
void show_events(const Course<W>& run) {
  for (std::size_t i = 0; i < run.count(); ++i) fmt::print("{}\n", line_of(run.at(i)));
}

std::optional<RunOptions> options_for(const Campaign& c, std::uint64_t seed) {
  if (c.fault.empty()) return draw_options(seed, c.size);
  if (c.fault == "none") return draw_quiet(seed, c.size);
  for (std::size_t i = 0; i < fault_kinds; ++i) {
    const auto fault = static_cast<Fault>(i);
    if (to_text(fault) == c.fault) return draw_one_fault(seed, fault, c.size);
  }
  return std::nullopt;
}

void show_failure(const Campaign& c, const RunOptions& options, const RunResult& r) {
  fmt::print(
      "\nFAILED: {}, after {:.3f} s\n  seed {}: {}\n  repeat: xvm-sim run --seed {} --nodes {} "
      "--domains {}{}\n",
      what_failed(r), static_cast<double>(r.simulated_us) / 1e6, options.seed, text_of(options),
      options.seed, c.size.nodes, c.size.domains, c.fault.empty() ? "" : " --fault " + c.fault);
}

template <class W>
int run_all(const Campaign& c) {
  const Clock::time_point began = Clock::now();
  Clock::time_point shown = began;
  Totals totals;
  std::map<std::string, std::uint64_t> failures;
  for (std::uint64_t seed = c.first; seed <= c.last; ++seed) {
    const auto options = options_for(c, seed);
    if (!options) {
      fmt::print(stderr, "--fault: no kind of fault is called '{}'\n", c.fault);
      return 2;
    }
    const auto run = std::make_unique<Course<W>>(*options);
    const RunResult r = run->go();
    add(totals, r);
    if (c.tells_events) show_events(*run);
    if (!r.ok()) {
      const auto [kind, is_new] = failures.try_emplace(what_kind(r), 0);
      ++kind->second;
      if (is_new) show_failure(c, *options, r);
      if (c.goes_on) continue;
      for (unsigned d = 0; d < run->world().domain_count; ++d)
        fmt::print("{}", domain_text(run->world(), d));
      return 1;
    }
    if (seconds_since(shown) > 1) {
      shown = Clock::now();
      show_progress(totals, began, "");
    }
    if (c.seconds > 0 && seconds_since(began) > c.seconds) break;
  }
  show_progress(totals, began, "\n");
  show_totals(totals);
  for (const auto& [kind, count] : failures) fmt::print("{} times: {}\n", count, kind);
  return failures.empty() ? 0 : 1;
}

}  // namespace

bool parse_seeds(const std::string& text, Campaign& c) {
  const auto dots = text.find("..");
  if (dots == std::string::npos) return false;
  const auto number = [](const std::string& digits, std::uint64_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  return number(text.substr(0, dots), c.first) && number(text.substr(dots + 2), c.last) &&
         c.first <= c.last;
}

int run_campaign(const Campaign& c) {
  return with_capacity(c.size, [&]<class W>(CapacityOf<W>) { return run_all<W>(c); });
}

}  // namespace xvm::sim
