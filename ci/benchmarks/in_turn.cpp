// in_turn: times two commands in turn and prints the medians and their ratio. Pairs that run one
// right after the other feel the same load, so the ratio is honest on a busy machine too.
//
//   in_turn --runs 61 --limit 1.3 --first "control_xvm ... probe" --second "probe_floor URI UUID"
//
// Exit 0: both ratios are within the limit; 1: above; 2: wrong use, or a command failed.
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct Cost {
  double wall_ms = 0;
  double cpu_ms = 0;
};

double ms_of(const timeval& t) {
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
}

std::vector<std::string> words_of(const std::string& command) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < command.size();) {
    const std::size_t end = std::min(command.find(' ', at), command.size());
    if (end > at) words.push_back(command.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Cost run(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const auto began = std::chrono::steady_clock::now();
  pid_t pid = 0;
  if (posix_spawn(&pid, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
    throw std::runtime_error(fmt::format("{} cannot be run", words[0]));
  }
  int status = 0;
  rusage used{};
  if (wait4(pid, &status, 0, &used) != pid || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(fmt::format("{} failed (status {:#x})", words[0], status));
  }
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - began;
  return {wall.count(), ms_of(used.ru_utime) + ms_of(used.ru_stime)};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Series {
  std::vector<double> wall_ms, cpu_ms;
  void add(const Cost& cost) {
    wall_ms.push_back(cost.wall_ms);
    cpu_ms.push_back(cost.cpu_ms);
  }
};

// True: within the limit.
bool report(const char* what, const std::vector<double>& first, const std::vector<double>& second,
            double limit) {
  const double ratio = median(first) / median(second);
  const bool good = ratio <= limit;
  fmt::print("{:<5} median {:7.2f} ms against {:7.2f} ms: {:.2f} times, limit {:.2f}: {}\n", what,
             median(first), median(second), ratio, limit, good ? "good" : "TOO SLOW");
  return good;
}

int compare(const std::string& first, const std::string& second, int runs, double limit) {
  const auto words = std::vector{words_of(first), words_of(second)};
  Series series[2];
  for (int i = 0; i < 3 + runs; ++i) {
    // Who goes first changes from pair to pair; the first three pairs only warm the caches.
    for (int turn = 0; turn < 2; ++turn) {
      const std::size_t who = static_cast<std::size_t>((i + turn) % 2);
      const Cost cost = run(words[who]);
      if (i >= 3) series[who].add(cost);
    }
  }
  const bool wall = report("wall", series[0].wall_ms, series[1].wall_ms, limit);
  const bool cpu = report("cpu", series[0].cpu_ms, series[1].cpu_ms, limit);
  return wall && cpu ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Times two commands in turn", "in_turn");
  std::string first, second;
  int runs = 61;
  double limit = 1.3;
  app.add_option("--first", first, "command, words parted by spaces")->required();
  app.add_option("--second", second, "command to compare with")->required();
  app.add_option("--runs", runs, "pairs")->check(CLI::Range(1, 10'000))->capture_default_str();
  app.add_option("--limit", limit, "ratio of the medians")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return compare(first, second, runs, limit);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "in_turn: %s\n", e.what());
    return 2;
  }
}
