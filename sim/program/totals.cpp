#include "sim/program/totals.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

template <class Sums, class Counts>
void add_to(Sums& sums, const Counts& counts) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += counts[i];
}

// "title: word 3 other-word 1", or nothing when there were none.
template <class E, class Counts>
std::string counts_text(const char* title, const Counts& counts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] != 0) text += fmt::format(" {} {}", to_text(static_cast<E>(i)), counts[i]);
  }
  return text.empty() ? text : fmt::format("{}:{}\n", title, text);
}

}  // namespace

void Totals::add(const RunResult& r) {
  ++runs;
  events += r.events;
  hash = hash * 0x9e3779b97f4a7c15u + r.hash;
  overtaken_acts += r.overtaken_acts;
  excused_overlaps += r.excused_overlaps;
  migrations += r.migrations;
  add_to(ended, r.ended);
  add_to(failed, r.failed);
  add_to(struck, r.struck);
  add_to(left_alone, r.left_alone);
  add_to(unrecovered, r.unrecovered);
}

std::string text_of(const Totals& t) {
  std::string text = fmt::format(
      "{} runs, {} events (hash {:016x}), {} migrations begun, {} acts overtaken between reading "
      "and act, {} overlaps made by hand or false fencing\n",
      t.runs, t.events, t.hash, t.migrations, t.overtaken_acts, t.excused_overlaps);
  text += "methods ended (failed):";
  for (std::size_t i = 0; i < t.ended.size(); ++i) {
    if (t.ended[i] == 0) continue;
    text += fmt::format(" {} {} ({})", to_text(static_cast<Method>(i)), t.ended[i], t.failed[i]);
  }
  text += "\n";
  text += counts_text<Fault>("faults", t.struck);
  text += counts_text<NoRecovery>("executed nowhere when left alone, because", t.left_alone);
  text += counts_text<NoRecovery>("executes nowhere in the end, because", t.unrecovered);
  return text;
}

}  // namespace xvm::sim
