#include "ci/scenarios/catalogue.hpp"

#include "sim/scenario/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace xvm::scenarios {
namespace {

namespace fs = std::filesystem;

const std::string heading = "## 7 The files\n";

std::string text_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string folder_of(const Listed& file) { return fs::path(file.path).parent_path().string(); }

// Inside a table a bar would end the cell.
std::string cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) {
    text.insert(at, "\\");
  }
  return text;
}

std::string row_of(const Listed& file) {
  const sim::Scenario& s = file.scenario;
  const std::string stem = fs::path(file.path).stem().string();
  return fmt::format("| [{}]({}) | {} | {} |\n", stem, file.path, cell(s.description),
                     cell(s.origin));
}

}  // namespace

Catalogue list_scenarios(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".scn") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Catalogue all;
  for (const fs::path& path : paths) {
    const std::string below = path.lexically_relative(folder).generic_string();
    sim::Parsed parsed = sim::parse(text_of_file(path));
    if (parsed.problem) {
      all.problems.push_back(text_of(below, *parsed.problem));
    } else {
      all.files.push_back({below, std::move(parsed.scenario)});
    }
  }
  return all;
}

std::string chapter_of(const Catalogue& all) {
  std::string text = heading;
  text += fmt::format(
      "\n<!-- Made by xvm-scenarios from the headers of the files. Renew it with: "
      "xvm-scenarios --write scenarios -->\n\n{} scenarios.\n",
      all.files.size());
  std::string folder;
  for (const Listed& file : all.files) {
    if (folder_of(file) != folder) {
      folder = folder_of(file);
      text += fmt::format("\n### {}\n\n| file | what it shows | origin |\n|---|---|---|\n", folder);
    }
    text += row_of(file);
  }
  return text;
}

std::string with_chapter(const std::string& page, const std::string& chapter) {
  const std::size_t begin = page.find("\n" + heading);
  if (begin == std::string::npos) return page + "\n" + chapter;
  return page.substr(0, begin + 1) + chapter;
}

}  // namespace xvm::scenarios
