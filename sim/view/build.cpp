#include "sim/view/build.hpp"

#include "sim/view/bars.hpp"
#include "sim/view/cast.hpp"
#include "sim/view/fact_text.hpp"
#include "sim/view/host_words.hpp"
#include "sim/view/moments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim::view {
namespace {

using trace::Entry;

// Something is changed or decided; all else are questions and timers.
bool decides(const Action& action) {
  return std::holds_alternative<LinkClaim>(action) || std::holds_alternative<RecordDebt>(action) ||
         std::holds_alternative<SendShutdown>(action) || std::holds_alternative<Act>(action) ||
         std::holds_alternative<StartMigration>(action) ||
         std::holds_alternative<AbortJob>(action) || std::holds_alternative<Report>(action);
}

bool is_good(Result r) {
  return r == Result::success || r == Result::degraded || r == Result::plugin;
}

// "stop/migration.Copying" -> "migration"
std::string table_of(const std::string& place) {
  const std::string chain = place.substr(0, place.find('.'));
  const std::size_t slash = chain.rfind('/');
  return slash == std::string::npos ? chain : chain.substr(slash + 1);
}

// The cluster manager's word for a method to the method that it runs (architecture, section 8).
std::string method_called(const std::string& word) {
  if (word == "boot") return "reconcile";
  return word == "monitor_check" ? "validate" : word;
}

bool tells_of_world(const std::vector<Entry>& entries) {
  return std::any_of(entries.begin(), entries.end(), [](const Entry& e) {
    const auto* fact = std::get_if<trace::Fact>(&e.payload);
    return fact != nullptr && fact->name == "domain";
  });
}

class Builder {
 public:
  Builder(std::vector<Entry> entries, const std::vector<std::uint64_t>& moments)
      : cast_(entries), by_facts_(tells_of_world(entries)), hosts_(cast_.nodes().size()) {
    t_.nodes = cast_.nodes();
    t_.domains = cast_.domains();
    for (std::size_t i = 0; i < entries.size(); ++i) add(entries[i], moments[i]);
    t_.end_us = moments.empty() ? 0 : moments.back();
    t_.bars = bars_.finish(t_.end_us);
    for (const auto& [domain, place] : crossing_open_) t_.crossings[place].end_us = t_.end_us;
    t_.entries = std::move(entries);
  }
  Timeline take() { return std::move(t_); }

 private:
  void add(const Entry& e, std::uint64_t at_us) {
    Happening h;
    h.at_us = at_us;
    h.node = cast_.node(e.node);
    h.domain = cast_.domain(e.domain);
    if (e.method) h.method = std::string(to_text(*e.method));
    std::visit([&](const auto& payload) { tell(e, payload, h); }, e.payload);
    t_.happenings.push_back(std::move(h));
  }
  std::size_t here() const { return t_.happenings.size(); }
  const trace::NodeNames& names(const Entry& e) const { return cast_.positions_of(e.resource); }
  Bar bar(Track track, const Happening& h, std::string state, std::string text) const {
    Bar b;
    b.track = track;
    b.node = h.node;
    b.domain = h.domain;
    b.state = std::move(state);
    b.text = std::move(text);
    b.begin_us = h.at_us;
    b.first = here();
    return b;
  }
  void open(const Bar& b) { bars_.open(b); }

  // --- what methods wrote ------------------------------------------------------------------------

  void tell(const Entry&, const trace::Header& header, Happening& h) {
    h.kind = Kind::run;
    h.text = fmt::format("{} {}, engine {}", header.program, header.version, header.engine);
    Origin& o = t_.origin;
    if (!o.program.empty()) return;
    o.program = header.program;
    o.version = header.version;
    o.engine = header.engine;
    o.started = header.started;
  }

  void tell(const Entry& e, const trace::Call& call, Happening& h) {
    h.kind = Kind::call;
    h.is_key = call.setting.method != Method::probe;
    h.method = std::string(to_text(call.setting.method));
    h.text = fmt::format("{} begins", h.method);
    end_method(h, h.method, nullptr);
    bars_.open(bar(Track::method, h, h.method, h.method), h.method);
    if (!by_facts_) see_claim(e, call.setting.last_seen, h);
  }

