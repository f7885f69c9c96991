// agent/store/quarantine_files.hpp
//
// Purpose: copies of definitions that were found where they should not be, kept before they are
// undefined (R9): quarantine.<node>.<hash>.xml with its metadata. They are written once, never
// changed and never removed by the agent; the same definition found again needs no second file.
// Thread rule: as atomic_file.hpp.
//
//   FileStatus s = write_quarantine(folder, "node2", xml, metadata);   // ok: read back intact
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/store/atomic_file.hpp"

namespace xvm::agent {

FileStatus write_quarantine(const Folder& folder, const std::string& node, std::string_view text,
                            std::string_view metadata);

// Names of the quarantined definitions (.xml), sorted.
std::vector<std::string> list_quarantine(const Folder& folder);

}  // namespace xvm::agent
