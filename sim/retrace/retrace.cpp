#include "sim/retrace/retrace.hpp"

#include "model/trace/reader.hpp"
#include "sim/retrace/open_calls.hpp"
#include "sim/retrace/plausible.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace xvm::sim {
namespace {

using trace::Entry;

constexpr std::size_t most_remarks = 20;

struct Key {
  std::string node, domain, resource;
  std::optional<Method> method;
  friend bool operator<(const Key& a, const Key& b) {
    return std::tie(a.node, a.domain, a.resource, a.method) <
           std::tie(b.node, b.domain, b.resource, b.method);
  }
};
Key key_of(const Entry& e) { return {e.node, e.domain, e.resource, e.method}; }

class Retracing {
 public:
  // False: nothing more is to be read.
  bool see(std::size_t line, const Entry& entry) {
    line_ = line;
    std::visit([&](const auto& payload) { see(entry, payload); }, entry.payload);
    return !result_.refusal;
  }
  bool see(const trace::ReadError& error) {
    if (error.why == trace::Unread::torn) {
      result_.notes.push_back(
          {error.line, "the last line is torn, its writer was ended: passed over"});
      return true;
    }
    if (error.why == trace::Unread::headless) {
      is_part_ = true;
      result_.notes.push_back({error.line, "no header: a part of a trace, read from its calls on"});
      return true;
    }
    if (++result_.lines_unread <= most_remarks) {
      result_.unread.push_back({error.line, error.problem.text});
    }
    return error.problem.fault != Fault::newer_format;
  }
  Retraced result() && { return std::move(result_); }

 private:
  // A method that writes a header of its own counts its own entries (control_xvm).
  void see(const Entry& entry, const trace::Header&) {
    if (entry.method) ++headers_[{entry.resource, *entry.method}];
  }
  void see(const Entry& entry, const trace::Call& call) {
    ++result_.calls;
    if (std::string fault = fault_of(call.setting); !fault.empty()) {
      return refuse(entry, "no executor begins a call so: " + fault);
    }
    if (entry.method && *entry.method != call.setting.method) {
      return refuse(entry, fmt::format("setting.method: is {}", to_text(call.setting.method)));
    }
    calls_[key_of(entry)].begin(RetracedCall(line_, entry, call.setting, has_own_header(entry)));
  }
  void see(const Entry& entry, const trace::Step& step) {
    const auto found = calls_.find(key_of(entry));
    if (found == calls_.end() || !found->second.any()) {
      const bool cut_away = is_part_ && found == calls_.end();
      if (!cut_away) refuse(entry, "no such call is under way here: its line is missing");
      return;
    }
    result_.refusal = found->second.take(line_, entry, step);
    if (result_.refusal) return;
    ++result_.steps;
    if (found->second.ended()) ++result_.finished;
  }
  template <class Told>
  void see(const Entry& entry, const Told&) {
    const auto found = calls_.find(key_of(entry));
    if (found != calls_.end()) found->second.pass(entry);
  }

  void refuse(const Entry& entry, std::string why) {
    result_.refusal = Refusal{line_, 0, name_of(entry), std::move(why)};
  }
  bool has_own_header(const Entry& entry) {
    if (!entry.method || entry.sequence != 1) return false;
    const auto header = headers_.find({entry.resource, *entry.method});
    if (header == headers_.end() || header->second == 0) return false;
    --header->second;
    return true;
  }

  Retraced result_;
  std::size_t line_ = 0;
  bool is_part_ = false;
  std::map<Key, OpenCalls> calls_;
  std::map<std::pair<std::string, Method>, std::uint64_t> headers_;  // without their call yet
};

}  // namespace

Retraced retrace(std::istream& stream) {
  trace::Reader reader(stream);
  Retracing retracing;
  for (bool goes_on = true; goes_on;) {
    const trace::ReadResult result = reader.next();
    if (std::holds_alternative<trace::EndOfTrace>(result)) break;
    if (const auto* error = std::get_if<trace::ReadError>(&result)) {
      goes_on = retracing.see(*error);
    } else {
      goes_on = retracing.see(reader.line(), std::get<Entry>(result));
    }
  }
  return std::move(retracing).result();
}

}  // namespace xvm::sim
