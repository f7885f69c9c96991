// libFuzzer target: whatever the bytes of a trace are, retracing them ends, crashes nowhere, says
// one line about each line that is wrong, and ends with an exit code that fits what it said.
#include "sim/retrace/retrace.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// A trace that was tampered with: most mutations of bytes alone never get past the JSON.
void tamper(Lines& lines, unsigned dice) {
  const std::size_t a = dice / 4 % lines.size();
  const std::size_t b = dice / 997 % lines.size();
  switch (dice % 4) {
    case 0: std::swap(lines[a], lines[b]); break;
    case 1: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a)); break;
    case 2: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(a), lines[b]); break;
    default: {
      std::string& line = lines[a];
      const std::size_t size = line.size();
      line.resize(size + 64);
      line.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(line.data()), size, size + 64));
      break;
    }
  }
}

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_one_line(const std::string& text) {
  return !text.empty() && text.find('\n') == std::string::npos;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  Lines lines = lines_of(std::string(reinterpret_cast<const char*>(data), size));
  if (lines.empty() || seed % 8 == 0) return LLVMFuzzerMutate(data, size, most);
  tamper(lines, seed / 8);
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  const std::size_t kept = std::min(text.size(), most);
  std::memcpy(data, text.data(), kept);
  return kept;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream stream(std::string(reinterpret_cast<const char*>(data), size));
  const xvm::sim::Retraced r = xvm::sim::retrace(stream);
  for (const auto& remark : r.unread) require(is_one_line(remark.text));
  for (const auto& remark : r.notes) require(is_one_line(remark.text));
  require(!r.refusal || (is_one_line(r.refusal->why) && r.refusal->line != 0));
  require(r.finished <= r.calls && r.unread.size() <= r.lines_unread);
  const int code = report_of(r, "f").exit_code;
  require(code == (r.refusal ? 1 : r.ok() ? 0 : 2));
  return 0;
}
