// sim/scenario/sample_test.hpp
//
// Purpose: for tests: a small header, and one line for each word of the language.
// Thread rule: pure functions.
//
//   parse(with_header("switch web to n2\n"))
#pragma once

#include "sim/scenario/words.hpp"

#include <string>
#include <string_view>

namespace xvm::sim {

inline std::string with_header(std::string_view statements, std::string_view engine = "gds") {
  return "name: a\ndescription: b\norigin: c\nengine: " + std::string(engine) +
         "\nnodes: n1 n2 n3\ndomain: web\ndomain: db\n" + std::string(statements);
}

inline void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

// The shape with its holes filled.
inline std::string filled(std::string_view shape, Under under) {
  std::string text(shape);
  const std::size_t second = text.rfind("NODE");
  if (second != std::string::npos && second != text.find("NODE")) text.replace(second, 4, "n2");
  replace_all(text, "NODE", "n1");
  replace_all(text, "DOMAIN", "web");
  replace_all(text, "NUMBER", "3");
  replace_all(text, "METHOD", under == Under::pacemaker ? "migrate_to" : "stop");
  replace_all(text, "REQUEST", "destroy");
  replace_all(text, "PHASE", "perform");
  replace_all(text, "RESULT", "failed");
  replace_all(text, "REASON", "still-active");
  replace_all(text, "EXCUSE", "disabled");
  replace_all(text, "STEPS", "stop n1 + stop n2, start n3");
  return text;
}

inline std::string engine_for(Under under) {
  return under == Under::pacemaker ? "pacemaker" : "gds";
}

}  // namespace xvm::sim
