// ci/scenarios/catalogue.hpp
//
// Purpose: the list of all scenarios, as the last chapter of scenarios/README.md shows it: made
// from the headers of the files, so that nobody writes it by hand.
// Thread rule: re-entrant; reads files only.
//
//   const Catalogue all = list_scenarios("scenarios");
//   write("scenarios/README.md", with_chapter(page, chapter_of(all)));
#pragma once

#include "sim/scenario/scenario.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace xvm::scenarios {

struct Listed {
  std::string path;  // below the folder: "migration/no-such-host.scn"
  sim::Scenario scenario;
};

struct Catalogue {
  std::vector<Listed> files;          // in the order of their paths
  std::vector<std::string> problems;  // a line for each file that cannot be understood
};

// Every *.scn below the folder.
Catalogue list_scenarios(const std::filesystem::path& folder);

// A table for each folder: the file, what it shows, where it comes from.
std::string chapter_of(const Catalogue& all);

// The page with this last chapter; the rest of it is not touched.
std::string with_chapter(const std::string& page, const std::string& chapter);

}  // namespace xvm::scenarios
