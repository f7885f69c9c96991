#include "sim/program/campaign.hpp"

#include "sim/program/progress.hpp"
#include "sim/program/seeded_trace.hpp"
#include "sim/program/totals.hpp"
#include "sim/program/world_text.hpp"
#include "sim/shrink/failure_file.hpp"

#include <charconv>
#include <map>
#include <memory>

namespace xvm::sim {
namespace {

Fault fault_called(const std::string& word) {
  std::size_t i = 0;
  while (to_text(static_cast<Fault>(i)) != word) ++i;
  return static_cast<Fault>(i);
}

void show_failure(const Campaign& c, const RunOptions& options, const RunResult& r) {
  fmt::print(
      "FAILED: {}, after {:.3f} s\n  seed {}: {}\n  repeat: xvm-sim run --seed {} --nodes {} "
      "--domains {}{} --events\n",
      what_failed(r), static_cast<double>(r.simulated_us) / 1e6, options.seed, text_of(options),
      options.seed, c.size.nodes, c.size.domains, c.fault.empty() ? "" : " --fault " + c.fault);
}

// The same run once more, with somebody who writes down what is done to the cluster.
template <class W>
std::string save_again(const Campaign& c, const RunOptions& options) {
  const auto course = std::make_unique<Course<W>>(options);
  DeedWatch<W> watch;
  course->watch(&watch);
  const RunResult r = course->go();
  return save_failure(options, watch.done(), r, c.save);
}

template <class W>
struct Runner {
  const Campaign& c;
  Progress progress{};
  Totals totals{};
  std::map<std::string, std::uint64_t> failures{};

  // False: nothing further is to be run.
  bool run(std::uint64_t seed) {
    const RunOptions options = options_for(c, seed);
    const auto course = std::make_unique<Course<W>>(options);
    const RunResult r =
        c.trace ? run_traced(*course, about_seed(c, options), c.trace) : course->go();
    totals.add(r);
    progress.add(r);
    if (c.tells_events) {
      for (std::size_t i = 0; i < course->count(); ++i) fmt::print("{}\n", line_of(course->at(i)));
    }
    if (!r.ok() && !note_failure(*course, options, r)) return false;
    return c.seconds <= 0 || progress.seconds() < c.seconds;
  }
  bool note_failure(const Course<W>& course, const RunOptions& options, const RunResult& r) {
    const auto [kind, is_new] = failures.try_emplace(what_kind(r), 0);
    ++kind->second;
    if (is_new) {
      show_failure(c, options, r);
      fmt::print("{}", save_again<W>(c, options));
    }
    if (c.goes_on) return true;
    for (unsigned d = 0; d < options.formation.domains.size(); ++d) {
      fmt::print("{}", domain_text(course.world(), d));
    }
    return false;
  }
  int finish() {
    progress.finish();
    fmt::print("{}", text_of(totals));
    for (const auto& [kind, count] : failures) fmt::print("{} times: {}\n", count, kind);
    return failures.empty() ? 0 : 1;
  }
};

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

RunOptions options_for(const Campaign& c, std::uint64_t seed) {
  if (c.fault.empty()) return draw_options(seed, c.size);
  if (c.fault == "none") return draw_quiet(seed, c.size);
  return draw_one_fault(seed, fault_called(c.fault), c.size);
}

std::vector<std::string> fault_words() {
  std::vector<std::string> words{"none"};
  for (std::size_t i = 0; i < fault_kinds; ++i) words.emplace_back(to_text(static_cast<Fault>(i)));
  return words;
}

int run_campaign(const Campaign& c) {
  return with_capacity(c.size, [&]<class W>(CapacityOf<W>) {
    Runner<W> runner{c};
    std::uint64_t seed = c.first;
    while (runner.run(seed) && seed != c.last) ++seed;
    return runner.finish();
  });
}

}  // namespace xvm::sim
