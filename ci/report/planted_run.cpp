// xvm-planted-run FILE: the trace of a simulated run for the report's test. A domain boots, moves
// to the other node by a migration, and then somebody starts a second copy beside it, which no
// machine would do: the invariant that forbids it is broken.
#include "model/trace/writer.hpp"
#include "sim/record/recorder.hpp"

#include <cstdio>
#include <fstream>
#include <memory>

namespace xvm::sim {
namespace {

using Run = Course<World21>;

void pass(Run& run, std::int64_t seconds) {
  const std::int64_t end_us = run.now_us() + seconds * second;
  while (run.advance(end_us)) {
  }
}

// Within an hour somebody has booted the host, and it has joined again.
void await_member(Run& run, NodeId n) {
  const std::int64_t end_us = run.now_us() + 3600 * second;
  do {
    if (!run.advance(end_us)) return;
  } while (!is_member(run.world(), n) || !awake(run.world(), n));
}

// Asked behind everybody's back; the choice that follows is an empty one.
void plant(Run& run, NodeId n, fakes::Ask ask) {
  ask_node(run.world(), run.world().domains[0], n, ask);
  run.happen({Kind::vanish, 0, n, 0, 0, 0, 0, 0});
}

RunOptions quiet() {
  RunOptions o = draw_quiet(1, {2, 1});
  o.formation = alike({2, 1}, {});
  o.slow_calls = o.slow_guests = o.slow_copies = 1;
  return o;
}

int write(const char* path) {
  std::ofstream file(path, std::ios::binary);
  trace::Writer writer(file);
  Recorder<World21> recorder({{"n1", "n2"}, {"web"}},
                             {.version = "test", .name = "a planted double start"},
                             [&](const trace::Entry& e) { writer.write(e); });
  const auto run = std::make_unique<Run>(quiet());
  recorder.begin(run->world());
  run->watch(&recorder);
  pass(*run, 90);
  run->happen(
      {Kind::command, 0, NodeId{1}, 0, 0, static_cast<std::uint8_t>(rgm::Verb::switch_to), 0, 0});
  pass(*run, 60);
  run->happen({Kind::crash_host, Choice::no_domain, NodeId{0}, 0, 0, 0, 0, 0});
  await_member(*run, NodeId{0});
  plant(*run, NodeId{0}, fakes::Ask::define);
  plant(*run, NodeId{0}, fakes::Ask::create);
  recorder.end(run->result().verdict ? "S1" : "the plant did not take");
  file.flush();
  return file && writer.lost() == 0 && run->result().verdict ? 0 : 1;
}

}  // namespace
}  // namespace xvm::sim

int main(int argc, char** argv) {
  if (argc == 2) return xvm::sim::write(argv[1]);
  std::fprintf(stderr, "usage: xvm-planted-run FILE\n");
  return 2;
}
