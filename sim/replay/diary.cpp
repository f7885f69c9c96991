#include "sim/replay/diary.hpp"

#include "sim/replay/requests.hpp"
#include "sim/scenario/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace xvm::sim {
namespace {

std::string_view copy_words(Copy copy) {
  switch (copy) {
    case Copy::none: return "is off";
    case Copy::executing: return "runs";
    case Copy::paused: return "is paused";
    case Copy::incomplete: return "is incomplete";
    case Copy::dead: return "is crashed";
  }
  return "?";
}

// Which of the answers are worth a line, and the words for them; empty: none.
std::string answer_words(const Call& call) {
  if (call.stage == Stage::lost) return "no answer";
  switch (call.asked) {
    case Asked::act:
    case Asked::define:
    case Asked::shutdown:
    case Asked::abort_job: return std::string(to_text(static_cast<CallOutcome>(call.outcome)));
    case Asked::link_claim: {
      const auto end = static_cast<LinkOutcome>(call.outcome);
      return end == LinkOutcome::won ? "" : std::string(to_text(end));
    }
    case Asked::save:
    case Asked::quarantine: {
      const auto end = static_cast<ExportOutcome>(call.outcome);
      const bool usual = call.asked == Asked::save && end == ExportOutcome::intact;
      return usual ? "" : std::string(to_text(end));
    }
    case Asked::migrate:
      if (call.stage == Stage::working) return "";
      return std::string(to_text(static_cast<CallOutcome>(call.outcome)));
    default: return "";
  }
}

}  // namespace

std::string claim_text(const Scenario& s, const Claim& c) {
  const auto name = [&s](NodeId n) {
    return index(n) < s.nodes.size() ? s.nodes[index(n)] : std::string("-");
  };
  switch (c.state) {
    case ClaimState::none: return "none";
    case ClaimState::held:
      return fmt::format("held by {}{}", name(c.owner),
                         c.resume_owed ? fmt::format(", something owed at {}", name(c.other)) : "");
    case ClaimState::moving:
      return fmt::format("moving from {} to {}", name(c.owner), name(c.other));
    case ClaimState::released: return "released";
    case ClaimState::condemned: return fmt::format("condemned at {}", name(c.owner));
  }
  return "?";
}

Diary::Diary(const Scenario& scenario, Cluster& cluster, Tell tell)
    : scenario_(scenario),
      cluster_(cluster),
      tell_(std::move(tell)),
      places_(scenario.domains.size()),
      claims_(scenario.domains.size()),
      migrates_to_(scenario.domains.size(), NodeId::none),
      boots_before_deed_(scenario.domains.size()) {
  for (const std::string& node : scenario.nodes) column_ = std::max(column_, node.size());
  look_all();
  cluster_.watch(this);
}

void Diary::look(unsigned domain, NodeId n) {
  Place& p = place(domain, n);
  const fakes::DomainCell& cell = cluster_.cell(domain, n);
  p.copy = copy_of(cell);
  p.defined = cell.defined;
  p.group = cluster_.group(domain, n);
  for (unsigned probe = 0; probe < 2; ++probe) {
    const Doing doing = cluster_.doing(domain, n, probe);
    p.methods[probe] = {doing.life, doing.work};
  }
}

void Diary::look(unsigned domain) {
  for (unsigned n = 0; n < cluster_.node_count(); ++n) look(domain, node_at(n));
  claims_[domain] = cluster_.claim(domain);
  migrates_to_[domain] = cluster_.journey(domain).source == NodeId::none
                             ? NodeId::none
                             : cluster_.journey(domain).target;
}

void Diary::look_all() {
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) look(d);
  for (unsigned i = 0; i < cluster_.node_count(); ++i) {
    nodes_[i] = {cluster_.host(node_at(i)).up, cluster_.is_member(node_at(i))};
  }
}

void Diary::begin() {
  occurrences_.clear();
  begun_.clear();
  ended_.clear();
  begun_before_deed_ = 0;
  timeline_.clear();
  writes_ = true;
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) boots_before_deed_[d] = cluster_.boots(d);
}

void Diary::deed(const Deed& deed) {
  if (deed.word == DeedWord::nothing) return;
  write(NodeId::none, print(scenario_, deed));
  begun_before_deed_ = begun_.size();
  occurrences_.clear();
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) boots_before_deed_[d] = cluster_.boots(d);
}

const Ended* Diary::last_end(Work work, unsigned domain, NodeId n) const {
  for (const Ended& e : ended_) {
    if (e.work == work && e.domain == domain && e.node == n) return &e;
  }
  return nullptr;
}

std::string Diary::phrase(Work work, unsigned domain) const {
  return fmt::format("{} of {}", to_text(work), name(domain));
}

// What repeats itself, as a request that is sent again, is one line.
void Diary::write(NodeId n, const std::string& text) {
  if (!writes_) return;
  const std::string who = n == NodeId::none ? std::string("-") : name(n);
  std::string line = fmt::format("{:<{}}  {}", who, column_, text);
  if (!timeline_.empty() && timeline_.back() == line) return;
  if (tell_) tell_(cluster_.now_us(), line);
  timeline_.push_back(std::move(line));
}

// --- what an event changed -----------------------------------------------------------------------

