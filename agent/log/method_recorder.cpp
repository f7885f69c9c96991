#include "agent/log/method_recorder.hpp"

#include <fmt/format.h>

#include <type_traits>

namespace xvm::agent {

using trace::place_of;
using trace::text_of;

namespace {

// What an administrator wants to read even without debug: something is changed or decided. Mere
// questions and timers are debug.
bool is_worth_a_line(const Action& action) {
  return std::holds_alternative<LinkClaim>(action) || std::holds_alternative<RecordDebt>(action) ||
         std::holds_alternative<Define>(action) || std::holds_alternative<SendShutdown>(action) ||
         std::holds_alternative<Act>(action) || std::holds_alternative<StartMigration>(action) ||
         std::holds_alternative<AbortJob>(action) || std::holds_alternative<Quarantine>(action) ||
         std::holds_alternative<Report>(action) || std::holds_alternative<Finish>(action);
}

// An answer without an outcome of its own is one all the same.
CallOutcome outcome_of(const Answer& answer) {
  if (!answer.event) return CallOutcome::ok;
  return std::visit(
      [](const auto& e) -> CallOutcome {
        if constexpr (requires {
                        { e.outcome } -> std::same_as<const CallOutcome&>;
                      }) {
          return e.outcome;
        } else {
          return CallOutcome::ok;
        }
      },
      *answer.event);
}

}  // namespace

MethodRecorder::MethodRecorder(Log& log, trace::NodeNames names, Identity identity,
                               trace::Writer* trace)
    : log_(log), names_(std::move(names)), identity_(std::move(identity)), trace_(trace) {}

void MethodRecorder::begun(const Setting& setting) {
  method_ = setting.method;
  write(0, trace::Call{setting});
}

void MethodRecorder::stepped(std::int64_t at_us, const Machine& before, const Event& event,
                             Taken taken, const Outbox& actions, const Machine& after) {
  std::string follows;
  bool is_decision = false;
  for (const Action& action : actions) {
    follows += fmt::format("{}{}", follows.empty() ? "" : ", ", text_of(action, names_));
    is_decision = is_decision || is_worth_a_line(action);
  }
  const std::string line = fmt::format("{} -> {} [{} to {}]", text_of(event, names_),
                                       follows.empty() ? std::string(to_text(taken)) : follows,
                                       place_of(before), place_of(after));
  if (taken == Taken::impossible) {
    log_.error("an answer that nobody asked for: " + line);
  } else if (is_decision) {
    log_.info(line);
  } else {
    log_.debug(line);
  }
  write(at_us,
        trace::Step{event, {actions.begin(), actions.end()}, place_of(before), place_of(after)});
}

void MethodRecorder::detail(std::string_view what, std::string_view text) {
  // A daemon that is down says so at every look; once is enough.
  const std::string line = fmt::format("{}: {}", what, text);
  if (last_details_[std::string(what)] == text) {
    log_.debug(line);
  } else {
    log_.info(line);
  }
  last_details_[std::string(what)] = text;
}

void MethodRecorder::gave_up(std::string_view what, std::int64_t bound_ms) {
  log_.warning(fmt::format("{}: no answer within {} ms; it counts as unknown and may yet happen",
                           what, bound_ms));
}

void MethodRecorder::late(std::int64_t at_us, std::string_view what, const Answer& answer) {
  const std::string said = answer.event ? text_of(*answer.event, names_) : answer.detail;
  log_.warning(fmt::format("{}: answered after it was given up: {}", what, said));
  write(at_us, trace::Late{std::string(what), outcome_of(answer),
                           answer.detail.empty() ? said : answer.detail});
}

void MethodRecorder::write(std::int64_t at_us, trace::Payload payload) {
  if (trace_ == nullptr) return;
  trace_->write({.at_us = static_cast<std::uint64_t>(at_us),
                 .sequence = ++sequence_,
                 .node = identity_.node,
                 .domain = identity_.domain,
                 .resource = identity_.resource,
                 .method = method_,
                 .payload = std::move(payload)});
}

}  // namespace xvm::agent
