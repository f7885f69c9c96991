// sim/scenario/reading.hpp
//
// Purpose: the inside of the parser: lines cut into words, and the names that are known so far.
// Nothing outside sim/scenario includes it.
// Thread rule: one parse.
//
//   const TextLine line = cut(text, 7);
//   const Names names{scenario};
//   take_options(line.words, Place::domain, names, options);
#pragma once

#include "sim/scenario/nearest.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/scenario/scenario.hpp"

namespace xvm::sim {

struct TextLine {
  std::size_t number = 0;
  std::string_view text;  // without a comment and without blanks at its ends
  bool indented = false;
};

[[noreturn]] void refuse(std::size_t line, std::string what);
// "found 'x', expected y"; of an empty `found`: "found the end of the line".
[[noreturn]] void refuse(std::size_t line, std::string_view found, std::string_view expected);

// All lines; blank ones and comments are left out. `verbatim`: a '#' after a space is no comment.
std::string_view without_comment(std::string_view line);
std::string_view trimmed(std::string_view text);
// Apart at blanks; ',' and '+' are words of their own.
Words words_of(std::string_view text);
// Apart at blanks alone.
Words fields_of(std::string_view text);

// What may be called by a name: the position of the name, or nullopt.
std::optional<NodeId> find_node(const Scenario& s, std::string_view name);
std::optional<DomainPlace> find_domain(const Scenario& s, std::string_view name);
std::string expected_node(const Scenario& s, std::string_view wrong);
std::string expected_domain(const Scenario& s, std::string_view wrong);

// Whether the word stands for itself somewhere in the language: no name may be such a word.
bool is_reserved(std::string_view word);

std::optional<std::uint64_t> read_number(std::string_view digits, std::uint64_t most);

// A deed or condition of which all words are used up. `kind` is for messages: "a deed".
Deed read_deed(const Scenario& s, std::size_t line, const Words& words);
Conditions read_conditions(const Scenario& s, std::size_t line, const Words& words);

// `key: value`, after all keys with names are known.
void read_options(const Scenario& s, std::size_t line, const Words& fields, Place place,
                  Options& options);

Statement read_statement(const Scenario& s, const TextLine& line);

// The whole header; what is left are statements.
std::size_t read_header(const std::vector<TextLine>& lines, Scenario& s);

}  // namespace xvm::sim
