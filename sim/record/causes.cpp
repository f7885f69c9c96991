#include "sim/record/causes.hpp"

#include "fakes/rgm/event.hpp"

namespace xvm::sim {
namespace {

template <class E>
std::string word(std::uint8_t detail) {
  return std::string(to_text(static_cast<E>(detail)));
}

// Nothing but the run's own progress: what it changes is told by facts of its own.
bool is_progress(Kind kind) {
  switch (kind) {
    case Kind::begin:
    case Kind::land:
    case Kind::deliver:
    case Kind::give_up:
    case Kind::impatient:
    case Kind::expire:
    case Kind::audit:
    case Kind::time_over:
    case Kind::tell_end:
    case Kind::grace_over:
    case Kind::unknown_grace_over:
    case Kind::turn:
    case Kind::rgm_timer:
    case Kind::vanish:
    case Kind::join:
    case Kind::evacuated: return true;
    default: return false;
  }
}

bool is_guests_own(std::uint8_t detail) {
  const auto ask = static_cast<fakes::Ask>(detail);
  return ask == fakes::Ask::boot_done || ask == fakes::Ask::guest_obeys ||
         ask == fakes::Ask::teardown_done;
}

const char* name_for(Kind kind) {
  switch (kind) {
    case Kind::command: return "command";
    case Kind::by_hand:
    case Kind::hand_migrate: return "by-hand";
    case Kind::late: return "late-call";
    case Kind::fence: return "fencing";
    case Kind::data_back:
    case Kind::claim_mended:
    case Kind::register_again:
    case Kind::boot_host:
    case Kind::start_daemon:
    case Kind::thaw_daemon:
    case Kind::thaw_host:
    case Kind::heal:
    case Kind::admin_back:
    case Kind::admin_back_here:
    case Kind::fencing_works:
    case Kind::admin_fresh: return "repair";
    default: return "fault";
  }
}

// What the fact says was done, in the words of the choice's own enumeration.
std::string what(const Choice& c) {
  switch (c.kind) {
    case Kind::life:
    case Kind::by_hand: return word<fakes::Ask>(c.detail);
    case Kind::hand_migrate: return "migrate";
    case Kind::command: return word<rgm::Verb>(c.detail);
    case Kind::fence: return "proven dead";
    case Kind::late: return "landed";
    default: return std::string(to_text(c.kind));
  }
}

void add_details(const Choice& c, const Names& names, std::map<std::string, std::string>& fields) {
  switch (c.kind) {
    case Kind::cut:
    case Kind::heal:
    case Kind::hand_migrate: fields["to"] = names.of(node_at(c.slot)); return;
    case Kind::command: {
      const bool moves = static_cast<rgm::Verb>(c.detail) == rgm::Verb::switch_to;
      if (c.node != NodeId::none) fields[moves ? "to" : "node"] = names.of(c.node);
      return;
    }
    case Kind::temper: fields["guest"] = word<fakes::Temper>(c.detail); return;
    case Kind::claim_mended: fields["how"] = word<Mending>(c.detail); return;
    case Kind::agent_killed:
      fields["method"] = c.probe != 0 ? "probe" : "the one that runs";
      return;
    default: return;
  }
}

std::string admin_word(std::uint8_t detail) { return "admin-" + word<Admin>(detail); }

}  // namespace

std::optional<PlacedFact> cause_of(const Choice& c, const Names& names) {
  if (is_progress(c.kind) || (c.kind == Kind::life && is_guests_own(c.detail))) return std::nullopt;
  PlacedFact placed;
  const bool is_command = c.kind == Kind::command;  // told to the cluster, not to the node
  if (c.node != NodeId::none && !is_command) placed.node = names.of(c.node);
  if (c.domain != Choice::no_domain) placed.domain = names.of_domain(c.domain);
  placed.fact.name = name_for(c.kind);
  placed.fact.fields["what"] = c.kind == Kind::admin ? admin_word(c.detail) : what(c);
  add_details(c, names, placed.fact.fields);
  return placed;
}

}  // namespace xvm::sim
