#include "model/tables/enumeration.hpp"

#include "model/machine/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace xvm {
namespace {

// The events of one kind (position in AllEvents), ready to be fed.
struct EventSamples {
  std::string_view name;
  std::vector<Event> outside;  // empty for the events that the stepper raises
  std::vector<Fed> fed;
};

template <class E>
EventSamples samples_of() {
  EventSamples s;
  s.name = type_name<E>();
  if constexpr (boost::mp11::mp_contains<OutsideEvents, E>::value) {
    for (const E& e : samples::events<E>()) s.outside.emplace_back(e);
  } else {
    s.fed.emplace_back(E{});
  }
  return s;
}

template <class... Es>
std::vector<EventSamples> all_samples(boost::mp11::mp_list<Es...>) {
  std::vector<EventSamples> list{samples_of<Es>()...};
  for (EventSamples& s : list) {
    for (const Event& e : s.outside) s.fed.emplace_back(&e);
  }
  return list;
}

const std::vector<EventSamples>& event_samples() {
  static const std::vector<EventSamples> list = all_samples(AllEvents{});
  return list;
}

// Builds a product of contexts, one varied field at a time.
class Contexts {
 public:
  Contexts() {
    Context base;
    base.setting.self = samples::self;
    base.setting.nodes = NodeSet::first(3);
    base.facts.readable = true;
    base.facts.members = NodeSet::first(2);
    list_.push_back(base);
  }
  template <class Value>
  void vary(Value Context::*member, const std::vector<Value>& values) {
    transform([&](Context c, std::vector<Context>& next) {
      for (const Value& value : values) {
        c.*member = value;
        next.push_back(c);
      }
    });
  }
  template <class Change>
  void transform(const Change& change) {
    std::vector<Context> next;
    for (const Context& c : list_) change(c, next);
    list_ = std::move(next);
  }
  const std::vector<Context>& list() const { return list_; }

 private:
  std::vector<Context> list_;
};

// What the guards of the tables look at; verdicts and returns vary only where they are tested.
std::vector<Context> sample_contexts(std::string_view event, int moves) {
  Contexts contexts;
  contexts.vary(&Context::claim, samples::claims(7));
  contexts.vary(&Context::looks, std::vector<std::uint8_t>{0, 39, 40});
  contexts.vary(&Context::exported, std::vector{ExportOutcome::failed, ExportOutcome::intact});
  contexts.transform([](Context c, std::vector<Context>& next) {
    for (Method m : {Method::start, Method::stop, Method::hand_over}) {
      c.setting.method = m;
      c.setting.on_migrate_fail = OnMigrateFail::shutdown;
      next.push_back(c);
      c.setting.on_migrate_fail = OnMigrateFail::stay;
      next.push_back(c);
    }
  });
  contexts.transform([](Context c, std::vector<Context>& next) {
    next.push_back(c);
    c.expired.insert(Timer::settle_limit);
    c.expired.insert(Timer::immediate);
    c.survey.note(samples::self, {.activity = Activity::inactive, .defined = true});
    next.push_back(c);
  });
  if (event == "Returned") {
    std::vector<Return> all;
    for (std::size_t i = 0; i < enum_count<Return>; ++i) all.push_back(static_cast<Return>(i));
    contexts.vary(&Context::returned, all);
  }
  if (event == "Judged") {
    std::vector<std::uint8_t> all;
    for (int i = 0; i < moves; ++i) all.push_back(static_cast<std::uint8_t>(i));
    contexts.vary(&Context::move, all);
    contexts.vary(&Context::reason,
                  std::vector{Reason::nothing_to_do, Reason::overlap, Reason::debts_left});
  }
  return contexts.list();
}

struct Pair {
  const TableView& table;
  std::size_t state;
  const EventSamples& event;
  std::vector<const RowView*> rows;
  bool total = false;  // a verdict: one row must take it

  std::string where() const {
    return std::string(table.name) + ": " + std::string(table.states[state]) + " + " +
           std::string(event.name);
  }
};

Taken expected_of(const Pair& pair, const Context& context, const Fed& fed, std::size_t& target) {
  std::size_t holding = 0;
  for (const RowView* row : pair.rows) {
    if (!row->holds(context, fed)) continue;
    ++holding;
    if (row->target != RowView::stays) target = row->target;
  }
  EXPECT_LE(holding, 1u) << pair.where() << ": guards of one (state, event) hold together";
  if (pair.total) {
    EXPECT_EQ(holding, 1u) << pair.where() << ": a verdict that no row takes";
  }
  if (pair.rows.empty()) return Taken::impossible;
  return holding == 0 ? Taken::rejected : Taken::taken;
}

void check_one(const Pair& pair, const Context& context, const Fed& fed, Counts& counts) {
  std::size_t target = pair.state;
  const Taken expected = expected_of(pair, context, fed, target);
  Context after = context;
  Outbox out;
  auto state = static_cast<std::uint8_t>(pair.state);
  const Taken taken = pair.table.feed(state, after, out, fed);
  EXPECT_EQ(to_text(taken), to_text(expected)) << pair.where();
  EXPECT_EQ(state, target) << pair.where() << ": state after the row";
  if (expected != Taken::taken) {
    EXPECT_TRUE(out.empty() && after == context) << pair.where() << ": changed without a row";
  }
  counts.taken += taken == Taken::taken;
  counts.rejected += taken == Taken::rejected;
  counts.impossible += taken == Taken::impossible;
}

void check_pair(const Pair& pair, Counts& counts) {
  int moves = 1;
  bool guarded = false;
  for (const RowView* row : pair.rows) {
    moves = std::max(moves, row->moves);
    guarded = guarded || row->has_guard;
  }
  std::vector<Context> contexts = sample_contexts(pair.event.name, moves);
  if (!guarded) contexts.resize(1);
  for (const Context& context : contexts) {
    for (const Fed& fed : pair.event.fed) {
      if (testing::Test::HasFailure()) return;  // the first counterexample is enough to read
      check_one(pair, context, fed, counts);
    }
  }
}

}  // namespace

Counts enumerate(const TableView& table) {
  Counts counts;
  for (std::size_t state = 0; state < table.states.size(); ++state) {
    for (std::size_t event = 0; event < event_samples().size(); ++event) {
      Pair pair{table, state, event_samples()[event], {}, false};
      for (const RowView& row : table.rows) {
        if (row.source != state || row.event != event) continue;
        pair.rows.push_back(&row);
        pair.total = pair.total || row.moves > 0;
      }
      check_pair(pair, counts);
    }
  }
  return counts;
}

}  // namespace xvm
