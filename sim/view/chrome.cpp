#include "sim/view/chrome.hpp"

#include "model/json/codec.hpp"

#include <fmt/format.h>

namespace xvm::sim::view {
namespace {

using json::Out;

constexpr int tracks = static_cast<int>(enum_count<Track>);

// Process 0 is the cluster; thread 0 of each holds the instants.
int process(int node) { return node + 1; }
int thread(Track track, int domain) { return 1 + (domain + 1) * tracks + static_cast<int>(track); }

class Events {
 public:
  explicit Events(const Timeline& t) : t_(t) {
    name_process(nobody, "cluster");
    for (std::size_t n = 0; n < t.nodes.size(); ++n) name_process(static_cast<int>(n), t.nodes[n]);
    for (const Bar& bar : t.bars) add(bar);
    for (std::size_t i = 0; i < t.happenings.size(); ++i) add(t.happenings[i], i);
    for (std::size_t i = 0; i < t.crossings.size(); ++i) add(t.crossings[i], i);
  }
  std::string text() const { return "[\n" + lines_ + "\n]\n"; }

 private:
  static Out event(const char* phase, int pid, int tid, std::uint64_t at_us) {
    Out e = Out::object();
    e["ph"] = phase;
    e["pid"] = pid;
    e["tid"] = tid;
    e["ts"] = at_us;
    return e;
  }
  void write(const Out& e) {
    lines_ += (lines_.empty() ? "" : ",\n") +
              e.dump(-1, ' ', /*ensure_ascii=*/false, Out::error_handler_t::replace);
  }
  void name(const char* what, int pid, int tid, const std::string& text) {
    Out e = event("M", pid, tid, 0);
    e["name"] = what;
    e["args"]["name"] = text;
    write(e);
  }
  void name_process(int node, const std::string& text) {
    name("process_name", process(node), 0, text);
  }
  std::string domain(int d) const {
    return d == nobody ? "" : t_.domains[static_cast<std::size_t>(d)];
  }
  void name_thread_once(const Bar& bar) {
    const std::pair key{process(bar.node), thread(bar.track, bar.domain)};
    if (key == named_) return;  // the bars of a thread stand together
    named_ = key;
    const std::string whose = bar.domain == nobody ? "" : domain(bar.domain) + " ";
    name("thread_name", key.first, key.second, whose + std::string(to_text(bar.track)));
  }
  void add(const Bar& bar) {
    const bool nothing = bar.track == Track::copy && bar.state == "absent";
    if (nothing) return;
    name_thread_once(bar);
    Out e = event("X", process(bar.node), thread(bar.track, bar.domain), bar.begin_us);
    e["dur"] = bar.end_us - bar.begin_us;
    e["name"] = bar.state;
    e["cat"] = std::string(to_text(bar.track));
    e["args"]["text"] = bar.text;
    write(e);
  }
  void add(const Happening& h, std::size_t i) {
    if (!h.is_key || h.kind == Kind::step || h.kind == Kind::call) return;
    Out e = event("i", process(h.node), 0, h.at_us);
    e["s"] = h.kind == Kind::violation ? "g" : "p";
    e["name"] = h.kind == Kind::violation ? h.text : std::string(to_text(h.kind));
    e["cat"] = std::string(to_text(h.kind));
    e["args"]["text"] = h.text;
    e["args"]["domain"] = domain(h.domain);
    e["args"]["seq"] = t_.entries[i].sequence;
    write(e);
  }
  void add(const Crossing& c, std::size_t i) {
    if (c.source == nobody || c.target == nobody) return;
    const auto end = [&](const char* phase, int node, std::uint64_t at_us) {
      Out e = event(phase, process(node), thread(Track::copy, c.domain), at_us);
      e["id"] = i + 1;
      e["name"] = "migration";
      e["cat"] = "migration";
      if (*phase == 'f') e["bp"] = "e";
      write(e);
    };
    end("s", c.source, c.begin_us);
    end("f", c.target, c.end_us);
  }

  const Timeline& t_;
  std::string lines_;
  std::pair<int, int> named_{-1, -1};
};

}  // namespace

std::string chrome_of(const Timeline& timeline) { return Events(timeline).text(); }

}  // namespace xvm::sim::view
