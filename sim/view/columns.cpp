#include "sim/view/columns.hpp"

#include "sim/view/map_of_moment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace xvm::sim::view {
namespace {

std::string name_of(const std::vector<std::string>& names, int place) {
  return place == nobody ? "-" : names[static_cast<std::size_t>(place)];
}

std::size_t widest(const std::vector<std::string>& names, std::size_t least) {
  for (const std::string& name : names) least = std::max(least, name.size());
  return least;
}

const char* mark_of(const Happening& h) {
  switch (h.kind) {
    case Kind::violation: return "!!";
    case Kind::fault: return "*";
    case Kind::repair: return "+";
    case Kind::command: return ">";
    case Kind::late: return "~";
    case Kind::step:
    case Kind::call: return h.is_key ? "=" : ".";
    default: return h.is_key ? "-" : ".";
  }
}

std::string head(const Timeline& t, bool has_map) {
  const Origin& o = t.origin;
  std::string text =
      fmt::format("# {} {}, engine {}{}{}\n", o.program, o.version, o.engine,
                  o.name.empty() ? "" : ": " + o.name, o.started.empty() ? "" : ", " + o.started);
  if (!o.repeat.empty()) text += fmt::format("# repeat: {}\n", o.repeat);
  if (!o.result.empty()) text += fmt::format("# result: {}\n", o.result);
  if (has_map) {
    text += fmt::format("# map: nodes {}; in each the domains {}\n", fmt::join(t.nodes, " "),
                        fmt::join(t.domains, " "));
  }
  return text;
}

}  // namespace

std::string column_legend() {
  return "# time     seconds since the trace began\n"
         "# !        !! invariant broken  * fault  + repair  > administrator  ~ late call\n"
         "#          = a method decides  - the world changes  . routine\n"
         "# map      a cell for each node: + up and member  o up, no member  z frozen  X down; "
         "then\n"
         "#          a letter for each domain: E executing  P paused  I incomplete  D dead\n"
         "#          d shut off, defined  . nothing  ? unknown\n"
         "# node, domain, method   who; - none of its own\n"
         "# what     the kind of happening\n"
         "# text     event -> actions [state before to state after], or what changed\n";
}

std::string columns_of(const Timeline& t, const Selection& selection) {
  MapOfMoment map(t);
  const std::size_t node = widest(t.nodes, 4);
  const std::size_t domain = widest(t.domains, 6);
  std::string text = head(t, map.fits()) + column_legend();
  std::string line = fmt::format("#{:>12}  !  {}{:<{}}  {:<{}}  {:<9}  {:<9}  text", "time",
                                 map.fits() ? fmt::format("{:<{}}  ", "map", map.width()) : "",
                                 "node", node, "domain", domain, "method", "what");
  text += line + "\n";
  for (const std::size_t i : selected(t, selection)) {
    const Happening& h = t.happenings[i];
    map.move_to(i);
    text += fmt::format("{:>13.6f}  {:<2} {}{:<{}}  {:<{}}  {:<9}  {:<9}  {}\n",
                        static_cast<double>(h.at_us) / 1e6, mark_of(h),
                        map.fits() ? map.text() + "  " : "", name_of(t.nodes, h.node), node,
                        name_of(t.domains, h.domain), domain, h.method.empty() ? "-" : h.method,
                        to_text(h.kind), h.text);
  }
  return text;
}

}  // namespace xvm::sim::view
