#include "model/machine/narration.hpp"

#include "model/trace/codec_step.hpp"

namespace xvm {

void Narration::tell(const Machine& before, const Event& event, const Outbox& out) {
  if (lines_.size() == remembered) lines_.pop_front();
  const Frame frame = before.finished() ? Frame{} : before.top();
  lines_.push_back({frame, event, {out.begin(), out.end()}});
}

std::string Narration::text() const {
  std::string text;
  for (const Line& line : lines_) {
    text += std::string(to_text(line.frame.table)) + "/" + std::string(state_name(line.frame)) +
            "  " + json::encode(line.event).dump() + "\n";
    for (const Action& action : line.actions)
      text += "    -> " + json::encode(action).dump() + "\n";
  }
  return text;
}

}  // namespace xvm
