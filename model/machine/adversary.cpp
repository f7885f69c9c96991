#include "model/machine/adversary.hpp"

#include "model/machine/samples.hpp"

#include <algorithm>
#include <cstdlib>
#include <variant>

namespace xvm {
namespace {

// Fair mode: an armed timer runs out, and a request is answered, within so many events.
constexpr unsigned fair_timer_events = 8;
constexpr unsigned fair_answer_events = 12;

constexpr std::uint32_t first_epoch = 7;

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;  // clang 14 deduces no aggregates by itself

}  // namespace

std::vector<Claim> plausible_claims(NodeSet nodes, std::uint32_t epoch) {
  using enum ClaimState;
  std::vector<Claim> list;
  for (NodeId a : nodes) {
    list.push_back({epoch, held, a, NodeId::none, false});
    list.push_back({epoch, released, a, NodeId::none, false});
    list.push_back({epoch, condemned, a, NodeId::none, false});
    for (NodeId b : nodes.without(a)) {
      list.push_back({epoch, held, a, b, false});
      list.push_back({epoch, held, a, b, true});
      list.push_back({epoch, moving, a, b, false});
    }
  }
  return list;
}

Setting setting_of(std::uint64_t seed) {
  Setting s;
  std::uint64_t rest = seed;
  const auto digit = [&rest](std::size_t base) {
    const std::uint64_t value = rest % base;
    rest /= base;
    return value;
  };
  s.method = static_cast<Method>(digit(enum_count<Method>));
  s.engine = static_cast<Engine>(digit(enum_count<Engine>));
  s.failover = static_cast<FailoverType>(digit(enum_count<FailoverType>));
  Dice dice(seed);
  s.self = samples::self;
  s.nodes = NodeSet::first(static_cast<unsigned>(2 + dice.below(2)));
  s.on_migrate_fail = dice.any<OnMigrateFail>();
  if (dice.percent(90)) s.hand_over_to = static_cast<NodeId>(dice.below(3));
  s.strict_peers = dice.coin();
  s.has_plugin = dice.coin();
  s.allow_201 = dice.coin();
  s.booting = dice.coin();
  s.on_poweroff = dice.any<OnPoweroff>();
  s.reboots_in_gap = dice.coin();
  s.unknown_grace_over = dice.coin();
  s.release_owed = dice.coin();
  if (dice.coin()) {
    s.last_seen = dice.pick(
        plausible_claims(s.nodes, first_epoch - static_cast<std::uint32_t>(dice.below(3))));
  }
  return s;
}

Adversary::Adversary(const Setting& setting, std::uint64_t seed)
    : setting_(setting),
      dice_(~seed),
      honesty_(0),
      meddlers_(dice_.percent(40)),
      starves_(dice_.percent(30)) {
  constexpr std::array honesties{0u, 50u, 80u, 95u, 99u};
  honesty_ = dice_.pick(honesties);
  // What the node saw last is the newest claim, or an older one.
  if (setting.last_seen.epoch == first_epoch) {
    newest_ = setting.last_seen;
  } else if (setting.last_seen.epoch != 0 || dice_.percent(80)) {
    newest_ = dice_.pick(plausible_claims(setting.nodes, first_epoch));
  }
  for (NodeId n : setting.nodes) {
    if (dice_.percent(40)) truth(n).activity = dice_.any<Activity>();
    truth(n).defined = dice_.coin();
  }
  facts_ = std::get<FactsRead>(read_facts()).facts;
}

void Adversary::heed(const Outbox& out) {
  for (const Action& action : out) take(action);
}

void Adversary::take(const Action& action) {
  std::visit(
      Overloaded{[this](const ArmTimer& a) { arm(a.timer); },
                 [this](const DisarmTimers&) { armed_.clear(); },
                 [this](const Watch& w) { watched_.push_back(w.node); },
                 [this](const Unwatch& w) { std::erase(watched_, w.node); },
                 // Nothing answers these.
                 [](const RecordDebt&) {}, [](const SettleDebts&) {}, [](const Report&) {},
                 [](const Finish&) {}, [this](const auto& request) { open_.push_back({request}); }},
      action);
}

void Adversary::arm(Timer timer) {
  std::erase_if(armed_, [timer](const Armed& a) { return a.timer == timer; });
  armed_.push_back({timer});
}

void Adversary::grow_older() {
  for (Open& o : open_) ++o.age;
  for (Armed& a : armed_) ++a.age;
}

Event Adversary::next() {
  grow_older();
  const auto answer_at = [this](std::size_t position) {
    const Action request = open_[position].request;
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(position));
    return answer(request);
  };
  if (fair_) {
    for (std::size_t i = 0; i < open_.size(); ++i) {
      if (open_[i].age > fair_answer_events) return answer_at(i);
    }
    for (std::size_t i = 0; i < armed_.size(); ++i) {
      if (armed_[i].age > fair_timer_events) return expire(i);
    }
  }
  if (is_idle()) std::abort();
  const bool chatters = !open_.empty() || !watched_.empty();
  const bool may_expire = fair_ || !starves_ || !chatters || dice_.percent(1);
  const std::size_t armed = may_expire ? armed_.size() : 0;
  std::size_t choice = dice_.below(open_.size() + armed + watched_.size());
  if (choice < open_.size()) return answer_at(choice);
  choice -= open_.size();
  if (choice < armed) return expire(choice);
  return observe(watched_[choice - armed]);
}

