// sim/replay/diary.hpp
//
// Purpose: what has happened on a cluster so far, as far as conditions and timelines speak of it:
// which methods began and ended and how, what has just changed, and the lines of the timeline.
// Thread rule: one owner; must outlive the cluster or be taken off it.
//
//   Diary diary(scenario, cluster);
//   diary.begin();                                   // the statements begin
//   diary.occurred(true, Work::stop, 0, NodeId{1})   // ... in the event that was the last one
#pragma once

#include "sim/replay/cluster.hpp"

#include <functional>

namespace xvm::sim {

struct Begun {
  Work work;
  std::uint8_t domain;
  NodeId node;
};
struct Ended {
  Work work;
  std::uint8_t domain;
  NodeId node;
  std::optional<Result> result;  // nullopt: killed
  Reason reason;
};
struct Occurrence {
  bool begins;  // else it ended
  Work work;
  std::uint8_t domain;
  NodeId node;
};

class Diary final : public EventWatch {
 public:
  using Tell = std::function<void(std::int64_t at_us, const std::string& line)>;

  // Each line of the timeline is told to `tell` as it comes, if there is one.
  Diary(const Scenario& scenario, Cluster& cluster, Tell tell = {});
  ~Diary() override { cluster_.watch(nullptr); }
  Diary(const Diary&) = delete;
  Diary& operator=(const Diary&) = delete;

  // Nothing before this counts.
  void begin();
  // A deed is about to be performed.
  void deed(const Deed& deed);
  void end() { writes_ = false; }  // the timeline is whole

  void event(const Choice& choice, const Deeds& deeds) override;

  const std::vector<Occurrence>& occurrences() const { return occurrences_; }
  const std::vector<Begun>& begun() const { return begun_; }
  std::size_t begun_before_deed() const { return begun_before_deed_; }
  const Ended* last_end(Work work, unsigned domain, NodeId n) const;
  unsigned boots_before_deed(unsigned domain) const { return boots_before_deed_[domain]; }
  const std::vector<std::string>& timeline() const { return timeline_; }

 private:
  struct Method {
    Life life = Life::none;
    Work work = Work::start;
  };
  // A domain on a node as it was after the last event.
  struct Place {
    Copy copy = Copy::none;
    bool defined = false;
    GroupWord group = GroupWord::offline;
    std::array<Method, 2> methods{};
    std::array<bool, 2> shutdown_told{};  // by the method that runs
    Reason probe_said = Reason::healthy;
  };
  struct Node {
    bool up = true;
    bool member = false;
  };

  Place& place(unsigned domain, NodeId n) { return places_[domain][index(n)]; }
  void look(unsigned domain, NodeId n);
  void look(unsigned domain);
  void look_all();
  void note_landing(const Choice& choice);
  void note_methods(const Choice& choice, unsigned domain, NodeId n, const Deeds& deeds);
  void note_end(const Method& was, unsigned domain, NodeId n, unsigned probe, const Deeds& deeds);
  void note_place(unsigned domain, NodeId n);
  void note_domain(unsigned domain);
  void note_nodes();
  void note_probe(const Ended& end);
  void write(NodeId n, const std::string& text);
  std::string name(unsigned domain) const { return scenario_.domains[domain].name; }
  std::string name(NodeId n) const { return scenario_.nodes[index(n)]; }
  std::string phrase(Work work, unsigned domain) const;
  std::string claim_words(unsigned domain) const;

  const Scenario& scenario_;
  Cluster& cluster_;
  Tell tell_;
  bool writes_ = false;
  std::size_t column_ = 1;  // how wide the names of the nodes are
  std::vector<std::array<Place, max_nodes>> places_;
  std::array<Node, max_nodes> nodes_{};
  std::vector<Claim> claims_;
  std::vector<NodeId> migrates_to_;  // none: no migration
  std::vector<unsigned> boots_before_deed_;
  std::vector<Occurrence> occurrences_;
  std::vector<Begun> begun_;
  std::size_t begun_before_deed_ = 0;
  std::vector<Ended> ended_;  // the last of each method, domain and node
  std::vector<std::string> timeline_;
};

// "held by n2", "moving from n1 to n2" and so on.
std::string claim_text(const Scenario& s, const Claim& claim);

}  // namespace xvm::sim
