#include "sim/program/run_command.hpp"

#include "model/trace/writer.hpp"
#include "sim/program/campaign.hpp"

#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <memory>

namespace xvm::sim {
namespace {

struct Words {
  Campaign campaign{};
  std::string trace;
  std::string seeds = "1..100";
  std::uint64_t seed = 0;
};

std::string check_seeds(const std::string& text) {
  Campaign trial;
  if (parse_seeds(text, trial)) return {};
  return "'" + text + "' is not A..B with A <= B, for example 1..1000";
}

int run_to_file(Campaign campaign, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  trace::Writer writer(file);
  campaign.trace = [&writer](const trace::Entry& e) { writer.write(e); };
  const int exit_code = file ? run_campaign(campaign) : 2;
  if (file.flush() && writer.lost() == 0) return exit_code;
  fmt::print(stderr, "xvm-sim: --trace: {} cannot be written\n", path);
  return 2;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  const auto words = std::make_shared<Words>();
  Campaign& c = words->campaign;
  CLI::App* run = app.add_subcommand("run", "Run seeded clusters on a virtual clock");
  auto* many = run->add_option("--seeds", words->seeds, "A..B, both included [1..100]");
  many->check(check_seeds);
  auto* one = run->add_option("--seed", words->seed, "this one alone");
  many->excludes(one);
  run->add_option("--nodes", c.size.nodes, "1 to 16 [3]")->check(CLI::Range(1, 16));
  run->add_option("--domains", c.size.domains, "1 to 64 [3]")->check(CLI::Range(1, 64));
  run->add_option("--time", c.seconds,
                  "stop after so many seconds of real time; seeds from 1 on unless they are given")
      ->check(CLI::PositiveNumber);
  run->add_option("--fault", c.fault, "this kind of fault alone (and switches), or none")
      ->check(CLI::IsMember(fault_words()));
  run->add_flag("--events", c.tells_events, "show the last events of each run");
  run->add_option("--trace", words->trace, "write every step and fact of the seed to this file")
      ->needs(one);
  run->add_option("--save", c.save, "folder for the shrunk scenario of a failure [failures]");
  run->add_flag("--go-on", c.goes_on, "do not stop at a failure: count each kind of them");
  run->callback([words, one, many, &exit_code] {
    Campaign campaign = words->campaign;
    if (*one) {
      campaign.first = campaign.last = words->seed;
    } else if (*many || campaign.seconds <= 0) {
      parse_seeds(words->seeds, campaign);
    } else {
      campaign.last = std::numeric_limits<std::uint64_t>::max();
    }
    exit_code = words->trace.empty() ? run_campaign(campaign)
                                     : run_to_file(std::move(campaign), words->trace);
  });
}

}  // namespace xvm::sim
