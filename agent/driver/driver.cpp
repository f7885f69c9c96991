#include "agent/driver/driver.hpp"

#include <algorithm>
#include <system_error>
#include <thread>

namespace xvm::agent {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace

Driver::Driver(const Setting& setting, JobMaker& jobs, const TimeSettings& times,
               Recorder& recorder, Clock::time_point began)
    : machine_(begin_method(setting)),
      jobs_(jobs),
      plan_(times),
      recorder_(recorder),
      began_(began) {
  recorder_.begun(setting);
}

std::int64_t Driver::now_ms() const {
  return duration_cast<milliseconds>(Clock::now() - began_).count();
}
std::int64_t Driver::now_us() const {
  return duration_cast<microseconds>(Clock::now() - began_).count();
}
Clock::time_point Driver::at_ms(std::int64_t ms) const { return began_ + milliseconds(ms); }

Finish Driver::run() {
  dispatch(Begin{});
  // What is owed must be on disk before the program ends; these writes are bounded like any call.
  while ((!finish_ || has_notes_to_write()) && now_ms() < plan_.loop_end_ms()) {
    if (std::optional<Letter> letter = mailbox_->take(next_deadline())) {
      receive(*letter);
      // Answers are as many as calls, but nudges may come without end: they must not hold up time.
      if (letter->ticket == 0 && Clock::now() >= next_deadline()) run_out();
    } else {
      run_out();
    }
  }
  for (const auto& [ticket, pending] : pending_) {
    if (!pending.if_silent) recorder_.gave_up(pending.what, pending.bound_ms);
  }
  if (finish_) return *finish_;
  recorder_.detail("the time is over", "no verdict, so it failed: unsettled");
  return {Result::failed, Reason::unsettled, machine_.context.setting.self};
}

void Driver::dispatch(const Event& event) {
  Outbox out;
  const Machine before = machine_;
  const Taken taken = step(machine_, event, out);
  recorder_.stepped(now_us(), before, event, taken, out, machine_);
  for (const Action& action : out) execute(action);
}

void Driver::execute(const Action& action) {
  std::visit(Overloaded{
                 [this](const ArmTimer& a) {
                   timers_[static_cast<std::size_t>(a.timer)] =
                       at_ms(plan_.deadline_ms(a.timer, now_ms()));
                 },
                 [this](const DisarmTimers&) { timers_.fill(std::nullopt); },
                 [this](const Watch& w) { start_watch(w.node); },
                 [this](const Unwatch& w) {
                   watched_[index(w.node)] = {};
                   jobs_.unwatch(w.node);
                 },
                 [](const Report&) {},  // the recorder has it with the step
                 [this](const Finish& f) { finish_ = f; },
                 [this, &action](const auto&) { launch(action, 0); },
             },
             action);
}

// Without time or a thread there is no call: the machine hears at once that nothing is known. What
// is begun when its end cannot be waited for may come about after a verdict that it belies (R14).
void Driver::launch(const Action& action, std::uint64_t watch) {
  Job job = jobs_.job_for(action);
  const std::uint64_t ticket = ++last_ticket_;
  const std::int64_t bound_ms =
      job.if_silent ? plan_.call_ms(job.bound_ms, now_ms()) : plan_.note_ms(job.bound_ms, now_ms());
  const Clock::time_point deadline =
      bound_ms > 0 ? Clock::now() + milliseconds(bound_ms) : at_ms(plan_.loop_end_ms());
  pending_.emplace(ticket, Pending{action, job.what, job.if_silent, bound_ms, deadline, watch});
  if (bound_ms > 0) return start_call(job, ticket);
  mailbox_->post({.ticket = ticket, .answer = {job.if_silent, "not begun: no time is left"}});
}

void Driver::start_call(Job& job, std::uint64_t ticket) {
  try {
    std::thread([box = mailbox_, call = std::move(job.call), ticket, silent = job.if_silent] {
      try {
        box->post({.ticket = ticket, .answer = call()});
      } catch (const std::exception& e) {
        box->post({.ticket = ticket, .answer = {silent, e.what()}});
      } catch (...) {
        box->post({.ticket = ticket, .answer = {silent, "failed for no known reason"}});
      }
    }).detach();
  } catch (const std::system_error& e) {
    mailbox_->post({.ticket = ticket, .answer = {job.if_silent, e.what()}});
  }
}

void Driver::start_watch(NodeId node) {
  Watched& watched = watched_[index(node)];
  watched = {.watch = ++last_watch_,
             .asked = false,
             .nudged = false,
             .next_audit = Clock::now() + milliseconds(plan_.audit_ms())};
  jobs_.watch(node, [box = mailbox_, node] { box->post({.nudged = node}); });
}

void Driver::nudge(NodeId node) {
  watched_[index(node)].nudged = watched_[index(node)].asked;
  audit(node);
}

void Driver::audit(NodeId node) {
  Watched& watched = watched_[index(node)];
  if (watched.watch == 0 || watched.asked) return;
  watched.asked = true;
  launch(Observe{node}, watched.watch);
}

// The watch that asked, ready to ask again; none when it is over, even if another began since: what
// was seen before that one is old.
Driver::Watched* Driver::end_of_audit(const Pending& pending) {
  const auto* observe = std::get_if<Observe>(&pending.action);
  Watched& watched = watched_[index(observe->node)];
  if (watched.watch != pending.watch) return nullptr;
  watched.asked = false;
  const std::int64_t pause_ms = watched.nudged ? 0 : plan_.audit_ms();
  watched.nudged = false;
  watched.next_audit = Clock::now() + milliseconds(pause_ms);
  return &watched;
}

void Driver::receive(Letter& letter) {
  if (letter.ticket == 0) {
    if (index(letter.nudged) < max_nodes) nudge(letter.nudged);
    return;
  }
  const auto found = pending_.find(letter.ticket);
  if (found == pending_.end()) {
    const auto abandoned = abandoned_.find(letter.ticket);
    if (abandoned != abandoned_.end()) recorder_.late(now_us(), abandoned->second, letter.answer);
    return;
  }
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  if (!letter.answer.detail.empty()) recorder_.detail(pending.what, letter.answer.detail);
  if (pending.watch != 0 && end_of_audit(pending) == nullptr) return;  // nobody waits for it now
  if (letter.answer.event && !finish_) dispatch(*letter.answer.event);
}

void Driver::give_up_on(std::uint64_t ticket) {
  const auto found = pending_.find(ticket);
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  abandoned_.emplace(ticket, pending.what);
  recorder_.gave_up(pending.what, pending.bound_ms);
  jobs_.gave_up(pending.action);
  if (pending.watch != 0 && end_of_audit(pending) == nullptr) return;
  if (pending.if_silent && !finish_) dispatch(*pending.if_silent);
}

bool Driver::has_notes_to_write() const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [](const auto& entry) { return !entry.second.if_silent; });
}

