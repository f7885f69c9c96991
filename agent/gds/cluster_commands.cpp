#include "agent/gds/cluster_commands.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <thread>

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t asked_side_by_side = 8;
constexpr std::int64_t seqid_pause_ms = 1'000;
constexpr std::int64_t first_reconf_pause_ms = 100;
constexpr std::int64_t longest_reconf_pause_ms = 2'000;

bool says(const CommandRun& run, int code, const char* name) {
  if (run.end != CommandEnd::exited || run.number == 0) return false;
  return run.number == code || run.errors.find(name) != std::string::npos;
}

ClusterAnswer answer_of(const CommandRun& run) {
  ClusterAnswer answer{.end = AnswerEnd::none,
                       .started = run.end != CommandEnd::not_started,
                       .lines = {},
                       .note = run.note};
  if (run.end != CommandEnd::exited) return answer;
  answer.end = run.number == 0 ? AnswerEnd::given : AnswerEnd::refused;
  if (run.number == 0) answer.lines = lines_of(run.output);
  return answer;
}

}  // namespace

ClusterCommands::ClusterCommands(ClusterCommandSettings settings, std::uint32_t bound_ms)
    : settings_(std::move(settings)),
      environment_(own_environment()),
      deadline_(Clock::now() + std::chrono::milliseconds(bound_ms)) {}

std::int64_t ClusterCommands::left_ms() const {
  return std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now()).count();
}

std::int64_t ClusterCommands::pause_ms(const CommandRun& run, int times_asked) const {
  if (says(run, settings_.seqid_code, "SCHA_ERR_SEQID")) return seqid_pause_ms;
  if (says(run, settings_.reconf_code, "SCHA_ERR_RECONF") ||
      says(run, settings_.state_code, "SCHA_ERR_STATE")) {
    return std::min(first_reconf_pause_ms << std::min(times_asked - 1, 10),
                    longest_reconf_pause_ms);
  }
  return 0;
}

ClusterAnswer ClusterCommands::ask(const ClusterQuestion& question) const {
  CommandOrder order{.program = settings_.folder + "/" + question.program,
                     .words = question.words,
                     .environment = environment_};
  for (int asked = 1;; ++asked) {
    const std::int64_t left = left_ms();
    if (left <= 0) {
      return {.end = AnswerEnd::none,
              .started = false,
              .lines = {},
              .note = fmt::format("{} was not asked: no time is left", order.program)};
    }
    order.timeout_ms = static_cast<std::uint32_t>(left);
    const CommandRun run = run_command(order);
    ClusterAnswer answer = answer_of(run);
    // The numbers are those of scha_*; pmfadm has its own.
    const bool is_scha = question.program.rfind("scha_", 0) == 0;
    const std::int64_t pause = is_scha ? pause_ms(run, asked) : 0;
    if (pause == 0) return answer;
    if (pause >= left_ms()) {
      answer.end = AnswerEnd::none;
      answer.note += fmt::format("; asked {} times", asked);
      return answer;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
  }
}

std::vector<ClusterAnswer> ClusterCommands::ask_all(
    const std::vector<ClusterQuestion>& questions) const {
  std::vector<ClusterAnswer> answers(questions.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < questions.size(); i = next++) answers[i] = ask(questions[i]);
  };
  std::vector<std::thread> others;
  while (others.size() + 1 < std::min(questions.size(), asked_side_by_side)) {
    try {
      others.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // no more threads to be had: fewer side by side then
    }
  }
  work();
  for (std::thread& other : others) other.join();
  return answers;
}

bool cluster_commands_present(const std::string& folder) {
  struct stat found {};
  if (::stat(folder.c_str(), &found) == 0) return S_ISDIR(found.st_mode);
  return errno != ENOENT && errno != ENOTDIR;
}

}  // namespace xvm::agent
