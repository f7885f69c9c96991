// Deeds and conditions: the words of a line against the shapes of the tables.
#include "fakes/node/migration.hpp"
#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

template <class E>
std::string one_of(std::string_view name, std::string_view wrong) {
  const Words words(EnumText<E>::text.begin(), EnumText<E>::text.end());
  return fmt::format("{}: {}", name, known_words(words, wrong));
}

// How far one shape fits, and what it expected where it stopped.
struct Fit {
  bool whole = false;
  std::size_t words = 0;  // that fitted
  std::string expected;
  Filling filling;
};

class Fitter {
 public:
  // What was expected is only put into words when somebody will read it.
  Fitter(const Scenario& s, const Words& words, bool explains)
      : s_(s), words_(words), explains_(explains) {}

  Fit fit(std::string_view shape) {
    fit_ = {};
    at_ = 0;
    for (const std::string_view part : fields_of(shape)) {
      const auto hole = from_text<Hole>(part);
      const bool fits = hole ? fill(*hole) : literal(part);
      if (!fits) return stop();
    }
    if (at_ < words_.size()) {
      expect([] { return "the end of the line"; });
      return stop();
    }
    fit_.whole = true;
    return stop();
  }

 private:
  std::string_view word() const { return at_ < words_.size() ? words_[at_] : std::string_view{}; }
  Fit stop() {
    fit_.words = at_;
    return fit_;
  }
  bool literal(std::string_view part) {
    if (word() == part) return ++at_, true;
    return expect([&] { return fmt::format("'{}'", part); });
  }
  template <class Say>
  bool expect(Say&& say) {
    if (explains_) fit_.expected = say();
    return false;
  }
  template <class E, class Take>
  bool choose(std::string_view name, Take&& take) {
    const auto value = from_text<E>(word());
    if (!value) return expect([&] { return one_of<E>(name, word()); });
    take(*value);
    return ++at_, true;
  }

  bool fill(Hole hole) {
    Filling& f = fit_.filling;
    const auto as_word = [&f](auto value) { f.word = static_cast<std::uint8_t>(value); };
    switch (hole) {
      case Hole::domain: return fill_domain(f);
      case Hole::node: return fill_node(f);
      case Hole::number: return fill_number(f);
      case Hole::method: return choose<Work>("a method", [&f](Work w) { f.method = w; });
      case Hole::request: return choose<Request>("a request", as_word);
      case Hole::phase: return choose<fakes::Phase>("a phase", as_word);
      case Hole::excuse: return choose<Excuse>("an excuse", as_word);
      case Hole::result: return fill_result(f);
      case Hole::reason: return choose<Reason>("a reason", [&f](Reason r) { f.reason = r; });
      case Hole::steps: return fill_steps(f);
    }
    return false;
  }
  bool fill_domain(Filling& f) {
    const auto domain = find_domain(s_, word());
    if (!domain) return expect([&] { return expected_domain(s_, word()); });
    f.domain = *domain;
    return ++at_, true;
  }
  bool fill_node(Filling& f) {
    const auto node = find_node(s_, word());
    if (!node) return expect([&] { return expected_node(s_, word()); });
    (f.node == NodeId::none ? f.node : f.other) = *node;
    return ++at_, true;
  }
  bool fill_number(Filling& f) {
    const auto number = read_number(word(), 65535);
    if (!number) return expect([] { return "a number from 0 to 65535"; });
    f.number = static_cast<std::uint16_t>(*number);
    return ++at_, true;
  }
  bool fill_result(Filling& f) {
    if (word() == "killed") {
      f.result = std::nullopt;
      return ++at_, true;
    }
    return choose<Result>("killed, or a result", [&f](Result r) { f.result = r; });
  }
  bool fill_steps(Filling& f) {
    for (bool with_before = false;; ++at_) {
      SequenceStep step{Work::start, NodeId::none, with_before};
      if (!choose<Work>("a method", [&step](Work w) { step.work = w; })) return false;
      const auto node = find_node(s_, word());
      if (!node) return expect([&] { return expected_node(s_, word()); });
      ++at_;
      step.node = *node;
      f.steps.push_back(step);
      if (at_ == words_.size()) return true;
      if (word() != "," && word() != "+")
        return expect([] { return "',', '+' or the end of the line"; });
      with_before = word() == "+";
    }
  }

