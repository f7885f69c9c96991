#include "model/trace/reader.hpp"

#include <fmt/format.h>

#include <exception>
#include <streambuf>
#include <utility>

#include "model/trace/codec_entry.hpp"

namespace xvm::trace {

std::string ReadError::text() const {
  return problem.column == 0
             ? fmt::format("line {}: {}", line, problem.text)
             : fmt::format("line {}, column {}: {}", line, problem.column, problem.text);
}

ReadError Reader::error(std::string text, Unread why) const {
  return {line_, Problem{Fault::malformed, std::move(text)}, why};
}

ReadResult Reader::next() noexcept {
  if (failed_) return EndOfTrace{};
  try {
    return read_next();
  } catch (...) {
    // The stream threw or memory ran out: nothing more can be read from here.
    failed_ = true;
    return ReadError{line_, Problem{Fault::malformed, "cannot read on"}};
  }
}

ReadResult Reader::read_next() {
  if (held_) return *std::exchange(held_, std::nullopt);
  for (;;) {
    const Line kind = read_line();
    if (kind == Line::none) return EndOfTrace{};
    ++line_;
    if (kind == Line::too_long) {
      return error(fmt::format("longer than {} bytes: passed over", max_line_bytes_));
    }
    if (text_.find_first_not_of(" \t\r") != text_.npos) return read_entry(kind);
  }
}

ReadResult Reader::read_entry(Line kind) {
  auto entry = parse_line(text_);
  if (!entry) {
    Problem problem = entry.error();
    const bool torn = kind == Line::cut_off;
    if (torn) problem.text = "cut off before the line end: " + problem.text;
    return ReadError{line_, std::move(problem), torn ? Unread::torn : Unread::wrong};
  }
  const bool first = !std::exchange(header_seen_, true);
  if (first && !std::holds_alternative<Header>(entry->payload)) {
    held_ = std::move(*entry);
    return error("expected a header entry first: this is a part of a trace", Unread::headless);
  }
  return std::move(*entry);
}

Reader::Line Reader::read_line() {
  constexpr auto end = std::char_traits<char>::eof();
  text_.clear();
  bool too_long = false;
  std::streambuf* const source = stream_.rdbuf();
  for (;;) {
    const auto next = source == nullptr ? end : source->sbumpc();
    if (next == end) {
      if (too_long) return Line::too_long;
      return text_.empty() ? Line::none : Line::cut_off;
    }
    if (next == '\n') return too_long ? Line::too_long : Line::whole;
    if (text_.size() == max_line_bytes_) {
      too_long = true;
    } else {
      text_ += std::char_traits<char>::to_char_type(next);
    }
  }
}

}  // namespace xvm::trace