Event Adversary::expire(std::size_t position) {
  const Timer timer = armed_[position].timer;
  armed_.erase(armed_.begin() + static_cast<std::ptrdiff_t>(position));
  return Expired{timer};
}

Event Adversary::answer(const Action& request) {
  return std::visit(
      Overloaded{
          [this](const ReadFacts&) { return read_facts(); },
          [this](const SilenceProcessMonitor&) { return Event{ProcessMonitorSilenced{outcome()}}; },
          [this](const ReadClaim&) { return read_claim(); },
          [this](const LinkClaim& r) { return link_claim(r.next); },
          [this](const Export& r) {
            return Event{Exported{r.node, exported()}};
          },
          [this](const Quarantine& r) {
            return Event{Quarantined{r.node, exported()}};
          },
          [this](const Observe& r) { return observe(r.node); },
          [this](const AskWitness& r) {
            return Event{Witnessed{r.node, dice_.any<Witness>()}};
          },
          [this](const Define& r) {
            const CallOutcome result = outcome();
            if (result == CallOutcome::ok) truth(r.node).defined = true;
            return Event{Defined{r.node, result}};
          },
          [this](const SendShutdown& r) {
            if (dice_.coin()) truth(r.node).activity = Activity::inactive;
            return Event{ShutdownSent{r.node, outcome()}};
          },
          [this](const Act& r) { return act(r); },
          [this](const StartMigration& r) { return migrate(r); },
          [this](const AbortJob&) { return Event{JobAborted{outcome()}}; },
          [this](const AwaitIdle& r) {
            return Event{JobIdle{r.node, outcome()}};
          },
          [this](const CheckTarget& r) {
            TargetReport report;
            if (lies()) report = report.with(dice_.any<TargetFault>());
            return Event{TargetChecked{r.target, report}};
          },
          [this](const RunPlugin&) {
            const auto end = dice_.any<PluginEnd>();
            const auto status = static_cast<std::uint8_t>(dice_.roll());
            return Event{PluginReturned{end, end == PluginEnd::exited ? status : std::uint8_t{0}}};
          },
          [this](const Inspect& r) {
            FindingSet found;
            while (lies() && dice_.coin()) found = found.with(dice_.any<Finding>());
            return Event{Inspected{r.subject, found}};
          },
          // Never stored in open_: see take().
          [](const auto&) -> Event { std::abort(); }},
      request);
}

CallOutcome Adversary::outcome() { return lies() ? dice_.any<CallOutcome>() : CallOutcome::ok; }

ExportOutcome Adversary::exported() {
  return lies() ? dice_.any<ExportOutcome>() : ExportOutcome::intact;
}

