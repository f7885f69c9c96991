// fakes/toolstack/fake_ssh.hpp
//
// Purpose: ssh between fake nodes: the command line goes to a real shell, with the folder of the
// other node (the sibling of one's own) in PATH, so that an expansion would show.
// Thread rule: one thread; ends with the command.
//
//   fake_ssh(folder_of_n1, {"-o", "BatchMode=yes", "root@n2", "xl", "list"})
//
//   FOLDER/unreachable   a file: no route to this node
//   FOLDER/hangs         a file: it accepts and never answers
//   FOLDER/cut           a file: commands are carried out, their answers are lost
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace xvm::fakes::toolstack {

int fake_ssh(const std::filesystem::path& own_folder, const std::vector<std::string>& words);

}  // namespace xvm::fakes::toolstack
