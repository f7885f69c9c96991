// model/machine/adversary.hpp
//
// Purpose: test support. An executor that answers a machine's requests in any way that the ports
// allow: every outcome, any order, lies, lost links, unreadable claims, timers at any moment. It
// promises only what an executor must: one answer for each request, Watch reports until Unwatch,
// timers only while armed, claims that obey link(2).
// Thread rule: a value; one owner.
//
//   Adversary adversary(setting, /*seed=*/7);
//   adversary.heed(out);                         // what the machine asked for
//   while (!machine.finished()) step(machine, adversary.next(), out);
//
// In fair mode armed timers and open requests end within a bounded number of events and nobody else
// links claims any more; the answers stay arbitrary.
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/dice.hpp"
#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"

#include <array>
#include <vector>

namespace xvm {

class Adversary {
 public:
  Adversary(const Setting& setting, std::uint64_t seed);

  void heed(const Outbox& out);
  // Picks and consumes the next event. Never called without something open: see is_idle().
  Event next();
  void be_fair() { fair_ = true; }

  // Nothing is asked, armed or watched: a machine that is not finished would hang for ever.
  bool is_idle() const { return open_.empty() && armed_.empty() && watched_.empty(); }

  const Claim& newest() const { return newest_; }

 private:
  struct Open {
    Action request;
    unsigned age = 0;  // events since it was asked
  };
  struct Armed {
    Timer timer;
    unsigned age = 0;
  };
  // What the adversary says when it does not lie: one domain on every node.
  struct Truth {
    Activity activity = Activity::inactive;
    bool defined = false;
  };

  void take(const Action& action);
  void arm(Timer timer);
  void grow_older();
  bool lies() { return !dice_.percent(honesty_); }

  Event answer(const Action& request);
  Event expire(std::size_t position);
  Event observe(NodeId node);
  Event read_claim();
  Event link_claim(const Claim& next);
  Event act(const Act& request);
  Event migrate(const StartMigration& request);
  Event read_facts();
  CallOutcome outcome();
  ExportOutcome exported();
  Claim foreign_claim();
  NodeId any_node();
  Truth& truth(NodeId node) { return truth_[index(node)]; }

  Setting setting_;
  Dice dice_;
  unsigned honesty_;  // percent of answers that agree with the truth
  bool meddlers_;     // others link claims, too
  bool starves_;      // timers run out rarely, although nothing else happens but chatter
  bool fair_ = false;
  Facts facts_;
  Claim newest_;
  std::array<Truth, max_nodes> truth_{};
  std::vector<Open> open_;
  std::vector<Armed> armed_;
  std::vector<NodeId> watched_;
};

// Every claim that somebody could have linked with this epoch: any state, any two nodes of the
// list.
std::vector<Claim> plausible_claims(NodeSet nodes, std::uint32_t epoch);

// A setting drawn from the seed; method, engine and failover type walk through their product.
Setting setting_of(std::uint64_t seed);

}  // namespace xvm
