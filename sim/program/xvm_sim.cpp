// xvm-sim: whole simulated clusters, a hundred thousand times faster than life.
//
//   xvm-sim run --seeds 1..1000
//   xvm-sim run --seed 17
//
// Exit: 0 fine, 1 an invariant is broken or a domain did not come back, 2 usage.
#include "sim/program/campaign.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  CLI::App app{"Simulated clusters of ha-xvm: every step is held against the invariants."};
  app.require_subcommand(1);
  xvm::sim::Campaign campaign;
  std::string seeds = "1..100";
  std::uint64_t seed = 0;
  CLI::App* run = app.add_subcommand("run", "Run seeded clusters on a virtual clock");
  auto* many = run->add_option("--seeds", seeds, "A..B, both included");
  auto* one = run->add_option("--seed", seed, "this one alone, with its last events");
  many->excludes(one);
  run->add_option("--nodes", campaign.size.nodes, "1 to 16")->check(CLI::Range(1, 16));
  run->add_option("--domains", campaign.size.domains, "1 to 64")->check(CLI::Range(1, 64));
  run->add_option("--time", campaign.seconds, "stop after so many seconds of real time");
  run->add_option("--fault", campaign.fault, "this kind of fault alone (and switches), or none");
  run->add_flag("--go-on", campaign.goes_on, "do not stop at a failure: count each kind of them");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  if (*one) {
    campaign.first = campaign.last = seed;
    campaign.tells_events = true;
  } else if (!xvm::sim::parse_seeds(seeds, campaign)) {
    std::fprintf(stderr, "--seeds: '%s' is not A..B with A <= B, for example 1..1000\n",
                 seeds.c_str());
    return 2;
  }
  return xvm::sim::run_campaign(campaign);
}
