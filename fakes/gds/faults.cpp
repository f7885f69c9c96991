#include "fakes/gds/faults.hpp"

#include "fakes/gds/file_lock.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <sstream>
#include <thread>

namespace xvm::fakes::gds {
namespace {

struct Fault {
  std::string command;
  std::string optag = {};
  std::string node = {};
  int count = 1;  // -1: always
  int delay_ms = 0;
  std::optional<int> answer = {};
  bool hang = false;
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> answer_code(std::string_view text) {
  if (const auto error = from_text<SchaError>(upper(text))) return exit_code(*error);
  const auto code = number(text);
  return code && *code >= 0 && *code <= 255 ? code : std::nullopt;
}

bool read_number(std::string_view text, int& into) {
  const auto value = number(text);
  if (value && *value >= 0) into = *value;
  return value && *value >= 0;
}

bool read_word(const std::string& word, Fault& fault) {
  if (word == "hang") return fault.hang = true;
  const auto equals = word.find('=');
  if (equals == std::string::npos) return false;
  const std::string key = word.substr(0, equals);
  const std::string value = word.substr(equals + 1);
  if (key == "optag")
    fault.optag = value;
  else if (key == "node")
    fault.node = value;
  else if (key == "count" && value == "always")
    fault.count = -1;
  else if (key == "count")
    return read_number(value, fault.count);
  else if (key == "delay_ms")
    return read_number(value, fault.delay_ms);
  else if (key == "answer")
    return (fault.answer = answer_code(value)).has_value();
  else
    return false;
  return true;
}

std::optional<Fault> read_fault(const std::string& line, std::string& problem) {
  std::istringstream in(line);
  Fault fault;
  in >> fault.command;
  for (std::string word; in >> word;) {
    if (read_word(word, fault)) continue;
    problem = fmt::format("fault '{}': do not understand '{}'", line, word);
    return std::nullopt;
  }
  return fault;
}

std::string fault_line(const Fault& f) {
  std::string line = f.command;
  if (!f.optag.empty()) line += " optag=" + f.optag;
  if (!f.node.empty()) line += " node=" + f.node;
  line += f.count < 0 ? " count=always" : fmt::format(" count={}", f.count);
  if (f.delay_ms > 0) line += fmt::format(" delay_ms={}", f.delay_ms);
  if (f.answer) line += fmt::format(" answer={}", *f.answer);
  if (f.hang) line += " hang";
  return line + "\n";
}

// The value behind -O, wherever it stands.
std::string optag_of(const Call& call) {
  for (std::size_t i = 0; i + 1 < call.words.size(); ++i) {
    if (call.words[i] == "-O") return call.words[i + 1];
  }
  return {};
}

bool fits(const Fault& f, const Call& call) {
  return (f.command == "*" || f.command == call.name) && f.count != 0 &&
         (f.optag.empty() || same_word(f.optag, optag_of(call))) &&
         (f.node.empty() || f.node == call.folder.node);
}

// Takes the first fitting fault and counts it down.
std::optional<Fault> take_fault(const Call& call, std::string& problem) {
  const FileLock lock(call.folder.faults_lock());
  std::istringstream lines(read_text(call.folder.faults()).value_or(""));
  std::optional<Fault> taken;
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    auto fault = read_fault(line, problem);
    if (!fault) return std::nullopt;
    if (!taken && fits(*fault, call)) {
      taken = fault;
      if (fault->count > 0) --fault->count;
    }
    if (fault->count != 0) rest += fault_line(*fault);
  }
  if (taken && taken->count > 0) replace_text(call.folder.faults(), rest);
  return taken;
}

}  // namespace

std::string add_fault(const StateFolder& folder, const std::string& line) {
  std::string problem;
  const auto fault = read_fault(line, problem);
  if (!fault) return problem;
  const FileLock lock(folder.faults_lock());
  replace_text(folder.faults(), read_text(folder.faults()).value_or("") + fault_line(*fault));
  return {};
}

std::optional<int> suffer_fault(Call& call) {
  if (!std::filesystem::exists(call.folder.faults())) return std::nullopt;
  std::string problem;
  const auto fault = take_fault(call, problem);
  if (!problem.empty()) return call.refuse(SchaError::internal, problem);
  if (!fault) return std::nullopt;
  std::this_thread::sleep_for(std::chrono::milliseconds(fault->delay_ms));
  if (fault->hang) std::this_thread::sleep_for(std::chrono::hours(1));
  if (!fault->answer) return std::nullopt;
  return call.refuse(*fault->answer, "injected fault");
}

}  // namespace xvm::fakes::gds
