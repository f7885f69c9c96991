#include "sim/record/recorder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace xvm::sim {
namespace {

bool begins(const Event& event) { return std::holds_alternative<Begin>(event); }

}  // namespace

trace::Entry EntryWriter::entry(std::string node, std::string domain, trace::Payload payload) {
  trace::Entry e;
  e.at_us = at_us_;
  e.sequence = sequence_++;
  e.node = std::move(node);
  e.domain = std::move(domain);
  e.payload = std::move(payload);
  return e;
}

void EntryWriter::header(const AboutRun& about) {
  sink_(entry("", "",
              trace::Header{trace::current_format, "xvm-sim", about.version, about.engine, ""}));
  sink_(entry("", "",
              trace::Fact{"cluster",
                          {{"name", about.name},
                           {"nodes", fmt::format("{}", fmt::join(names_.nodes, " "))},
                           {"domains", fmt::format("{}", fmt::join(names_.domains, " "))},
                           {"repeat", about.repeat},
                           {"drawn", about.drawn}}}));
}

void EntryWriter::fact(const PlacedFact& placed) {
  sink_(entry(placed.node, placed.domain, placed.fact));
}

void EntryWriter::step(const SteppedRun& s) {
  const Setting& setting = s.after.context.setting;
  const auto write = [&](trace::Payload payload) {
    trace::Entry e = entry(names_.of(s.node), names_.of_domain(s.domain), std::move(payload));
    e.resource = e.domain + "-rs";
    e.method = setting.method;
    sink_(e);
  };
  if (begins(s.event)) write(trace::Call{s.before.context.setting});
  write(trace::Step{s.event,
                    {s.actions.begin(), s.actions.end()},
                    trace::place_of(s.before),
                    trace::place_of(s.after)});
}

void EntryWriter::violation(const Verdict& v) {
  const std::string invariant =
      v.impossible ? "impossible-event" : std::string(to_text(v.broken.violation));
  const std::string node = v.broken.node == NodeId::none ? "" : names_.of(v.broken.node);
  fact({node, names_.of_domain(v.domain), {"violation", {{"invariant", invariant}}}});
}

void EntryWriter::end(const std::string& failed) {
  fact({"", "", {"run-over", {{"result", failed.empty() ? "ok" : failed}}}});
}

}  // namespace xvm::sim
