#include "agent/control/method_budget.hpp"

#include "agent/control/bounded.hpp"
#include "agent/control/cluster.hpp"
#include "agent/store/local_folder.hpp"
#include "model/decisions/stop_budget.hpp"

#include <fmt/format.h>

#include <limits>

namespace xvm::agent {
namespace {

constexpr std::int64_t gds_timeout_s = 300;      // GDS's own default of both
constexpr std::int64_t design_stop_s = 600;      // 2008 design, section 5
constexpr std::uint32_t question_ms = 1'500;     // and half a second to end a command that hangs
constexpr std::int64_t question_end_ms = 2'000;  // even one that cannot be killed

bool is_stop(Method method) { return method == Method::stop || method == Method::hand_over; }
bool is_start(Method method) { return method == Method::start || method == Method::take_over; }

const std::optional<std::int64_t>& given_timeout(const Options& o) {
  return is_stop(o.method) ? o.stop_timeout_s : o.start_timeout_s;
}

TimeoutQuestion question_for(const Options& o) {
  TimeoutQuestion question{.resource = o.resource, .group = o.group};
  if (!given_timeout(o)) question.tag = is_stop(o.method) ? "STOP_TIMEOUT" : "START_TIMEOUT";
  question.type = is_stop(o.method) && o.type.empty() && !o.through_sunw_gds;
  return question;
}

TimeoutAnswer ask(const Options& o) {
  const TimeoutQuestion question = question_for(o);
  if (question.tag.empty() && !question.type) return {};
  const auto answer = bounded(question_end_ms, [question, folder = o.cluster_commands] {
    return ask_timeout(ClusterCommands({.folder = folder}, question_ms), question);
  });
  return answer.value_or(TimeoutAnswer{std::nullopt, {}, "the cluster's commands hang"});
}

struct Timeout {
  std::int64_t s;
  std::string from;  // how it came to be known; empty: the cluster told
};
Timeout timeout_of(const Options& o, bool has_cluster, const TimeoutAnswer& told,
                   std::uint32_t known_s) {
  const bool stop = is_stop(o.method);
  if (const auto& given = given_timeout(o)) {
    return {*given, stop ? " by --stop-timeout" : " by --start-timeout"};
  }
  if (told.timeout_s) return {*told.timeout_s, ""};
  if (!has_cluster) return {stop ? design_stop_s : gds_timeout_s, " assumed, no cluster is here"};
  if (known_s != 0) return {known_s, " as last told"};
  return {gds_timeout_s, " assumed"};
}

struct Share {
  bool all;
  std::string why;
};
Share share_of(const Options& o, bool has_cluster, const TimeoutAnswer& told,
               const std::string& known_type) {
  if (is_start(o.method)) return {true, ""};
  if (o.through_sunw_gds) return {false, ", 80 % through SUNW.gds"};
  const bool last = o.type.empty() && told.type.empty();
  const std::string& type = !o.type.empty() ? o.type : last ? known_type : told.type;
  if (type.empty() && !has_cluster) return {true, ""};
  if (type.empty()) return {false, ", 80 % as through SUNW.gds, the type is not known"};
  if (stop_has_all(type)) return {true, last ? fmt::format(", under {} as last told", type) : ""};
  const bool plain = type == "SUNW.gds" || type.rfind("SUNW.gds:", 0) == 0;
  return {false, plain ? ", 80 % through SUNW.gds"
                       : fmt::format(", 80 % as through SUNW.gds, the type is {}", type)};
}

void learn(MethodBudget& budget, const Options& o, const TimeoutAnswer& told) {
  const KnownTimeouts before = budget.known;
  if (told.timeout_s && *told.timeout_s <= std::numeric_limits<std::uint32_t>::max()) {
    auto& place = is_stop(o.method) ? budget.known.stop_timeout_s : budget.known.start_timeout_s;
    place = static_cast<std::uint32_t>(*told.timeout_s);
  }
  if (!told.type.empty()) budget.known.type = told.type;
  budget.is_news = budget.known != before;
}

}  // namespace

MethodBudget judge_budget(const Options& o, bool has_cluster, const TimeoutAnswer& told,
                          const KnownTimeouts& known) {
  MethodBudget budget;
  budget.known = known;
  if (o.method == Method::probe) {
    budget.ms = o.probe_timeout_s * 1000;
    return budget;
  }
  if (!is_start(o.method) && !is_stop(o.method)) {
    budget.ms = o.start_timeout_s.value_or(gds_timeout_s) * 1000;
    return budget;
  }
  const bool stop = is_stop(o.method);
  const Timeout timeout =
      timeout_of(o, has_cluster, told, stop ? known.stop_timeout_s : known.start_timeout_s);
  const Share share = share_of(o, has_cluster, told, known.type);
  budget.ms = stop_budget_ms(timeout.s * 1000, !share.all);
  budget.assumed = has_cluster && !told.note.empty();
  budget.line = fmt::format("budget {} s ({} {} s{}{}{}{})", static_cast<double>(budget.ms) / 1000,
                            stop ? "Stop_timeout" : "Start_timeout", timeout.s, timeout.from,
                            share.why, told.note.empty() ? "" : "; ", told.note);
  learn(budget, o, told);
  return budget;
}

MethodBudget method_budget(const Options& o) {
  const bool asks = is_start(o.method) || is_stop(o.method);
  // A name that is no name is refused a moment later; nobody is asked about it.
  if (!asks || !check_plain_name(o.resource) || !has_cluster(o)) {
    return judge_budget(o, false, {}, {});
  }
  const LocalFolder folder(o.state_folder, o.resource);
  return judge_budget(o, true, ask(o), read_timeouts(folder));
}

}  // namespace xvm::agent
