#include "sim/view/mermaid.hpp"

#include "sim/view/cast.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace xvm::sim::view {
namespace {

constexpr const char* manager = "CM";
constexpr const char* store = "ADMIN";

// Mermaid ends a statement at ';' and takes '#' for the begin of a character's number.
std::string plain(std::string text) {
  for (char& c : text) c = c == ';' || c == '\n' ? ',' : c == '#' ? '=' : c;
  return text;
}

class Sequence {
 public:
  Sequence(const Timeline& t, const Cast& cast) : t_(t), cast_(cast) {}

  std::vector<std::string> lines_of(std::size_t i) const {
    const Happening& h = t_.happenings[i];
    const trace::Entry& e = t_.entries[i];
    if (std::holds_alternative<trace::Call>(e.payload)) return {call(h, e)};
    if (const auto* step = std::get_if<trace::Step>(&e.payload)) return step_lines(h, e, *step);
    return {note(h)};
  }
  static std::string actor(int node) { return node == nobody ? manager : fmt::format("N{}", node); }

 private:
  std::string domain(const Happening& h) const {
    return h.domain == nobody ? "" : t_.domains[static_cast<std::size_t>(h.domain)] + " ";
  }
  std::string message(const std::string& from, const char* arrow, const std::string& to,
                      const std::string& text) const {
    return fmt::format("{}{}{}: {}", from, arrow, to, plain(text));
  }
  std::string call(const Happening& h, const trace::Entry&) const {
    return message(manager, "->>", actor(h.node), domain(h) + h.method);
  }
  std::string note(const Happening& h) const {
    const bool broken = h.kind == Kind::violation;
    const std::string place =
        broken && t_.nodes.size() > 1
            ? fmt::format("{},{}", actor(0), actor(static_cast<int>(t_.nodes.size()) - 1))
        : h.node != nobody      ? actor(h.node)
        : h.kind == Kind::claim ? store
                                : manager;
    const std::string line =
        fmt::format("Note over {}: {:.3f} s {}{}", place, static_cast<double>(h.at_us) / 1e6,
                    domain(h), plain(h.text));
    return broken ? "rect rgb(255, 205, 205)\n  " + line + "\n  end" : line;
  }

  std::vector<std::string> step_lines(const Happening& h, const trace::Entry& e,
                                      const trace::Step& step) const {
    std::vector<std::string> lines;
    const auto& names = cast_.positions_of(e.resource);
    for (const Action& action : step.actions) {
      const std::string text = domain(h) + trace::text_of(action, names);
      const std::string self = actor(h.node);
      if (std::holds_alternative<LinkClaim>(action)) {
        lines.push_back(message(self, "->>", store, text));
      } else if (const auto* act = std::get_if<Act>(&action)) {
        lines.push_back(message(self, "->>", actor(cast_.at(e.resource, act->node)), text));
      } else if (const auto* send = std::get_if<SendShutdown>(&action)) {
        lines.push_back(message(self, "->>", actor(cast_.at(e.resource, send->node)), text));
      } else if (const auto* migrate = std::get_if<StartMigration>(&action)) {
        lines.push_back(message(actor(cast_.at(e.resource, migrate->source)), "->>",
                                actor(cast_.at(e.resource, migrate->target)), text));
      } else if (const auto* finish = std::get_if<Finish>(&action)) {
        const char* arrow = finish->result == Result::failed ? "--x" : "-->>";
        lines.push_back(
            message(self, arrow, manager,
                    fmt::format("{}{}: {}", domain(h), h.method, trace::text_of(*finish, names))));
      }
    }
    return lines;
  }

  const Timeline& t_;
  const Cast& cast_;
};

}  // namespace

std::string mermaid_of(const Timeline& t, const Selection& selection, std::size_t most) {
  const Cast cast(t.entries);
  const Sequence sequence(t, cast);
  Selection story = selection;
  story.key_only = true;
  std::vector<std::string> lines;
  std::map<int, std::string> last_notes;  // by domain
  for (const std::size_t i : selected(t, story)) {
    const Happening& h = t.happenings[i];
    const bool is_note = h.kind != Kind::call && h.kind != Kind::step;
    if (is_note && std::exchange(last_notes[h.domain], h.text) == h.text) continue;
    for (std::string& line : sequence.lines_of(i)) lines.push_back(std::move(line));
  }
  std::string text = "sequenceDiagram\n  participant CM as cluster manager\n";
  for (std::size_t n = 0; n < t.nodes.size(); ++n) {
    text += fmt::format("  participant N{} as {}\n", n, plain(t.nodes[n]));
  }
  text += "  participant ADMIN\n";
  const std::size_t left_out = lines.size() > most ? lines.size() - most : 0;
  if (left_out != 0)
    text += fmt::format("  Note over CM: {} earlier messages are left out\n", left_out);
  for (std::size_t i = left_out; i < lines.size(); ++i) text += "  " + lines[i] + "\n";
  return text;
}

}  // namespace xvm::sim::view
