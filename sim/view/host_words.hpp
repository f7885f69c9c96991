// sim/view/host_words.hpp
//
// Purpose: everything that the facts say of a host, gathered into one word and one text.
// Thread rule: a value.
//
//   HostWords host;  host.tell("daemon", {{"state", "frozen"}});
//   host.state();   // "impaired"
//   host.text();    // "up, member, daemon frozen"
#pragma once

#include <map>
#include <set>
#include <string>

namespace xvm::sim::view {

class HostWords {
 public:
  // The facts host, daemon, member, network and admin; others say nothing about a host.
  bool tell(const std::string& fact, const std::map<std::string, std::string>& fields);

  std::string state() const;  // down, frozen, apart (no member), impaired, up
  std::string text() const;

 private:
  std::string host_ = "up";
  std::string daemon_ = "up";
  std::string member_ = "yes";
  std::string admin_ = "served";
  std::set<std::string> cut_;
};

}  // namespace xvm::sim::view
