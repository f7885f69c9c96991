// model/trace/entry.hpp
//
// Purpose: one line of the trace that production, simulator, explorer and labs write (architecture,
// section 10). Everything else (columns, timelines, diagrams) is a converter of these lines.
// Thread rule: plain values.
//
//   Entry e{.at_us = 1500, .sequence = 3, .node = "n1", .domain = "web", .resource = "web-rs",
//           .method = Method::start, .payload = Step{event, actions, "Begun", "Surveying"}};
//   writer.write(e);
//
// A trace begins with a Header; a file that several method calls append to has one for each. A Call
// comes before the first Step of each method call: with its Setting and the Events, the tables can
// be run again and must give the recorded Actions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "model/machine/action.hpp"
#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"

namespace xvm::trace {

// The format that this version writes. It grows when an old reader would misread the new text;
// additional keys do not count, for readers pass over keys they do not know.
inline constexpr std::uint32_t current_format = 1;

struct Header {
  std::uint32_t format = current_format;
  std::string program{};  // "xvm", "xvm-sim", ...
  std::string version{};  // of the program
  std::string engine{};   // "gds", "pacemaker", or what stands in for one: "explorer"
  std::string started{};  // wall time as text; for people only, nothing is computed from it

  friend bool operator==(const Header&, const Header&) = default;
};

struct Call {
  Setting setting;

  friend bool operator==(const Call&, const Call&) = default;
};

struct Step {
  Event event;
  std::vector<Action> actions;
  std::string before;  // state names of the method's table
  std::string after;

  friend bool operator==(const Step&, const Step&) = default;
};

enum class Level : std::uint8_t { debug, info, notice, warning, error };

struct Note {
  Level level = Level::info;
  std::string text;

  friend bool operator==(const Note&, const Note&) = default;
};

// An abandoned call ended after all (R14): logged, never fed to a machine.
struct Late {
  std::string call;  // "destroy n2"
  CallOutcome outcome = CallOutcome::unknown;
  std::string text;  // what the callee said

  friend bool operator==(const Late&, const Late&) = default;
};

// Something that happened in the world, not in a machine: "node-crashed", "link-cut", "guest-hung".
struct Fact {
  std::string name;
  std::map<std::string, std::string> fields;

  friend bool operator==(const Fact&, const Fact&) = default;
};

using Payload = std::variant<Header, Call, Step, Note, Late, Fact>;

struct Entry {
  std::uint64_t at_us = 0;     // microseconds since the method call or the run began
  std::uint64_t sequence = 0;  // the caller counts; a gap shows that lines were lost
  std::string node{};          // name, or position as text; empty: the whole cluster
  std::string domain{};
  std::string resource{};
  std::optional<Method> method{};
  Payload payload{};

  friend bool operator==(const Entry&, const Entry&) = default;
};

}  // namespace xvm::trace

namespace xvm {
template <>
struct EnumText<trace::Level> {
  static constexpr std::array text{"debug"sv, "info"sv, "notice"sv, "warning"sv, "error"sv};
};
}  // namespace xvm
