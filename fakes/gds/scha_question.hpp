// fakes/gds/scha_question.hpp
//
// Purpose: what all scha_*_get commands share: their options and the snapshot.
// Thread rule: one thread per call.
//
//   SchaQuestion q;  if (auto code = q.read(call)) return *code;
//   if (same_word(q.optag, "RG_STATE")) ...
#pragma once

#include "fakes/gds/call.hpp"
#include "fakes/gds/snapshot.hpp"

namespace xvm::fakes::gds {

struct SchaQuestion {
  std::string optag;
  std::string resource;
  std::string group;
  std::string type;
  std::string zone_cluster;
  bool detailed = false;          // -Q: qualified dependency values
  std::vector<std::string> rest;  // arguments of the optag
  Snapshot cluster{Json::object()};

  // nullopt: go on; else the exit code.
  std::optional<int> read(Call& call);
  bool asks(std::string_view word) const { return same_word(optag, word); }
  // Argument `i` of the optag, "" when it is missing.
  std::string argument(std::size_t i) const { return i < rest.size() ? rest[i] : std::string(); }
};

}  // namespace xvm::fakes::gds
