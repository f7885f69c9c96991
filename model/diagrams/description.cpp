#include "model/diagrams/description.hpp"

#include <cstdlib>

namespace xvm::diagrams {

std::string_view description_of(Table table) {
  switch (table) {
    case Table::validate:
      return "Is this environment acceptable to start a guest domain in (section 3 of the 2008 "
             "design)? The host, the domain, the administrative file system and the policy are "
             "inspected in turn and all findings collected, so that an administrator mends them in "
             "one go.";
    case Table::start:
      return "Start, and take-over, which is a start that never boots (section 4). It looks at "
             "every "
             "node, judges, does one thing and looks again; only a look that leaves nothing else "
             "to "
             "do leads to a create. It links its claim before it touches any other node, and its "
             "success is an observation, not a return code.";
    case Table::stop:
      return "Stop, and hand-over, which is a stop that never falls back to a shutdown (section "
             "5). "
             "It looks, judges and does one thing: settle a migration that was cut short, migrate, "
             "or shut down in phases, export and undefine. It says *stopped* only after a last "
             "look, "
             "made after the undefine, has proven the domain inactive here.";
    case Table::probe:
      return "One look at the domain from the host (section 6), then the plugin probe if one is "
             "configured. It changes nothing and never needs the administrative file system. A "
             "silent hypervisor is no verdict: the second witness is asked, then the grace counts.";
    case Table::reconcile:
      return "The janitor (R13), run at boot, at join and every minute: settles what a migration "
             "left open, resumes what is owed, pays debts, sweeps what this node does not hold, "
             "and "
             "reports overlaps. It never starts a domain. The 2008 design has no such function.";
    case Table::shutdown:
      return "The phased shutdown of one copy on one node (section 5): the graceful request, "
             "repeated until its time is over, then destroy, then proof by observation or by the "
             "second witness. Called by stop and by start; returns *stopped*, *failed* or "
             "*overtaken*.";
    case Table::migration:
      return "The two-phase migration from source to target (sections 3 and 5; R7): export, check "
             "the target, link *moving*, read the claim again, then one bounded call that leaves "
             "the "
             "copy paused. Whatever the call returned, settling decides. Called by stop and by "
             "start.";
    case Table::settling:
      return "Who owns the domain after a migration attempt, and making it so (R6, R7). First the "
             "source's job must be idle, then both sides are observed and the claim is linked to "
             "the "
             "owner; only then is the other copy destroyed and the owner's copy resumed and seen "
             "to "
             "execute. Whoever runs it, on whatever node, does the same.";
    case Table::act:
      return "One act (create, resume, destroy or undefine) under R4: the claim is read "
             "immediately "
             "before, and the act is done only if the newest claim is the one this actor read or "
             "linked. Every act of every machine goes through this table.";
  }
  std::abort();
}

}  // namespace xvm::diagrams
