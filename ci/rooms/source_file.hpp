// ci/rooms/source_file.hpp
//
// Purpose: the files of the source tree as (path, text), and the few questions that every rule asks
// of a path or a text.
// Thread rule: plain values; read_tree() reads files.
//
//   for (const SourceFile& f : read_tree(root)) check(f);
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::rooms {

struct SourceFile {
  std::string path;  // from the root of the checkout, with '/'
  std::string text;
};

// Every text file below root but .git, build and ci/cache, sorted by path.
std::vector<SourceFile> read_tree(const std::filesystem::path& root);

std::vector<std::string> lines_of(const std::string& text);
std::vector<std::string> parts_of(std::string_view path, char between);

// The text with comments and the insides of strings blanked; lines keep their numbers.
std::string code_of(const std::string& text);

bool ends_with(std::string_view text, std::string_view end);
std::string room_of(const SourceFile& file);  // "model"; "" for a file at the root
bool is_cpp(const SourceFile& file);          // .cpp .hpp .c
bool is_source(const SourceFile& file);       // C++, shell, Python, CMake
bool is_test(const SourceFile& file);         // x_test.cpp, x_test_context.hpp, x_fuzz, x_bench
bool is_contract(const SourceFile& file);     // contract suites run one test on two things

}  // namespace xvm::rooms
