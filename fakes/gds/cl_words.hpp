// fakes/gds/cl_words.hpp
//
// Purpose: the words of the object-oriented commands (clrg, clrs, clresourcetype): a subcommand,
// its options, its operands. Each subcommand takes only the letters that it is said to take.
// Thread rule: one thread per call.
//
//   ClWords w;  if (auto code = w.read(call, {{"create", "np"}, {"switch", "n!Mem"}})) return
//   *code; w.subcommand == "create";  w.operands == {"web-rg"};
#pragma once

#include "fakes/gds/call.hpp"
#include "fakes/gds/property_check.hpp"

#include <map>

namespace xvm::fakes::gds {

// Exit codes of clrg(1CL) and its kin, as remembered: nothing may rely on more than "0 is good".
enum class ClError {
  inval = 3,
  state = 9,
  method = 10,
  prop = 15,
  internal = 18,
  noent = 36,
  exist = 39
};

struct ClWords {
  std::string subcommand;
  std::vector<std::string> operands;
  std::string nodes;                   // -n
  std::vector<Assignment> properties;  // -p, -x, -y, -g: all the same here
  std::string type;                    // -t
  std::string group;                   // -g of clrs
  std::string file;                    // -f of clresourcetype, the flag of clrs clear
  double seconds = 60;                 // -T
  bool kill = false;                   // -k
  bool force = false;                  // -F
  bool disabled = false;               // -d
  bool manage = false, enable = false, monitor = false;  // -M -e -m
  bool verbose = false;                                  // -v

  // `letters`: subcommand -> letters it takes; "!" behind a letter: it must be given.
  std::optional<int> read(Call& call, const std::map<std::string, std::string>& letters);
  Json json() const;
};

}  // namespace xvm::fakes::gds
