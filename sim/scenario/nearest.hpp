// sim/scenario/nearest.hpp
//
// Purpose: for messages: the known word that a wrong one was probably meant to be, and lists of
// words.
// Thread rule: pure functions.
//
//   nearest("swich", words) == "switch"      // empty: none is near
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::sim {

using Words = std::vector<std::string_view>;

std::string_view nearest(std::string_view wrong, const Words& words);

// "a, b, c", each word once; "; did you mean 'b'?" behind it when one is near.
std::string known_words(const Words& words, std::string_view wrong);

// What a message may show of a file: bounded, printable.
std::string quoted(std::string_view text);

}  // namespace xvm::sim
