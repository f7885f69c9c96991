// sim/retrace/recorded_life_test_context.hpp
//
// Purpose: for tests only: method calls that an executor which answers anything (Adversary) has
// led to their end, as the lines that control_xvm would write about them.
// Thread rule: one test, one thread.
//
//   std::vector<Entry> life = recorded_life(7);      // header, call, steps
//   const Retraced r = retraced(text_of(life));
#pragma once

#include "model/machine/adversary.hpp"
#include "model/machine/step.hpp"
#include "model/trace/codec_entry.hpp"
#include "model/trace/step_text.hpp"
#include "sim/retrace/retrace.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace xvm::sim {

using trace::Entry;

class LifeRecorder {
 public:
  explicit LifeRecorder(Method method) : method_(method) {}

  void add(trace::Payload payload) {
    Entry e{.at_us = 100 * entries.size(), .sequence = entries.size(), .node = "n1"};
    e.domain = "web";
    e.resource = "web-rs";
    e.method = method_;
    e.payload = std::move(payload);
    entries.push_back(std::move(e));
  }
  void add(const Machine& before, const Event& event, const Outbox& out, const Machine& after) {
    add(trace::Step{
        event, {out.begin(), out.end()}, trace::place_of(before), trace::place_of(after)});
  }
  std::vector<Entry> entries;

 private:
  Method method_;
};

// A life may be cut short at `most_steps`, as by a kill.
inline std::vector<Entry> recorded_life(const Setting& setting, std::uint64_t seed,
                                        std::size_t most_steps = 400) {
  LifeRecorder recorder(setting.method);
  recorder.add(trace::Header{.program = "control_xvm"});
  recorder.entries.front().node = recorder.entries.front().domain = "";
  recorder.add(trace::Call{setting});
  Adversary adversary(setting, seed);
  Machine machine = begin_method(setting);
  Event event = Begin{};
  for (std::size_t i = 0; i < most_steps && !machine.finished(); ++i) {
    const Machine before = machine;
    Outbox out;
    step(machine, event, out);
    recorder.add(before, event, out, machine);
    adversary.heed(out);
    if (!machine.finished()) event = adversary.next();
    if (i == 200) adversary.be_fair();
  }
  return recorder.entries;
}
inline std::vector<Entry> recorded_life(std::uint64_t seed) {
  return recorded_life(setting_of(seed), seed);
}

// A stop of a dozen steps, one of which asks for two things or more.
inline std::vector<Entry> recorded_stop() {
  for (std::uint64_t seed = 1;; ++seed) {
    if (setting_of(seed).method != Method::stop) continue;
    std::vector<Entry> life = recorded_life(seed);
    const bool asks_twice = std::any_of(life.begin(), life.end(), [](const Entry& e) {
      const auto* s = std::get_if<trace::Step>(&e.payload);
      return s != nullptr && s->actions.size() > 1;
    });
    if (asks_twice && life.size() > 12 && life.size() < 40) return life;
  }
}

inline std::string text_of(const std::vector<Entry>& entries) {
  std::string text;
  for (const Entry& e : entries) text += trace::print_line(e) + "\n";
  return text;
}

inline Retraced retraced(const std::string& text) {
  std::istringstream stream(text);
  return retrace(stream);
}

}  // namespace xvm::sim
