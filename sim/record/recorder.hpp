// sim/record/recorder.hpp
//
// Purpose: turns a simulated run into the trace that production writes too (architecture, section
// 10): calls and steps of the real machines, and between them facts of the world.
// Thread rule: one owner; must outlive the run or be taken off it (Course::watch(nullptr)).
//
//   Recorder<World33> recorder(names, about, [&](const trace::Entry& e) { writer.write(e); });
//   recorder.begin(run.world());  run.watch(&recorder);  run.go();  recorder.end(what_failed);
//
// A choice gives entries in this order: its cause, the steps that it led to, and what is different
// afterwards. All have the choice's moment.
#pragma once

#include "model/trace/step_text.hpp"
#include "sim/record/causes.hpp"
#include "sim/record/recording.hpp"
#include "sim/timed/run.hpp"

#include <utility>

namespace xvm::sim {

// The part that does not depend on the size of the world.
class EntryWriter {
 public:
  EntryWriter(Names names, EntrySink sink) : names_(std::move(names)), sink_(std::move(sink)) {}

  void move_to(std::int64_t at_us) { at_us_ = static_cast<std::uint64_t>(at_us); }
  void header(const AboutRun& about);
  void fact(const PlacedFact& placed);
  void facts(const std::vector<PlacedFact>& all) {
    for (const PlacedFact& f : all) fact(f);
  }
  void step(const SteppedRun& step);
  void violation(const Verdict& verdict);
  void end(const std::string& failed);
  const Names& names() const { return names_; }

 private:
  trace::Entry entry(std::string node, std::string domain, trace::Payload payload);

  Names names_;
  EntrySink sink_;
  std::uint64_t at_us_ = 0;
  std::uint64_t sequence_ = 0;
};

template <class W>
class Recorder final : public RunWatch<W> {
 public:
  Recorder(Names names, AboutRun about, EntrySink sink)
      : about_(std::move(about)), out_(std::move(names), std::move(sink)) {}

  // The world as it is before the first choice.
  void begin(const W& world) {
    out_.header(about_);
    seen_ = sight(world);
    out_.facts(facts_of(seen_, out_.names()));
  }
  // Empty: the run ended well. Else what was broken or did not come back, for people.
  void end(const std::string& failed) { out_.end(failed); }

  void before(std::int64_t at_us, const Choice& choice, const W&) override {
    out_.move_to(at_us);
    if (const auto cause = cause_of(choice, out_.names())) out_.fact(*cause);
  }
  void stepped(const SteppedRun& step) override { out_.step(step); }
  void after(std::int64_t, const Choice&, const W& world, const Deeds&,
             const Verdict& verdict) override {
    Sighting now = sight(world);
    out_.facts(facts_between(seen_, now, out_.names()));
    seen_ = std::move(now);
    if (verdict) out_.violation(verdict);
  }

 private:
  AboutRun about_;
  EntryWriter out_;
  Sighting seen_;
};

}  // namespace xvm::sim
