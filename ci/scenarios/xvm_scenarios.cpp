// ci/scenarios/xvm_scenarios.cpp
//
// Purpose: xvm-scenarios, which writes the list of all files into scenarios/README.md or tells that
// it is stale.
// Thread rule: one thread.
//
//   xvm-scenarios --write scenarios      0: written    2: wrong use, a bad file, cannot write
//   xvm-scenarios --check scenarios      0: current    1: stale    2: wrong use, a bad file
#include "ci/scenarios/catalogue.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>

namespace {

namespace fs = std::filesystem;
using xvm::scenarios::Catalogue;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int write(const fs::path& page, const std::string& text) {
  std::ofstream file(page, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return 0;
  std::cerr << "xvm-scenarios: cannot write " << page.string() << ": check folder and rights\n";
  return 2;
}

int check(const fs::path& page, const std::string& text) {
  if (text_of(page) == text) return 0;
  std::cerr << page.string() << " is stale: renew it with: xvm-scenarios --write "
            << page.parent_path().string() << '\n';
  return 1;
}

int run(std::string_view mode, const fs::path& folder) {
  const Catalogue all = xvm::scenarios::list_scenarios(folder);
  for (const std::string& problem : all.problems) std::cerr << problem << '\n';
  if (!all.problems.empty()) return 2;
  const fs::path page = folder / "README.md";
  const std::string text = xvm::scenarios::with_chapter(text_of(page), chapter_of(all));
  return mode == "--write" ? write(page, text) : check(page, text);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc == 3 ? argv[1] : "";
  const bool known = mode == "--write" || mode == "--check";
  if (known && fs::is_directory(argv[2])) return run(mode, argv[2]);
  std::cerr << "usage: xvm-scenarios --write FOLDER | --check FOLDER   (FOLDER: the project's "
               "scenarios folder)\n";
  return 2;
}
