// model/diagrams/pages.hpp
//
// Purpose: every generated file of docs/machines as (path, text), for the program that writes them
// and for the test that holds them against the tree.
// Thread rule: pure function.
//
//   for (const Page& p : pages()) write(docs / p.path, p.text);
#pragma once

#include <string>
#include <vector>

namespace xvm::diagrams {

struct Page {
  std::string path;  // below docs/
  std::string text;
};

// <table>.puml and <table>.mmd of every table, and README.md with all of them.
std::vector<Page> pages();

}  // namespace xvm::diagrams
