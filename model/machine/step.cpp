#include "model/machine/step.hpp"

#include "model/machine/feeds.hpp"

#include <cstdlib>

namespace xvm {
namespace {

Table table_of(Method method) {
  switch (method) {
    case Method::validate: return Table::validate;
    case Method::start:
    case Method::take_over: return Table::start;
    case Method::stop:
    case Method::hand_over: return Table::stop;
    case Method::probe: return Table::probe;
    case Method::reconcile: return Table::reconcile;
  }
  std::abort();
}

Taken feed_top(Machine& m, Outbox& out, const Fed& fed) {
  Frame& frame = m.frames[m.depth - 1];
  m.context.next = Next::wait;
  switch (frame.table) {
    case Table::validate: return feed_validate(frame.state, m.context, out, fed);
    case Table::start: return feed_start(frame.state, m.context, out, fed);
    case Table::stop: return feed_stop(frame.state, m.context, out, fed);
    case Table::probe: return feed_probe(frame.state, m.context, out, fed);
    case Table::reconcile: return feed_reconcile(frame.state, m.context, out, fed);
    case Table::shutdown: return feed_shutdown(frame.state, m.context, out, fed);
    case Table::migration: return feed_migration(frame.state, m.context, out, fed);
    case Table::settling: return feed_settling(frame.state, m.context, out, fed);
    case Table::act: return feed_act(frame.state, m.context, out, fed);
  }
  std::abort();
}

// Does what the row asked for: judge, call, return. Each turn is taken by construction (the
// enumeration tests prove it): a verdict, a call or a return that no row expects would be a hole.
void run_internal(Machine& m, Outbox& out) {
  while (m.context.next != Next::wait) {
    Fed fed = Judged{};
    switch (m.context.next) {
      case Next::call:
        if (m.depth == Machine::max_depth) std::abort();
        m.frames[m.depth++] = {m.context.callee, 0};
        fed = Called{};
        break;
      case Next::give_back:
        --m.depth;
        fed = Returned{};
        break;
      case Next::finished: m.depth = 0; return;
      case Next::judged:
      case Next::wait: break;
    }
    if (feed_top(m, out, fed) != Taken::taken) std::abort();
  }
}

// Answers that may come when nobody waits for them any more: a timer that ran out while an act was
// under way, a graceful request or an abort that returns late.
bool may_come_late(const Event& event) {
  return std::holds_alternative<Expired>(event) || std::holds_alternative<ShutdownSent>(event) ||
         std::holds_alternative<JobAborted>(event);
}

}  // namespace

Machine begin_method(const Setting& setting) {
  Machine m;
  m.context.setting = setting;
  m.context.subject = setting.self;
  m.frames[0] = {table_of(setting.method), 0};
  m.depth = 1;
  return m;
}

Taken step(Machine& m, const Event& event, Outbox& out) {
  if (m.finished()) return Taken::impossible;
  if (const auto* expired = std::get_if<Expired>(&event)) m.context.expired.insert(expired->timer);
  const Taken taken = feed_top(m, out, &event);
  if (taken == Taken::taken) run_internal(m, out);
  if (taken != Taken::taken && may_come_late(event)) return Taken::noted;
  return taken;
}

std::string_view state_name(Frame frame) {
  switch (frame.table) {
    case Table::validate: return validate_state_name(frame.state);
    case Table::start: return start_state_name(frame.state);
    case Table::stop: return stop_state_name(frame.state);
    case Table::probe: return probe_state_name(frame.state);
    case Table::reconcile: return reconcile_state_name(frame.state);
    case Table::shutdown: return shutdown_state_name(frame.state);
    case Table::migration: return migration_state_name(frame.state);
    case Table::settling: return settling_state_name(frame.state);
    case Table::act: return act_state_name(frame.state);
  }
  return "?";
}

}  // namespace xvm
