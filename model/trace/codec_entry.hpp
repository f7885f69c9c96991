// model/trace/codec_entry.hpp
//
// Purpose: one entry as one line of JSON text, and back.
// Thread rule: pure functions.
//
//   std::string line = print_line(entry);        // without the line end
//   Checked<Entry> back = parse_line(line);      // back == entry
//
// Empty texts and a missing method are left out of the line. Text that is not UTF-8 is written with
// U+FFFD in place of the bad bytes: a trace line is always valid JSON.
#pragma once

#include <string>
#include <string_view>

#include "model/json/checked.hpp"
#include "model/trace/entry.hpp"

namespace xvm::trace {

std::string print_line(const Entry& entry);

// Unknown keys are passed over; an unknown kind, a missing key or a wrong type is an error that
// names the path. A Header of a newer format is Fault::newer_format.
Checked<Entry> parse_line(std::string_view line);

}  // namespace xvm::trace