  void tell(const Entry& e, const trace::Step& step, Happening& h) {
    h.kind = Kind::step;
    std::string follows;
    for (const Action& action : step.actions) {
      follows += fmt::format("{}{}", follows.empty() ? "" : ", ", trace::text_of(action, names(e)));
      h.is_key = h.is_key || decides(action);
    }
    h.text = fmt::format("{} -> {}", trace::text_of(step.event, names(e)),
                         follows.empty() ? "wait" : follows);
    if (step.before != step.after) h.text += fmt::format(" [{} to {}]", step.before, step.after);
    move_phase(step, h);
    if (!by_facts_) believe(e, step, h);
    for (const Action& action : step.actions) {
      if (const auto* finish = std::get_if<Finish>(&action)) finished(e, *finish, h);
    }
  }

  void move_phase(const trace::Step& step, const Happening& h) {
    bars_.open(bar(Track::phase, h, table_of(step.after), step.after), h.method);
  }

  void finished(const Entry& e, const Finish& finish, Happening& h) {
    const bool routine = h.method == "probe" && is_good(finish.result);
    h.is_key = h.is_key || !routine;
    const std::string text = fmt::format("{}: {}", h.method, trace::text_of(finish, names(e)));
    if (Bar* b = end_method(h, h.method, &text)) b->is_bad = !is_good(finish.result);
  }

  // text: nullptr: it ended without a word. Returns the method's bar, if it has one.
  Bar* end_method(const Happening& h, const std::string& method, const std::string* text) {
    bars_.close({Track::phase, h.node, h.domain, method}, h.at_us, here());
    Bar* b = bars_.close({Track::method, h.node, h.domain, method}, h.at_us, here());
    if (b == nullptr) return nullptr;
    b->text = text == nullptr ? method + ": did not end" : *text;
    b->is_bad = text == nullptr;
    return b;
  }

  // --- what methods saw, where no fact says what was ---------------------------------------------

  void believe(const Entry& e, const trace::Step& step, const Happening& h) {
    if (const auto* seen = std::get_if<Observed>(&step.event)) {
      Bar b = bar(Track::copy, h, std::string(to_text(classify(seen->seen))),
                  trace::text_of(seen->seen));
      b.node = cast_.at(e.resource, seen->node);
      open(b);
    }
    if (const auto* read = std::get_if<ClaimRead>(&step.event)) {
      if (read->outcome == StoreOutcome::ok) see_claim(e, read->newest, h);
    }
    if (const auto* linked = std::get_if<ClaimLinked>(&step.event)) {
      if (linked->outcome == LinkOutcome::won) see_claim(e, linked->claim, h);
    }
    if (std::holds_alternative<Migrated>(step.event)) end_crossing(h);
    for (const Action& action : step.actions) {
      const auto* migrate = std::get_if<StartMigration>(&action);
      if (migrate != nullptr) begin_crossing(e, *migrate, h);
    }
  }

  void see_claim(const Entry& e, const Claim& claim, const Happening& h) {
    std::uint32_t& newest = epochs_[h.domain];
    if (claim.epoch < newest || claim.epoch == 0) return;
    newest = claim.epoch;
    Bar b =
        bar(Track::claim, h, std::string(to_text(claim.state)), trace::text_of(claim, names(e)));
    b.node = nobody;
    b.about = cast_.at(e.resource, claim.owner);
    open(b);
  }

  void begin_crossing(const Entry& e, const StartMigration& m, const Happening& h) {
    cross(h, cast_.at(e.resource, m.source), cast_.at(e.resource, m.target));
    Bar b = bar(Track::migration, h, "perform", trace::text_of(Action{m}, names(e)));
    b.node = nobody;
    open(b);
  }

  // --- facts
  // ---------------------------------------------------------------------------------------

  void tell(const Entry&, const trace::Fact& fact, Happening& h) {
    h.kind = kind_of(fact);
    h.text = text_of(fact);
    h.is_key = h.at_us > 0 && h.kind != Kind::run;
    switch (h.kind) {
      case Kind::run: return tell_run(fact, h);
      case Kind::host: return tell_host(fact, h);
      case Kind::copy: return tell_copy(fact, h);
      case Kind::group: return tell_group(fact, h);
      case Kind::method: return tell_method(fact, h);
      case Kind::claim: return tell_claim(fact, h);
      case Kind::migration: return tell_migration(fact, h);
      case Kind::violation: return tell_violation(h);
      default: return;
    }
  }

