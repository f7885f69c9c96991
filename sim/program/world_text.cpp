#include "sim/program/world_text.hpp"

namespace xvm::sim {

std::string line_of(const Happened& h) {
  const Choice& c = h.choice;
  std::string text =
      fmt::format("{:>13.6f}  d{:<3} n{:<3} {:<18}", static_cast<double>(h.at_us) / 1e6, c.domain,
                  index(c.node), to_text(c.kind));
  if (c.kind == Kind::life) return text + std::string(to_text(static_cast<fakes::Ask>(c.detail)));
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
  if (r.verdict.impossible) return "a machine was told what it never asked for";
  if (r.verdict) {
    return fmt::format("{} of domain {} on node {}", to_text(r.verdict.broken.violation),
                       r.verdict.domain, index(r.verdict.broken.node));
  }
  return fmt::format("{} (domain {})", to_text(r.unfit), r.unfit_domain);
}

std::string what_kind(const RunResult& r) {
  if (r.verdict.impossible) return "a machine was told what it never asked for";
  return std::string(r.verdict ? to_text(r.verdict.broken.violation) : to_text(r.unfit));
}

}  // namespace xvm::sim