NodeId Adversary::any_node() {
  return static_cast<NodeId>(dice_.below(static_cast<std::size_t>(setting_.nodes.size())));
}

Event Adversary::observe(NodeId node) {
  Observation seen{.activity = truth(node).activity, .defined = truth(node).defined};
  if (lies()) seen = {.activity = dice_.any<Activity>(), .defined = dice_.coin()};
  if (seen.activity == Activity::paused) seen.pause = dice_.any<PauseReason>();
  if (seen.activity == Activity::inactive) seen.off = dice_.any<OffReason>();
  return Observed{node, seen};
}

Claim Adversary::foreign_claim() {
  return dice_.pick(plausible_claims(setting_.nodes, newest_.epoch + 1));
}

Event Adversary::read_claim() {
  if (dice_.percent(fair_ ? 3 : 5) && lies()) return ClaimRead{StoreOutcome::unreadable, {}};
  if (!fair_ && meddlers_ && dice_.percent(5)) newest_ = foreign_claim();
  return ClaimRead{StoreOutcome::ok, newest_};
}

// link(2): the epoch exists already, or it is ours; an answer may be lost either way.
Event Adversary::link_claim(const Claim& next) {
  if (!fair_ && meddlers_ && dice_.percent(10)) newest_ = foreign_claim();
  LinkOutcome result = LinkOutcome::won;
  if (lies() && dice_.coin()) {
    result = dice_.coin() ? LinkOutcome::failed : LinkOutcome::unknown;
  }
  const bool is_free = next.epoch == newest_.epoch + 1;
  if (!is_free && result == LinkOutcome::won) result = LinkOutcome::lost;
  const bool took_effect =
      result == LinkOutcome::won || (result == LinkOutcome::unknown && dice_.coin());
  if (is_free && took_effect) newest_ = next;
  return ClaimLinked{result, next};
}

Event Adversary::act(const Act& request) {
  const CallOutcome result = outcome();
  const bool took_effect =
      result == CallOutcome::ok || (result == CallOutcome::unknown && dice_.coin());
  if (took_effect) {
    Truth& t = truth(request.node);
    switch (request.verb) {
      case Verb::create:
      case Verb::resume: t.activity = Activity::running; break;
      case Verb::destroy: t.activity = Activity::inactive; break;
      case Verb::undefine: t.defined = false; break;
    }
  }
  return Acted{request.verb, request.node, result};
}

// Whatever the call says, both sides may be left in any state; honest ones arrive paused.
Event Adversary::migrate(const StartMigration& request) {
  const CallOutcome result = outcome();
  if (result == CallOutcome::ok) {
    truth(request.source) = {Activity::inactive, false};
    truth(request.target) = {Activity::paused, true};
  } else if (result == CallOutcome::unknown) {
    truth(request.source) = {dice_.any<Activity>(), dice_.coin()};
    truth(request.target) = {dice_.any<Activity>(), dice_.coin()};
  }
  return Migrated{result};
}

Event Adversary::read_facts() {
  Facts f;
  f.readable = dice_.percent(90);
  f.on_off = dice_.percent(60) ? OnOffSwitch::enabled : dice_.any<OnOffSwitch>();
  f.rg_state = dice_.percent(60) ? RgState::pending_offline : dice_.any<RgState>();
  f.targets = dice_.percent(60) ? TargetNodes::one : dice_.any<TargetNodes>();
  if (f.targets == TargetNodes::one) f.target = dice_.percent(80) ? samples::peer : any_node();
  f.members = setting_.nodes;
  if (dice_.percent(20)) f.members = f.members.without(any_node());
  if (dice_.percent(20)) f.online = NodeSet::of(any_node()).without(setting_.self);
  if (dice_.percent(20)) f.methods = NodeSet::of(any_node()).without(setting_.self);
  f.status_ok = dice_.percent(80);
  f.last_plugin_ok = dice_.percent(80);
  f.giveover = dice_.percent(20);
  return FactsRead{f};
}

}  // namespace xvm
