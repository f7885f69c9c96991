// sim/replay/world_cluster.hpp
//
// Purpose: a cluster of one capacity: a seeded course under the Resource Group Manager.
// Thread rule: one owner; large, so keep it on the heap.
//
//   const auto cluster = std::make_unique<WorldCluster<World33>>(options);
#pragma once

#include "sim/record/recorder.hpp"
#include "sim/replay/cluster.hpp"
#include "sim/timed/run.hpp"

namespace xvm::sim {

constexpr Work work_of(rgm::Method m) {
  switch (m) {
    case rgm::Method::start: return Work::start;
    case rgm::Method::stop: return Work::stop;
    case rgm::Method::probe: return Work::probe;
    case rgm::Method::boot: return Work::boot;
    default: return Work::validate;
  }
}

constexpr GroupWord group_word(rgm::RgState s) {
  switch (s) {
    case rgm::RgState::pending_online: return GroupWord::starting;
    case rgm::RgState::online: return GroupWord::online;
    case rgm::RgState::pending_offline: return GroupWord::stopping;
    case rgm::RgState::error_stop_failed: return GroupWord::stop_failed;
    case rgm::RgState::online_faulted: return GroupWord::faulted;
    default: return GroupWord::offline;
  }
}

template <class W>
class WorldCluster final : public Cluster, private RunWatch<W> {
 public:
  // target_nodes: false for a cluster of 2008, which has no such tag.
  WorldCluster(const RunOptions& options, bool target_nodes)
      : course_(options), rest_(course_.world()) {
    world().rgm.rules.target_nodes = target_nodes;
    course_.watch(this);
  }

  bool advance(std::int64_t end_us) override { return course_.advance(end_us); }
  void pass_to(std::int64_t at_us) override { course_.pass_to(at_us); }
  void happen(const Choice& choice) override { course_.happen(choice); }
  void watch(EventWatch* watch) override { watch_ = watch; }
  void record(Names names, const Recording& recording) {
    recorder_.emplace(std::move(names), recording.about, recording.sink);
    recorder_->begin(world());
  }
  void end_trace(const std::string& failed) override {
    if (recorder_) recorder_->end(failed);
  }

  std::int64_t now_us() const override { return course_.now_us(); }
  std::uint64_t events() const override { return course_.result().events; }
  const Verdict& verdict() const override { return course_.result().verdict; }
  Verdict verdict_at_rest() override { return rest_.check(world()); }

  unsigned node_count() const override { return world().node_count; }
  unsigned domain_count() const override { return world().domain_count; }
  const fakes::DomainCell& cell(unsigned domain, NodeId n) const override {
    return place(domain, n).cell;
  }
  const fakes::Host& host(NodeId n) const override { return world().hosts[index(n)]; }
  bool stands_still(NodeId n) const override { return world().frozen.contains(n); }
  bool is_member(NodeId n) const override { return sim::is_member(world(), n); }
  bool is_cut(NodeId from, NodeId to) const override { return !path(world(), from, to); }
  Admin admin() const override { return world().admin; }
  bool lost_admin(NodeId n) const override { return world().no_admin.contains(n); }
  const Claim& claim(unsigned domain) const override { return world().domains[domain].newest; }
  const Journey& journey(unsigned domain) const override { return world().domains[domain].journey; }
  unsigned boots(unsigned domain) const override { return world().domains[domain].incarnation; }
  Doing doing(unsigned domain, NodeId n, unsigned probe) const override {
    const auto& run = place(domain, n).runs[probe];
    return {run.life, work_of(run.method), run.killed, run.calls};
  }
  bool has_late_call(unsigned domain) const override {
    for (const Late& late : world().domains[domain].late) {
      if (late.asked != Asked::nothing) return true;
    }
    return false;
  }
  GroupWord group(unsigned domain, NodeId n) const override {
    return group_word(rgm::rg_state(world().rgm, group_at(domain), n));
  }
  bool group_moves(unsigned domain) const override {
    return world().rgm.groups[domain].phase != rgm::Phase::idle;
  }
  bool membership_changes() const override {
    for (unsigned i = 0; i < world().node_count; ++i) {
      if (can_fence(world(), node_at(i)) || can_join(world(), node_at(i))) return true;
    }
    return false;
  }
  NoRecovery why_not_running(unsigned domain) override { return why_nowhere(world(), domain); }
  std::vector<Choice> repairs() override;

 private:
  // RunWatch
  void before(std::int64_t at_us, const Choice& choice, const W& w) override {
    if (recorder_) recorder_->before(at_us, choice, w);
  }
  void after(std::int64_t at_us, const Choice& choice, const W& w, const Deeds& deeds,
             const Verdict& verdict) override {
    if (recorder_) recorder_->after(at_us, choice, w, deeds, verdict);
    if (watch_ != nullptr) watch_->event(choice, deeds);
  }
  void stepped(const SteppedRun& step) override {
    if (recorder_) recorder_->stepped(step);
  }

  W& world() { return course_.world(); }
  const W& world() const { return const_cast<Course<W>&>(course_).world(); }
  const auto& place(unsigned domain, NodeId n) const {
    return world().domains[domain].places[index(n)];
  }

  Course<W> course_;
  RestJudge<W> rest_;
  EventWatch* watch_ = nullptr;
  std::optional<Recorder<W>> recorder_{};
};

template <class W>
std::vector<Choice> WorldCluster<W>::repairs() {
  std::vector<Choice> found;
  ClusterChoices<W::node_capacity> cluster;
  list_cluster(world(), cluster);
  for (const Choice& c : cluster) {
    if (is_repair(c)) found.push_back(c);
  }
  DomainChoices<W::node_capacity> list;
  for (unsigned d = 0; d < world().domain_count; ++d) {
    list_domain(world(), static_cast<std::uint8_t>(d), list);
    for (const Choice& c : list) {
      if (is_repair(c)) found.push_back(c);
    }
  }
  return found;
}

}  // namespace xvm::sim
