// sim/scenario/options.hpp
//
// Purpose: the keys of a scenario's header and the options of its domains, groups and cluster, one
// row each: its name, what may stand behind it, what it means. As words.hpp, the one source of
// parser, printer, errors and docs/scenarios.md.
// Thread rule: constant data only; safe everywhere.
//
//   const OptionRow* row = find_option("stop-timeout", Place::domain);
#pragma once

#include "model/vocabulary/enum_text.hpp"

#include <span>

namespace xvm::sim {

// Where an option may stand: `domain:` lines, also `group:` for all of them, or `cluster:`.
enum class Place : std::uint8_t { domain, group, cluster };

enum class OptionWord : std::uint8_t {
  // of a domain alone
  prefer,
  only_on,
  apart_from,
  with,
  affinity,
  failover,
  on_migrate_fail,
  on_poweroff,
  strict_peers,
  plugin,
  allow_201,
  guest,
  on_crash,
  image_lock,
  defined_on,
  exported,
  running_on,
  resource_type,
  // of a group: on `domain:`, or on `group:` for all
  failover_mode,
  failback,
  pre_evict,
  retry_count,
  retry_interval,
  probe_interval,
  pingpong_interval,
  start_timeout,
  stop_timeout,
  probe_timeout,
  boot_timeout,
  validate_timeout,
  // of the cluster
  target_nodes,
  stickiness,
  migration_limit,
  no_quorum_policy,
  token,
};

enum class ValueKind : std::uint8_t {
  choice,      // one of the row's words
  count,       // 0..65535
  duration,    // whole seconds, 1..65535
  nodes,       // n2,n1
  domains,     // of earlier or later lines
  affinities,  // RG_affinities: +web, ++web, +++web, -web, --web
};

struct OptionRow {
  OptionWord word;
  std::string_view name;
  Place place;  // group: also on `domain:`
  ValueKind kind;
  std::string_view words;  // of a choice, apart by '|', the default first
  std::string_view says;
};

std::span<const OptionRow> option_rows();  // in the order of OptionWord

inline const OptionRow& row_of(OptionWord word) {
  return option_rows()[static_cast<std::size_t>(word)];
}
constexpr bool may_stand(const OptionRow& row, Place where) {
  return row.place == where || (row.place == Place::group && where == Place::domain);
}

// The keys of the header, in the order in which they are printed.
enum class Key : std::uint8_t {
  name,
  description,
  origin,
  engine,
  nodes,
  domain,
  group,
  cluster,
  seed,
  begins,
  slow_calls,
  slow_guests,
  slow_copies,
  stragglers,
};
struct KeyRow {
  Key key;
  std::string_view name;
  std::string_view value;
  std::string_view says;
};
std::span<const KeyRow> key_rows();

inline const KeyRow& row_of(Key key) { return key_rows()[static_cast<std::size_t>(key)]; }

}  // namespace xvm::sim
