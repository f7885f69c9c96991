#include "sim/retrace/retraced_call.hpp"

#include "model/machine/step.hpp"
#include "model/trace/codec_step.hpp"
#include "model/trace/step_text.hpp"
#include "sim/retrace/plausible.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

std::string text_of(const trace::Step& s) {
  return fmt::format("{} to {}, {}", s.before, s.after, json::encode(s.actions).dump());
}

// The first difference, in words; empty: there is none.
std::string difference(const trace::Step& recorded, const trace::Step& made) {
  if (recorded.before != made.before) {
    return fmt::format("it stood in {}, not in {}", made.before, recorded.before);
  }
  const std::size_t both = std::min(recorded.actions.size(), made.actions.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (recorded.actions[i] != made.actions[i]) return fmt::format("action {} differs", i + 1);
  }
  if (recorded.actions.size() < made.actions.size()) {
    return fmt::format("action {} is missing", both + 1);
  }
  if (recorded.actions.size() > made.actions.size()) {
    return fmt::format("action {} is not the model's", both + 1);
  }
  if (recorded.after == made.after) return {};
  return fmt::format("it went to {}, not to {}", made.after, recorded.after);
}

}  // namespace

std::string name_of(const trace::Entry& e) {
  std::string text(e.method ? to_text(*e.method) : "a step");
  if (!e.resource.empty()) text += " of " + e.resource;
  if (!e.domain.empty()) text += fmt::format(" (domain {})", e.domain);
  if (!e.node.empty()) text += " on " + e.node;
  return text + fmt::format(", step {}", e.sequence);
}

std::string Refusal::text(const std::string& file) const {
  std::string all = fmt::format("{}:{}: {}: {}\n", file, line, step, why);
  if (!event.empty()) all += fmt::format("  event     {}\n", event);
  if (!recorded.empty()) all += fmt::format("  recorded  {}\n", recorded);
  if (!expected.empty()) all += fmt::format("  expected  {}\n", expected);
  if (call_line != 0) all += fmt::format("  the call began in line {}\n", call_line);
  return all;
}

RetracedCall::RetracedCall(std::size_t line, const trace::Entry& entry, const Setting& setting,
                           bool counts_alone)
    : machine_(begin_method(setting)),
      line_(line),
      at_us_(entry.at_us),
      sequence_(entry.sequence),
      counts_alone_(counts_alone) {}

bool RetracedCall::may_continue(const trace::Entry& entry) const {
  return !is_over() && entry.at_us >= at_us_ && entry.sequence > sequence_;
}

std::string RetracedCall::gap_before(const trace::Entry& entry) const {
  if (!counts_alone_ || is_next(entry)) return {};
  return entry.sequence == sequence_ + 2
             ? fmt::format("the line of step {} is missing", sequence_ + 1)
             : fmt::format("the lines of the steps {} to {} are missing", sequence_ + 1,
                           entry.sequence - 1);
}

std::optional<Refusal> RetracedCall::take(std::size_t line, const trace::Entry& entry,
                                          const trace::Step& step) {
  Refusal refusal{line, line_, name_of(entry), {}, json::encode(step.event).dump()};
  const auto refused = [&](std::string why) {
    refusal.why = std::move(why);
    return refusal;
  };
  if (std::string gap = gap_before(entry); !gap.empty()) return refused(std::move(gap));
  const Setting& setting = machine_.context.setting;
  if (std::string fault = fault_of(step.event, setting); !fault.empty()) {
    return refused("no executor says this: event." + fault);
  }
  refusal.recorded = text_of(step);
  if (!open_.allows(step.event)) {
    return refused("the model never asked for this event in " + trace::place_of(machine_));
  }
  Outbox out;
  Machine after = machine_;
  const Taken taken = xvm::step(after, step.event, out);
  if (taken == Taken::impossible) {
    return refused("no row of the table takes this event in " + trace::place_of(machine_));
  }
  const trace::Step made{
      step.event, {out.begin(), out.end()}, trace::place_of(machine_), trace::place_of(after)};
  if (const std::string what = difference(step, made); !what.empty()) {
    refusal.expected = text_of(made);
    return refused("the model would not have made this step: " + what);
  }
  machine_ = after;
  open_.hears(step.event);
  open_.heed(out);
  pass(entry);
  return std::nullopt;
}

void RetracedCall::pass(const trace::Entry& entry) {
  at_us_ = entry.at_us;
  sequence_ = entry.sequence;
}

}  // namespace xvm::sim
