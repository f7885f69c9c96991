// model/machine/narration.hpp
//
// Purpose: test support. The last events and actions of a walk as text, for a person who wants to
// know why it failed; nothing is formatted before that.
// Thread rule: a value; one owner.
//
//   Narration story;
//   story.tell(machine_before, event, out);
//   std::cerr << story.text();
#pragma once

#include "model/machine/step.hpp"

#include <deque>
#include <string>
#include <vector>

namespace xvm {

class Narration {
 public:
  static constexpr std::size_t remembered = 20;

  void tell(const Machine& before, const Event& event, const Outbox& out);
  std::string text() const;

 private:
  struct Line {
    Frame frame;
    Event event;
    std::vector<Action> actions;
  };
  std::deque<Line> lines_;
};

}  // namespace xvm