void Diary::event(const Choice& choice, const Deeds& deeds) {
  occurrences_.clear();
  if (choice.kind == Kind::land || choice.kind == Kind::impatient) note_landing(choice);
  note_nodes();
  for (unsigned d = 0; d < cluster_.domain_count(); ++d) {
    if ((deeds.touched >> d & 1u) == 0) continue;
    for (unsigned n = 0; n < cluster_.node_count(); ++n) {
      note_methods(choice, d, node_at(n), deeds);
      note_place(d, node_at(n));
    }
    note_domain(d);
    look(d);
  }
}

void Diary::note_nodes() {
  for (unsigned i = 0; i < cluster_.node_count(); ++i) {
    const Node now{cluster_.host(node_at(i)).up, cluster_.is_member(node_at(i))};
    if (now.up != nodes_[i].up) write(node_at(i), now.up ? "is up" : "is down");
    if (now.member != nodes_[i].member) write(node_at(i), now.member ? "is member" : "is gone");
    nodes_[i] = now;
  }
}

void Diary::note_landing(const Choice& c) {
  const Doing doing = cluster_.doing(c.domain, c.node, c.probe);
  if (c.slot >= doing.calls.size()) return;
  const Call& call = doing.calls[c.slot];
  const std::string answer = answer_words(call);
  if (answer.empty()) return;
  // How often a request is repeated is a matter of latencies.
  bool& told = place(c.domain, c.node).shutdown_told[c.probe];
  if (call.asked == Asked::shutdown && std::exchange(told, true)) return;
  const bool far = index(call.node) < cluster_.node_count() && call.node != c.node;
  write(c.node,
        fmt::format("{} did {}{}: {}", phrase(doing.work, c.domain), to_text(request_of(call)),
                    far ? " on " + name(call.node) : "", answer));
}

void Diary::note_methods(const Choice& choice, unsigned domain, NodeId n, const Deeds& deeds) {
  for (unsigned probe = 0; probe < 2; ++probe) {
    Method was = place(domain, n).methods[probe];
    const Doing now = cluster_.doing(domain, n, probe);
    const bool here = choice.domain == domain && choice.node == n && choice.probe == probe;
    if (choice.kind == Kind::begin && here) {
      const auto d = static_cast<std::uint8_t>(domain);
      occurrences_.push_back({true, now.work, d, n});
      begun_.push_back({now.work, d, n});
      place(domain, n).shutdown_told[probe] = false;
      if (probe == 0) write(n, phrase(now.work, domain) + " begins");
      was = {Life::running, now.work};
    }
    if (was.life == Life::running && now.life != Life::running) {
      note_end(was, domain, n, probe, deeds);
    }
  }
}

void Diary::note_end(const Method& was, unsigned domain, NodeId n, unsigned probe,
                     const Deeds& deeds) {
  const auto d = static_cast<std::uint8_t>(domain);
  Ended end{was.work, d, n, std::nullopt, Reason::none};
  const bool said = deeds.ended && deeds.domain == domain && deeds.end.setting.self == n &&
                    (deeds.end.setting.method == xvm::Method::probe) == (probe == 1);
  if (said) {
    end.result = deeds.end.result;
    end.reason = deeds.end.reason;
  }
  occurrences_.push_back({false, was.work, d, n});
  const auto same = [&end](const Ended& e) {
    return e.work == end.work && e.domain == end.domain && e.node == end.node;
  };
  std::erase_if(ended_, same);
  ended_.push_back(end);
  if (probe == 1) return note_probe(end);
  const std::string how =
      end.result ? fmt::format("{} {}", to_text(*end.result), to_text(end.reason)) : "killed";
  write(n, fmt::format("{} ended {}", phrase(was.work, domain), how));
}

// A probe is worth a line when it says something else than the one before.
void Diary::note_probe(const Ended& end) {
  if (!end.result) return;
  Reason& before = place(end.domain, end.node).probe_said;
  const bool well = *end.result == Result::success;
  const Reason now = well ? Reason::healthy : end.reason;
  if (now == before) return;
  before = now;
  write(end.node, fmt::format("{} ended {} {}", phrase(end.work, end.domain), to_text(*end.result),
                              to_text(now)));
}

void Diary::note_place(unsigned domain, NodeId n) {
  const Place& was = place(domain, n);
  const fakes::DomainCell& cell = cluster_.cell(domain, n);
  const Copy copy = copy_of(cell);
  if (copy != was.copy) write(n, fmt::format("{} {}", name(domain), copy_words(copy)));
  if (cell.defined != was.defined) {
    write(n, fmt::format("{} is {}", name(domain), cell.defined ? "defined" : "undefined"));
  }
  const GroupWord group = cluster_.group(domain, n);
  const bool failed = group == GroupWord::stop_failed || group == GroupWord::faulted;
  if (group != was.group && failed) {
    write(n, fmt::format("{} is {}", name(domain), to_text(group)));
  }
}

void Diary::note_domain(unsigned domain) {
  const Claim& claim = cluster_.claim(domain);
  if (claim != claims_[domain]) {
    write(NodeId::none, fmt::format("claim of {} {}", name(domain), claim_text(scenario_, claim)));
  }
  const Journey& journey = cluster_.journey(domain);
  const NodeId to = journey.source == NodeId::none ? NodeId::none : journey.target;
  if (to == migrates_to_[domain]) return;
  if (to == NodeId::none) {
    write(NodeId::none, fmt::format("migration of {} is over", name(domain)));
  } else {
    write(journey.source, fmt::format("{} migrates to {}", name(domain), name(to)));
  }
}

}  // namespace xvm::sim
