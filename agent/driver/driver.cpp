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
  while (!finish_ || has_notes_to_write()) {
    if (std::optional<Letter> letter = mailbox_->take(next_deadline())) {
      receive(*letter);
    } else {
      run_out();
    }
  }
  return *finish_;
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
                 [this, &action](const auto&) { launch(action, false); },
             },
             action);
}

// Without a thread there is no call: the machine hears at once that nothing is known.
void Driver::launch(const Action& action, bool audit) {
  Job job = jobs_.job_for(action);
  const std::uint64_t ticket = ++last_ticket_;
  const Clock::time_point deadline = Clock::now() + milliseconds(job.bound_ms);
  pending_.emplace(ticket, Pending{action, job.what, job.if_silent, job.bound_ms, deadline, audit});
  try {
    std::thread([box = mailbox_, call = std::move(job.call), ticket, silent = job.if_silent] {
      try {
        box->post({.ticket = ticket, .answer = call()});
      } catch (const std::exception& e) {
        box->post({.ticket = ticket, .answer = {silent, e.what()}});
      }
    }).detach();
  } catch (const std::system_error& e) {
    mailbox_->post({.ticket = ticket, .answer = {job.if_silent, e.what()}});
  }
}

void Driver::start_watch(NodeId node) {
  Watched& watched = watched_[index(node)];
  watched = {.on = true, .asked = false, .next_audit = Clock::now() + milliseconds(audit_ms)};
  jobs_.watch(node, [box = mailbox_, node] { box->post({.nudged = node}); });
}

void Driver::audit(NodeId node) {
  Watched& watched = watched_[index(node)];
  if (!watched.on || watched.asked) return;
  watched.asked = true;
  launch(Observe{node}, true);
}

void Driver::receive(Letter& letter) {
  if (letter.ticket == 0) {
    if (index(letter.nudged) < max_nodes) audit(letter.nudged);
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
  if (pending.audit) {
    const auto* observe = std::get_if<Observe>(&pending.action);
    Watched& watched = watched_[index(observe->node)];
    if (!watched.on) return;  // nobody watches any more: the machine did not ask
    watched.asked = false;
    watched.next_audit = Clock::now() + milliseconds(audit_ms);
  }
  if (letter.answer.event && !finish_) dispatch(*letter.answer.event);
}

void Driver::give_up_on(std::uint64_t ticket) {
  const auto found = pending_.find(ticket);
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  abandoned_.emplace(ticket, pending.what);
  recorder_.gave_up(pending.what, pending.bound_ms);
  jobs_.gave_up(pending.action);
  if (!pending.audit) {
    if (pending.if_silent && !finish_) dispatch(*pending.if_silent);
  } else if (const auto* observe = std::get_if<Observe>(&pending.action)) {
    Watched& watched = watched_[index(observe->node)];
    watched.asked = false;
    watched.next_audit = Clock::now() + milliseconds(audit_ms);
    if (watched.on && !finish_) dispatch(*pending.if_silent);
  }
}

bool Driver::has_notes_to_write() const {
  return std::any_of(pending_.begin(), pending_.end(),
                     [](const auto& entry) { return !entry.second.if_silent; });
}

Clock::time_point Driver::next_deadline() const {
  // Nothing left to wait for would be a hole in a table: look in again, the end of B stays a bound.
  Clock::time_point next = at_ms(plan_.budget_ms()) + milliseconds(1'000);
  for (const auto& [ticket, pending] : pending_) next = std::min(next, pending.deadline);
  for (const auto& timer : timers_) {
    if (timer) next = std::min(next, *timer);
  }
  for (const Watched& watched : watched_) {
    if (watched.on && !watched.asked) next = std::min(next, watched.next_audit);
  }
  return next;
}

void Driver::run_out() {
  const Clock::time_point now = Clock::now();
  for (std::size_t i = 0; i < timers_.size(); ++i) {
    if (!timers_[i] || *timers_[i] > now) continue;
    timers_[i].reset();
    if (!finish_) dispatch(Expired{static_cast<Timer>(i)});
    return;  // the step may have changed everything that is waited for
  }
  for (const auto& [ticket, pending] : pending_) {
    if (pending.deadline > now) continue;
    give_up_on(ticket);
    return;
  }
  for (unsigned i = 0; i < max_nodes; ++i) {
    if (watched_[i].on && watched_[i].next_audit <= now) audit(static_cast<NodeId>(i));
  }
  if (!finish_ && now >= at_ms(plan_.budget_ms()) + milliseconds(1'000)) {
    finish_ = Finish{Result::failed, Reason::unsettled, machine_.context.setting.self};
  }
}

}  // namespace xvm::agent
