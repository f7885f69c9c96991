// ci/diagrams/xvm_diagrams.cpp
//
// Purpose: xvm-diagrams, which writes the diagrams of docs/machines or tells which one is stale. It
// stands here and not in model/ because nothing in model/ touches a file.
// Thread rule: one thread.
//
//   xvm-diagrams --write docs      0: written                     2: wrong use or cannot write
//   xvm-diagrams --check docs      0: current   1: a stale file   2: wrong use
#include "model/diagrams/pages.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string_view>

namespace {

namespace fs = std::filesystem;
using xvm::diagrams::Page;

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

int write(const fs::path& docs) {
  for (const Page& page : xvm::diagrams::pages()) {
    const fs::path path = docs / page.path;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << page.text;
    file.close();
    if (!file) {
      std::cerr << "xvm-diagrams: cannot write " << path.string() << ": check folder and rights\n";
      return 2;
    }
  }
  return 0;
}

int check(const fs::path& docs) {
  int result = 0;
  for (const Page& page : xvm::diagrams::pages()) {
    const fs::path path = docs / page.path;
    if (text_of(path) == page.text) continue;
    std::cerr << path.string() << " is stale: renew it with: xvm-diagrams --write " << docs.string()
              << '\n';
    result = 1;
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc == 3 ? argv[1] : "";
  if (mode == "--write") return write(argv[2]);
  if (mode == "--check") return check(argv[2]);
  std::cerr
      << "usage: xvm-diagrams --write DOCS | --check DOCS   (DOCS: the project's docs folder)\n";
  return 2;
}
