#include "agent/toolstack/copy_progress.hpp"

#include <charconv>

namespace xvm::agent {
namespace {

constexpr std::uint64_t page_bytes = 4096;
constexpr std::size_t longest_line = 500;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that ends right before `end`; false: there is none.
bool number_before(std::string_view line, std::size_t end, std::uint64_t& out) {
  std::size_t begin = end;
  while (begin > 0 && is_digit(line[begin - 1])) --begin;
  const auto [stop, error] = std::from_chars(line.data() + begin, line.data() + end, out);
  return error == std::errc() && stop == line.data() + end;
}

bool number_at(std::string_view line, std::size_t begin, std::uint64_t& out) {
  const auto [stop, error] = std::from_chars(line.data() + begin, line.data() + line.size(), out);
  return error == std::errc() && stop != line.data() + begin;
}

}  // namespace

void CopyProgress::begin() {
  const std::scoped_lock lock(mutex_);
  begun_.clear();
  progress_ = {};
}

void CopyProgress::end() { begin(); }

MigrationProgress CopyProgress::now() const {
  const std::scoped_lock lock(mutex_);
  return progress_;
}

void CopyProgress::feed(std::string_view bytes) {
  const std::scoped_lock lock(mutex_);
  for (const char c : bytes) {
    if (c == '\n' || c == '\r') {
      take_line(begun_);
      begun_.clear();
    } else if (begun_.size() < longest_line) {
      begun_ += c;
    }
  }
}

// "DONE/TOTAL  N%": only a line that ends with a percentage speaks of progress.
void CopyProgress::take_line(std::string_view line) {
  const std::size_t percent = line.rfind('%');
  const std::size_t slash = line.rfind('/');
  if (percent == std::string_view::npos || slash == std::string_view::npos) return;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
  if (!number_before(line, slash, done) || !number_at(line, slash + 1, total)) return;
  constexpr std::uint64_t most_pages = std::uint64_t{1} << 40;
  if (total == 0 || total > most_pages || done > total) return;
  progress_.known = true;
  progress_.total_bytes = total * page_bytes;
  progress_.processed_bytes = done * page_bytes;
  progress_.remaining_bytes = (total - done) * page_bytes;
  const std::size_t pass = line.find("iteration ");
  std::uint64_t iteration = 0;
  if (pass != std::string_view::npos && number_at(line, pass + 10, iteration)) {
    progress_.iteration = static_cast<std::uint32_t>(iteration % 1000 + 1);
  }
}

}  // namespace xvm::agent
