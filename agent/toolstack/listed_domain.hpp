// agent/toolstack/listed_domain.hpp
//
// Purpose: what xl and xm say of the domains of a node, read from "xl list -v" and from "xm list
// -l" (S-expressions), and what a state column means. Strict: a listing of which one line is not
// understood is no listing, because the domain that is looked for could be that line.
// Thread rule: pure functions.
//
//   Listing all = read_xl_list(run.output);
//   if (const ListedDomain* d = all.find(uuid)) Observation seen = observation_of(*d);
//
//   state column  means                                  (r b p s c d, in xl the fifth is a
//   reason:)
//   ------        no flag set: it waits for a processor  -, r reboot, s suspend, c crash, w
//   watchdog,
//   ---sc-        crashed and kept                       S soft reset, ? unknown
//   ---ss-        suspended: the source of a copy or a save that is under way, or was cut short
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary/observation.hpp"

namespace xvm::agent {

struct ListedDomain {
  std::uint32_t id = 0;  // another one after every boot; 0: Domain-0
  std::string name;      // as listed: during a migration "web--incoming", "web--migratedaway"
  std::string uuid;      // lower case with dashes
  std::string state;     // six letters
  std::uint64_t memory_mib = 0;
  std::string processor_time;  // seconds, as printed; grows when the domain executes

  bool is_domain0() const { return id == 0; }
  bool has(char flag) const { return state.find(flag) != std::string::npos; }
  // Stopped by Xen's suspend: what it takes to run on is more than an unpause.
  bool is_suspended() const { return state.size() == 6 && state[3] == 's' && state[4] == 's'; }
  // One half of a migration, by the names that xl gives to the two while it lasts.
  bool is_half() const;
  std::string plain_name() const;  // without those endings
};

struct Listing {
  std::vector<ListedDomain> domains;
  std::string error;  // one line; empty when every line was understood

  const ListedDomain* find(std::string_view uuid) const;
};

Listing read_xl_list(std::string_view text);
Listing read_xm_list(std::string_view text);

// 36 letters: hex digits in lower case, and dashes where they belong.
bool is_uuid_text(std::string_view text);

// `defined` and the reason of an inactive one are not the listing's to tell. Unknown: the letters
// make no sense.
Observation observation_of(const ListedDomain& domain);

}  // namespace xvm::agent
