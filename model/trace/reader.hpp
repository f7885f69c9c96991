// model/trace/reader.hpp
//
// Purpose: reads a trace line by line. Whatever the text holds, each line ends in an entry or in
// one error; after an error the next line is read as usual. Thread rule: one thread at a time.
//
//   Reader reader(stream);
//   for (;;) {
//     ReadResult result = reader.next();
//     if (std::holds_alternative<EndOfTrace>(result)) break;
//     if (const auto* error = std::get_if<ReadError>(&result)) complain(error->text());
//     else use(std::get<Entry>(result));
//   }
#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <variant>

#include "model/json/checked.hpp"
#include "model/trace/entry.hpp"

namespace xvm::trace {

enum class Unread : std::uint8_t {
  wrong,     // this line holds nothing that can be used
  torn,      // nor does this one: it is the last and has no end, for its writer was ended
  headless,  // nothing is wrong with this first line, but that a header should stand before it
};

struct ReadError {
  std::size_t line = 0;  // 1-based
  Problem problem;       // column 0: not known
  Unread why = Unread::wrong;

  // "line 7, column 12: ...", one line.
  std::string text() const;
};

struct EndOfTrace {};

using ReadResult = std::variant<Entry, ReadError, EndOfTrace>;

class Reader {
 public:
  // Longer lines are passed over and reported; the largest step is a few kilobytes.
  static constexpr std::size_t default_max_line_bytes = 4u << 20;

  // The stream must outlive the reader.
  explicit Reader(std::istream& stream, std::size_t max_line_bytes = default_max_line_bytes)
      : stream_(stream), max_line_bytes_(max_line_bytes) {}

  // Never throws. Blank lines are passed over. The first entry must be a header (it is reported
  // once when it is not; the lines are read all the same, so that a part of a trace can be viewed).
  ReadResult next() noexcept;

  // Of what next() returned, 1-based.
  std::size_t line() const { return line_; }

 private:
  enum class Line : std::uint8_t { whole, cut_off, too_long, none };

  ReadResult read_next();
  ReadResult read_entry(Line kind);
  Line read_line();
  ReadError error(std::string text, Unread why = Unread::wrong) const;

  std::istream& stream_;
  std::size_t max_line_bytes_;
  std::string text_;
  std::size_t line_ = 0;
  bool header_seen_ = false;
  bool failed_ = false;
  std::optional<Entry> held_;  // the first entry, after the report that it is no header
};

}  // namespace xvm::trace