  void tell_run(const trace::Fact& fact, Happening& h) {
    Origin& o = t_.origin;
    if (fact.name == "run-over") {
      o.result = field_of(fact, "result");
      h.is_key = true;
      if (o.result != "ok" && t_.violations.empty()) t_.violations.push_back(here());
      return;
    }
    o.name = field_of(fact, "name");
    o.repeat = field_of(fact, "repeat");
    o.drawn = field_of(fact, "drawn");
  }

  void tell_violation(Happening& h) {
    h.is_key = true;
    t_.violations.push_back(here());
  }

  void tell_host(const trace::Fact& fact, const Happening& h) {
    if (h.node == nobody) {
      return open(bar(Track::admin, h, field_of(fact, "state"), h.text));
    }
    HostWords& host = hosts_[static_cast<std::size_t>(h.node)];
    if (host.tell(fact.name, fact.fields)) open(bar(Track::host, h, host.state(), host.text()));
  }

  void tell_copy(const trace::Fact& fact, const Happening& h) {
    open(bar(Track::copy, h, field_of(fact, "seen"), copy_text(fact)));
  }

  void tell_group(const trace::Fact& fact, const Happening& h) {
    open(bar(Track::group, h, field_of(fact, "state"), h.text));
  }

  // The process of a method that is killed, or lost with its host, writes no last step.
  void tell_method(const trace::Fact& fact, Happening& h) {
    const std::string state = field_of(fact, "state");
    const bool cut_short = state == "killed" || state == "lost";
    h.is_key = cut_short;
    if (!cut_short && state != "ended") return;
    const std::string method = method_called(field_of(fact, "method"));
    const std::string text = fmt::format("{}: {}", method, cut_short ? state : "its time was over");
    if (Bar* b = end_method(h, method, &text)) b->is_bad = true;
  }

  void tell_claim(const trace::Fact& fact, const Happening& h) {
    if (fact.name != "claim") return;
    Bar b = bar(Track::claim, h, field_of(fact, "state"), h.text);
    b.about = cast_.node(field_of(fact, "owner"));
    open(b);
  }

  void tell_migration(const trace::Fact& fact, const Happening& h) {
    if (field_of(fact, "phase") == "ended") return end_crossing(h);
    if (crossing_open_.count(h.domain) == 0) {
      cross(h, cast_.node(field_of(fact, "source")), cast_.node(field_of(fact, "target")));
    }
    open(bar(Track::migration, h, field_of(fact, "phase"), h.text));
  }

  void cross(const Happening& h, int source, int target) {
    crossing_open_[h.domain] = t_.crossings.size();
    t_.crossings.push_back({h.domain, source, target, h.at_us, h.at_us, here()});
  }
  void end_crossing(const Happening& h) {
    bars_.close({Track::migration, nobody, h.domain, {}}, h.at_us, here());
    const auto open = crossing_open_.find(h.domain);
    if (open == crossing_open_.end()) return;
    t_.crossings[open->second].end_us = h.at_us;
    crossing_open_.erase(open);
  }

  // --- others
  // --------------------------------------------------------------------------------------

  void tell(const Entry&, const trace::Note& note, Happening& h) {
    h.kind = Kind::note;
    h.is_key = note.level >= trace::Level::warning;
    h.text = note.text;
  }
  void tell(const Entry&, const trace::Late& late, Happening& h) {
    h.kind = Kind::late;
    h.is_key = true;
    h.text = fmt::format("late: {}: {} {}", late.call, to_text(late.outcome), late.text);
  }

  Cast cast_;
  bool by_facts_;
  std::vector<HostWords> hosts_;
  Bars bars_;
  std::map<int, std::uint32_t> epochs_;       // by domain
  std::map<int, std::size_t> crossing_open_;  // by domain
  Timeline t_;
};

}  // namespace

Timeline timeline_of(std::vector<trace::Entry> entries) {
  const std::vector<std::uint64_t> moments = put_on_one_clock(entries);
  return Builder(std::move(entries), moments).take();
}

}  // namespace xvm::sim::view
