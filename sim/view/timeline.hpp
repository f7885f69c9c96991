// sim/view/timeline.hpp
//
// Purpose: a trace as people look at it: who took part, what lasted from when to when (bars), what
// happened when (one happening for each entry), what crossed from node to node, and which invariant
// was broken. Every view is made from this value.
// Thread rule: plain values.
//
//   const Timeline t = timeline_of(entries);            // sim/view/build.hpp
//   t.bars[0].begin_us;  t.happenings[7].text;  t.violations.empty();
#pragma once

#include "model/trace/entry.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace xvm::sim::view {

inline constexpr int nobody = -1;  // no node, or no domain, of its own

// What a bar tells about. Of a node: host. Of a domain on a node: copy, group, method, phase. Of a
// domain: claim, migration. Of the cluster: admin.
enum class Track : std::uint8_t { host, copy, group, method, phase, claim, migration, admin };

struct Bar {
  Track track = Track::host;
  int node = nobody;
  int domain = nobody;
  int about = nobody;    // the node that a claim names as the owner
  std::string state;     // one of few words: it chooses the colour
  std::string text;      // for people
  bool is_bad = false;   // a method that failed, was killed or never ended
  bool is_open = false;  // it still is so when the trace ends
  std::uint64_t begin_us = 0;
  std::uint64_t end_us = 0;
  std::size_t first = 0;  // the happenings that began and ended it
  std::size_t last = 0;
};

enum class Kind : std::uint8_t {
  run,
  call,
  step,
  claim,
  copy,
  group,
  method,
  migration,
  host,
  fault,
  command,  // an administrator's, also by hand
  repair,
  late,
  note,
  violation,
};

struct Happening {
  std::uint64_t at_us = 0;  // since the trace began
  int node = nobody;
  int domain = nobody;
  Kind kind = Kind::note;
  bool is_key = false;  // part of the story; the others are questions, answers and routine
  std::string method;
  std::string text;
};

// A migration's memory on its way.
struct Crossing {
  int domain = nobody;
  int source = nobody;
  int target = nobody;
  std::uint64_t begin_us = 0;
  std::uint64_t end_us = 0;
  std::size_t first = 0;
};

struct Origin {
  std::string program;
  std::string version;
  std::string engine;
  std::string started;
  std::string name;
  std::string repeat;  // the command that repeats the run
  std::string drawn;   // its options
  std::string result;  // "ok", what failed, or empty: the trace does not say
};

struct Timeline {
  Origin origin;
  std::vector<std::string> nodes;
  std::vector<std::string> domains;
  std::vector<trace::Entry> entries;  // as written, by time; happenings[i] is what entries[i] says
  std::vector<Happening> happenings;
  std::vector<Bar> bars;
  std::vector<Crossing> crossings;
  std::vector<std::size_t> violations;  // happenings
  std::uint64_t end_us = 0;
};

}  // namespace xvm::sim::view

namespace xvm {
template <>
struct EnumText<sim::view::Track> {
  static constexpr std::array text{"host"sv,  "copy"sv,  "group"sv,     "method"sv,
                                   "phase"sv, "claim"sv, "migration"sv, "admin"sv};
};
template <>
struct EnumText<sim::view::Kind> {
  static constexpr std::array text{"run"sv,  "call"sv,  "step"sv,     "claim"sv,
                                   "copy"sv, "group"sv, "method"sv,   "migration"sv,
                                   "host"sv, "fault"sv, "command"sv,  "repair"sv,
                                   "late"sv, "note"sv,  "violation"sv};
};
}  // namespace xvm
