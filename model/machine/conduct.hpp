// model/machine/conduct.hpp
//
// Purpose: test support. Watches one method from outside, event by event and action by action, and
// names the rule of the architecture that a step broke. It knows only what the machine was told, so
// it holds in any world, lying hypervisors included.
// Thread rule: a value; one owner.
//
//   Conduct conduct(setting);
//   if (auto broken = conduct.see(before, event, out, after)) report(to_text(*broken));
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/context.hpp"
#include "model/machine/event.hpp"

#include <array>
#include <optional>

namespace xvm {

enum class ConductRule : std::uint8_t {
  s4_stop_is_proven,  // S4, R1: success of a stop follows an inactive observation or a gone witness
  s4_start_is_proven,      // S4: success of a start follows an observation of the domain here
  s4_hand_over_is_proven,  // S4: success of a hand-over that moved follows an observation at the
                           // target
  r3_named_are_proven,     // R3: a start takes over only what the claim's nodes were proven to have
                           // let go
  r4_act_follows_reread,   // R4: the event right before an act is the claim, read and unchanged
  r4_blind_is_a_stop_here,   // R1: without a readable claim only a stop takes down its own copy
  r4_create_is_held,         // R4: created only while held by the node that creates
  r4_resume_is_owed,         // R7: resumed only while the claim says that its resume is owed
  r4_peer_destroy_is_named,  // R4: a copy elsewhere is destroyed only if the claim names it to go
  r4_links_next_epoch,       // R4: what is linked succeeds exactly the claim that was believed
  r8_undefine_is_saved,      // R8: a definition is undefined only after it was saved
  s6_evidence_is_kept,       // section 6: no undefine while a migration of that node is unsettled
  r10_migration_is_allowed,  // R10, R3: what migrates was asked for, sound and executing
  r13_probe_only_looks,      // R13: a probe changes nothing
  r13_janitor_never_starts,  // R13: reconcile creates, migrates and shuts down nothing
  validate_only_inspects,    // section 3 of the 2008 design
  s8_hand_over_never_stops,  // section 8: a hand-over has no fallback to shutdown
  node_of_the_list,          // every request names a node of the resource's list
  ends_with_finish,          // a method is finished exactly by one Finish, its last action
};
template <>
struct EnumText<ConductRule> {
  static constexpr std::array text{"S4: stop success without proof"sv,
                                   "S4: start success without proof"sv,
                                   "S4: hand-over success without proof"sv,
                                   "R3: taken over although a named node is not proven inactive"sv,
                                   "R4: act without the claim read right before it"sv,
                                   "R1/R4: blind act that is not a stop's own"sv,
                                   "R4: create while the claim is not held here"sv,
                                   "R7: resume that is not owed"sv,
                                   "R4: a peer's copy destroyed that the claim does not name"sv,
                                   "R4: linked epoch is not the next one"sv,
                                   "R8: undefine of an unsaved definition"sv,
                                   "section 6: undefine destroys the evidence of a migration"sv,
                                   "R10: migration that was not allowed"sv,
                                   "R13: probe does more than look"sv,
                                   "R13: reconcile starts or stops a domain"sv,
                                   "validate does more than inspect"sv,
                                   "section 8: hand-over shuts its own domain down"sv,
                                   "a request names no node of the list"sv,
                                   "Finish and the end of the method do not coincide"sv};
};

class Conduct {
 public:
  explicit Conduct(const Setting& setting) : setting_(setting) {}

  // Judges one step; the machine before and after it, the event, and the actions of this step
  // alone.
  std::optional<ConductRule> see(const Machine& before, const Event& event, const Outbox& out,
                                 const Machine& after);

  // How often a rule had something to judge: a rule that never has is no test.
  std::array<std::uint64_t, enum_count<ConductRule>> exercised{};

 private:
  void learn(const Event& event);
  void forget(const Action& action);
  void check(ConductRule rule, bool holds);
  void check_action(const Machine& before, const Event& event, const Action& action,
                    const Machine& after);
  void check_act(const Machine& before, const Event& event, const Act& act, const Machine& after);
  void check_destroy(const Claim& believed, NodeId node, const Machine& after);
  void check_migration(const Machine& before, const StartMigration& request);
  void check_link(const Machine& before, const LinkClaim& link);
  void check_finish(const Finish& finish);
  void check_scope(const Action& action);

  bool is_known_inactive(NodeId n) const { return proves_inactive(known(n)); }
  Seen known(NodeId n) const { return index(n) < max_nodes ? known_[index(n)] : Seen::unknown; }

  Setting setting_;
  Facts facts_;
  std::array<Seen, max_nodes>
      known_{};         // last answer since the last act there; unknown after an act
  NodeSet saved_ = {};  // exported or quarantined, and not defined anew since
  std::optional<ConductRule> broken_;
};

}  // namespace xvm