  const Scenario& s_;
  const Words& words_;
  bool explains_;
  std::size_t at_ = 0;
  Fit fit_;
};

// A word of one cluster manager in a file for others too.
void check_under(const Scenario& s, std::size_t line, std::string_view shape, Under under) {
  for (const EngineWord engine : s.engines) {
    const bool fits =
        under == Under::both || (under == Under::pacemaker) == (engine == EngineWord::pacemaker);
    if (fits) continue;
    refuse(line, fmt::format("'{}' exists only under {}, and 'engine:' names {}", shape,
                             under == Under::gds ? "gds" : "pacemaker", to_text(engine)));
  }
}

Under where_is(Work w) {
  if (w == Work::start || w == Work::stop) return Under::both;
  const bool pacemaker = w == Work::monitor || w == Work::migrate_to || w == Work::migrate_from;
  return pacemaker ? Under::pacemaker : Under::gds;
}

void check_methods(const Scenario& s, std::size_t line, const Filling& f) {
  check_under(s, line, to_text(f.method), where_is(f.method));
  for (const SequenceStep& step : f.steps) {
    check_under(s, line, to_text(step.work), where_is(step.work));
  }
}

// Of the shapes that fit furthest, what each expected; of a first word, the shapes' first words.
template <class Rows>
[[noreturn]] void refuse_phrase(const Scenario& s, std::size_t line, const Words& words,
                                const Rows& rows, std::string_view kind) {
  std::size_t furthest = 0;
  Words expected;
  std::vector<Fit> fits;
  Fitter fitter(s, words, true);
  for (const auto& row : rows) {
    fits.push_back(fitter.fit(row.shape));
    furthest = std::max(furthest, fits.back().words);
  }
  const std::string_view found = furthest < words.size() ? words[furthest] : std::string_view{};
  if (furthest == 0) {
    for (const auto& row : rows) expected.push_back(fields_of(row.shape)[0]);
    refuse(line, found, fmt::format("{}: {}", kind, known_words(expected, found)));
  }
  Words literals;  // the expectations that stand for themselves, without their quotes
  for (const Fit& fit : fits) {
    if (fit.words != furthest) continue;
    const std::string_view text = fit.expected;
    expected.push_back(text);
    if (text.front() == '\'') literals.push_back(text.substr(1, text.size() - 2));
  }
  const std::string_view meant =
      expected.size() > 1 ? nearest(found, literals) : std::string_view{};
  const std::string all = known_words(expected, "");
  refuse(line, found, meant.empty() ? all : fmt::format("{}; did you mean '{}'?", all, meant));
}

template <class Phrase, class Rows>
Phrase read_phrase(const Scenario& s, std::size_t line, const Words& words, const Rows& rows,
                   std::string_view kind) {
  Fitter fitter(s, words, false);
  for (const auto& row : rows) {
    const Fit fit = fitter.fit(row.shape);
    if (!fit.whole) continue;
    check_under(s, line, row.shape, row.under);
    check_methods(s, line, fit.filling);
    const bool same_node =
        fit.filling.other != NodeId::none && fit.filling.node == fit.filling.other;
    if (same_node) refuse(line, "found the same node twice, expected two different ones");
    return {row.word, fit.filling};
  }
  refuse_phrase(s, line, words, rows, kind);
}

}  // namespace

Deed read_deed(const Scenario& s, std::size_t line, const Words& words) {
  return read_phrase<Deed>(s, line, words, deed_rows(), "a deed");
}

Conditions read_conditions(const Scenario& s, std::size_t line, const Words& words) {
  Conditions all;
  Words one;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    if (i < words.size() && words[i] != "and") {
      one.push_back(words[i]);
      continue;
    }
    all.push_back(read_phrase<Condition>(s, line, one, condition_rows(), "a condition"));
    one.clear();
  }
  return all;
}

}  // namespace xvm::sim
