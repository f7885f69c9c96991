#include "agent/toolstack/serve.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include "agent/toolstack/toolstack_hypervisor.hpp"
#include "agent/toolstack/wire.hpp"

namespace xvm::agent {
namespace {

constexpr std::size_t longest_input = std::size_t{4} << 20;

struct Given {
  DomainKey key;
  std::string more;
  int input = -1;
};

ServeEnd said(const Json& json) {
  return {json.dump(-1, ' ', false, Json::error_handler_t::replace), {}};
}
ServeEnd wrong(std::string what) { return {{}, std::move(what)}; }

// Nothing when it is too long or breaks off with an error.
std::optional<std::string> read_input(int input) {
  std::string text;
  std::array<char, 16'384> buffer{};
  for (;;) {
    const ssize_t n = ::read(input, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 || text.size() > longest_input) return std::nullopt;
    if (n == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

// The object that standard input holds.
template <class Value>
std::optional<Value> read_object(int input) {
  const auto text = read_input(input);
  if (!text) return std::nullopt;
  try {
    return from_json<Value>(Json::parse(*text));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

ServeEnd define(ToolstackHypervisor& node, const Given& g) {
  const auto text = read_input(g.input);
  return text ? said(to_json(node.define(g.key, *text))) : wrong("the definition is unreadable");
}

ServeEnd shut_down(ToolstackHypervisor& node, const Given& g) {
  if (g.more == "either") return said(to_json(node.send_shutdown(g.key, ShutdownBy::either)));
  if (g.more == "power-button") {
    return said(to_json(node.send_shutdown(g.key, ShutdownBy::power_button)));
  }
  if (g.more == "guest-agent") {
    return said(to_json(node.send_shutdown(g.key, ShutdownBy::guest_agent)));
  }
  return wrong("shutdown: either, power-button or guest-agent");
}

ServeEnd act(ToolstackHypervisor& node, const Given& g) {
  const auto verb = from_text<Verb>(g.more);
  return verb ? said(to_json(node.act(*verb, g.key)))
              : wrong("act: create, resume, destroy or undefine");
}

ServeEnd check(ToolstackHypervisor& node, const Given& g) {
  const auto needs = read_object<TargetNeeds>(g.input);
  return needs ? said(to_json(node.check_target(*needs))) : wrong("check: no needs are given");
}

ServeEnd migrate(ToolstackHypervisor& node, const Given& g) {
  const auto order = read_object<MigrationOrder>(g.input);
  return order ? said(to_json(node.migrate(g.key, *order))) : wrong("migrate: no order is given");
}

ServeEnd receive(ToolstackHypervisor& node, const Given& g) {
  std::uint64_t bytes = 0;
  const char* end = g.more.data() + g.more.size();
  const auto [stop, error] = std::from_chars(g.more.data(), end, bytes);
  const bool is_number = error == std::errc() && stop == end && bytes > 0;
  return is_number ? said(to_json(node.receive(g.key, bytes, g.input)))
                   : wrong("receive: a number of bytes is missing");
}

using Call = std::function<ServeEnd(ToolstackHypervisor&, const Given&)>;

template <class Ask>
Call answering(Ask ask) {
  return [ask](ToolstackHypervisor& node, const Given& g) {
    return said(to_json((node.*ask)(g.key)));
  };
}

const std::map<std::string, Call>& calls() {
  using Node = ToolstackHypervisor;
  static const std::map<std::string, Call> all{
      {"observe", answering(&Node::observe)},
      {"abort", answering(&Node::abort_job)},
      {"idle", answering(&Node::job_idle)},
      {"dump", answering(&Node::dump_definition)},
      {"needs", answering(&Node::describe_needs)},
      {"policy", answering(&Node::inspect_policy)},
      {"resolve",
       [](Node& node, const Given& g) { return said(to_json(node.resolve(g.key.name))); }},
      {"define", define},
      {"shutdown", shut_down},
      {"act", act},
      {"check", check},
      {"migrate", migrate},
      {"receive", receive}};
  return all;
}

}  // namespace

ServeEnd serve(const ServeOrder& order, int input) {
  const auto found = calls().find(order.call);
  if (found == calls().end()) return wrong(fmt::format("'{}' is no call", order.call));
  if (order.words.size() < 2 || order.words.size() > 3) return wrong("UUID and NAME are missing");
  for (const std::string& word : order.words) {
    if (!is_plain_word(word)) return wrong(fmt::format("'{}' is no plain word", word));
  }
  if (order.call != "resolve" && !is_uuid_text(order.words[0])) {
    return wrong(fmt::format("'{}' is no UUID", order.words[0]));
  }
  ToolstackHypervisor node({.paths = order.paths});
  const std::string more = order.words.size() == 3 ? order.words[2] : "";
  return found->second(node, {{order.words[0], order.words[1]}, more, input});
}

}  // namespace xvm::agent