Clock::time_point Driver::next_deadline() const {
  // Nothing left to wait for would be a hole in a table: the end of B stays a bound.
  Clock::time_point next = at_ms(plan_.loop_end_ms());
  for (const auto& [ticket, pending] : pending_) next = std::min(next, pending.deadline);
  if (finish_) return next;  // notes alone are waited for
  for (const auto& timer : timers_) {
    if (timer) next = std::min(next, *timer);
  }
  for (const Watched& watched : watched_) {
    if (watched.watch != 0 && !watched.asked) next = std::min(next, watched.next_audit);
  }
  return next;
}

void Driver::run_out() {
  const Clock::time_point now = Clock::now();
  if (!finish_ && run_out_first_timer(now)) return;  // the step may have changed what is waited for
  for (const auto& [ticket, pending] : pending_) {
    if (pending.deadline > now) continue;
    give_up_on(ticket);
    return;
  }
  if (finish_) return;
  for (unsigned i = 0; i < max_nodes; ++i) {
    if (watched_[i].watch != 0 && watched_[i].next_audit <= now) audit(static_cast<NodeId>(i));
  }
}

// Several may be over when the process was not scheduled for a while: the tables rely on their
// order.
bool Driver::run_out_first_timer(Clock::time_point now) {
  const auto first =
      std::min_element(timers_.begin(), timers_.end(), [](const auto& a, const auto& b) {
        return a.value_or(Clock::time_point::max()) < b.value_or(Clock::time_point::max());
      });
  if (!*first || **first > now) return false;
  first->reset();
  dispatch(Expired{static_cast<Timer>(first - timers_.begin())});
  return true;
}

}  // namespace xvm::agent
