// model/machine/samples.hpp
//
// Purpose: representative values of every event and of the claims and observations inside them, for
// the enumeration tests, the adversary and the benchmarks.
// Thread rule: pure functions that build vectors; not for the hot path.
//
//   for (const Observed& e : samples::events<Observed>()) ...
#pragma once

#include "model/machine/event.hpp"

#include <vector>

namespace xvm::samples {

inline constexpr NodeId self{0};
inline constexpr NodeId peer{1};
inline constexpr NodeId third{2};

// One observation for every class of Seen, with and without a definition where both exist.
std::vector<Observation> observations();

// Every state of a claim, seen from `self`, at the given epoch.
std::vector<Claim> claims(std::uint32_t epoch);

// Every value, or one of every class of values, of an event type.
template <class EventType>
std::vector<EventType> events();

template <>
std::vector<Begin> events<Begin>();
template <>
std::vector<FactsRead> events<FactsRead>();
template <>
std::vector<ProcessMonitorSilenced> events<ProcessMonitorSilenced>();
template <>
std::vector<ClaimRead> events<ClaimRead>();
template <>
std::vector<ClaimLinked> events<ClaimLinked>();
template <>
std::vector<Exported> events<Exported>();
template <>
std::vector<Quarantined> events<Quarantined>();
template <>
std::vector<Observed> events<Observed>();
template <>
std::vector<Witnessed> events<Witnessed>();
template <>
std::vector<Defined> events<Defined>();
template <>
std::vector<ShutdownSent> events<ShutdownSent>();
template <>
std::vector<Acted> events<Acted>();
template <>
std::vector<Migrated> events<Migrated>();
template <>
std::vector<JobAborted> events<JobAborted>();
template <>
std::vector<JobIdle> events<JobIdle>();
template <>
std::vector<TargetChecked> events<TargetChecked>();
template <>
std::vector<PluginReturned> events<PluginReturned>();
template <>
std::vector<Inspected> events<Inspected>();
template <>
std::vector<Expired> events<Expired>();

}  // namespace xvm::samples
