#include "sim/view/host_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace xvm::sim::view {
namespace {

std::string field(const std::map<std::string, std::string>& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

}  // namespace

bool HostWords::tell(const std::string& fact, const std::map<std::string, std::string>& fields) {
  const std::string state = field(fields, "state");
  if (fact == "host") {
    host_ = state;
  } else if (fact == "daemon") {
    daemon_ = state;
  } else if (fact == "member") {
    member_ = state;
  } else if (fact == "admin") {
    admin_ = state;
  } else if (fact == "network") {
    const std::string to = field(fields, "to");
    if (state == "cut") cut_.insert(to);
    if (state != "cut") cut_.erase(to);
  } else {
    return false;
  }
  return true;
}

std::string HostWords::state() const {
  if (host_ != "up") return host_;
  if (member_ != "yes") return "apart";
  return daemon_ == "up" && admin_ == "served" && cut_.empty() ? "up" : "impaired";
}

std::string HostWords::text() const {
  std::string text = host_;
  text += member_ == "yes" ? ", member" : ", no member";
  if (host_ != "down" && daemon_ != "up") text += ", daemon " + daemon_;
  if (admin_ != "served") text += ", ADMIN " + admin_;
  if (!cut_.empty()) text += fmt::format(", nothing reaches {}", fmt::join(cut_, " "));
  return text;
}

}  // namespace xvm::sim::view
