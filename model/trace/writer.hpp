// model/trace/writer.hpp
//
// Purpose: writes entries, one line each, to a stream or to a function that the caller gives.
// Thread rule: one thread at a time. Nothing is kept between lines: what write() accepted is with
// the sink when it returns (a stream may still buffer it).
//
//   Writer writer(stream);                                   // or Writer([fd](std::string_view l)
//   {...}) writer.write(entry); if (writer.lost() != 0) ...                              // a trace
//   must never stop a method
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <string_view>

#include "model/trace/entry.hpp"

namespace xvm::trace {

class Writer {
 public:
  // Gets one whole line with its line end. False or an exception: the line is lost, perhaps after a
  // part of it was written.
  using Sink = std::function<bool(std::string_view line)>;

  explicit Writer(Sink sink) : sink_(std::move(sink)) {}
  explicit Writer(std::ostream& stream);  // which must outlive the writer

  // False: the sink is full, gone or threw; the entry is lost. Never throws. After a loss the next
  // line begins with a line end, so that a torn line does not take its successor with it.
  bool write(const Entry& entry) noexcept;

  // How many entries were lost so far.
  std::uint64_t lost() const { return lost_; }

 private:
  Sink sink_;
  std::uint64_t lost_ = 0;
  bool torn_ = false;
};

}  // namespace xvm::trace
