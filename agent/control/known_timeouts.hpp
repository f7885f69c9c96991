// agent/control/known_timeouts.hpp
//
// Purpose: what the cluster last told of a resource's timeouts, kept in its node-local folder for a
// method that is called when the cluster does not answer (file `timeouts`).
// Thread rule: any thread; blocks as long as the local disk does.
//
//   KnownTimeouts known = read_timeouts(folder);
//   known.stop_timeout_s = 600;
//   write_timeouts(folder, known);
#pragma once

#include "agent/store/local_folder.hpp"
#include "model/records/record_text.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

struct KnownTimeouts {
  std::uint32_t start_timeout_s = 0;  // 0: never told
  std::uint32_t stop_timeout_s = 0;
  std::string type{};  // of the resource; empty: never told

  friend bool operator==(const KnownTimeouts&, const KnownTimeouts&) = default;
};

// Nothing known when there is no such file, or one that cannot be understood: the next good answer
// replaces it.
KnownTimeouts read_timeouts(const LocalFolder& folder);

// A line for the log when it could not be done, else nothing.
std::string write_timeouts(const LocalFolder& folder, const KnownTimeouts& known);

}  // namespace xvm::agent

template <>
struct xvm::records::RecordKind<xvm::agent::KnownTimeouts> {
  static constexpr Schema schema{"timeouts", 1, {}};
  static std::string fault_of(const agent::KnownTimeouts&) { return {}; }
};

template <>
struct xvm::json::Shape<xvm::agent::KnownTimeouts> {
  using T = agent::KnownTimeouts;
  static constexpr std::tuple fields{Field{"start_timeout_s"sv, &T::start_timeout_s},
                                     Field{"stop_timeout_s"sv, &T::stop_timeout_s},
                                     Field{"type"sv, &T::type}};
};
