#include "sim/program/world_text.hpp"

namespace xvm::sim {

std::string line_of(const Happened& h) {
  const Choice& c = h.choice;
  std::string text =
      fmt::format("{:>13.6f}  d{:<3} n{:<3} {:<18}", static_cast<double>(h.at_us) / 1e6, c.domain,
                  index(c.node), to_text(c.kind));
  if (c.kind == Kind::life || c.kind == Kind::by_hand)
    return text + std::string(to_text(static_cast<fakes::Ask>(c.detail)));
  if (c.kind == Kind::expire) return text + std::string(to_text(static_cast<Timer>(c.detail)));
  if (c.kind == Kind::turn) return text + std::string(to_text(static_cast<fakes::Turn>(c.detail)));
  if (c.kind == Kind::rgm_timer) {
    return text + std::string(to_text(static_cast<rgm::TimerName>(c.detail)));
  }
  if (c.kind == Kind::command) return text + std::string(to_text(static_cast<rgm::Verb>(c.detail)));
  if (c.kind == Kind::begin || c.kind == Kind::tell_end) {
    return text + std::string(to_text(static_cast<rgm::Method>(c.more)));
  }
  return text + fmt::format("slot {} detail {} more {}", c.slot, c.detail, c.more);
}

std::string what_failed(const RunResult& r) {
  if (r.verdict) {
    const NodeId n = r.verdict.broken.node;
    return fmt::format("{} of domain {}{}", name_of(r.verdict), r.verdict.domain,
                       n == NodeId::none ? std::string() : " on node " + node_text(n));
  }
  const bool has_reason = r.unfit_reason != NoRecovery::none;
  return fmt::format("{} (domain {}{})", to_text(r.unfit), r.unfit_domain,
                     has_reason ? fmt::format(": {}", to_text(r.unfit_reason)) : std::string());
}

std::string what_kind(const RunResult& r) {
  if (r.verdict) return std::string(name_of(r.verdict));
  const bool has_reason = r.unfit_reason != NoRecovery::none;
  return fmt::format("{}{}", to_text(r.unfit),
                     has_reason ? fmt::format(" ({})", to_text(r.unfit_reason)) : std::string());
}

}  // namespace xvm::sim
