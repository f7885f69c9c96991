#include "agent/plugin/program_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xvm::agent {
namespace {

// Empty when the file can be executed.
std::string refusal_of(const std::string& path) {
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) return fmt::format("{}: {}", path, std::strerror(errno));
  if (S_ISDIR(st.st_mode)) return fmt::format("{} is a folder, not a program", path);
  if (!S_ISREG(st.st_mode)) return fmt::format("{} is no regular file", path);
  if (::access(path.c_str(), X_OK) != 0) {
    return fmt::format("{} is not executable: chmod +x", path);
  }
  return {};
}

ProgramFile look_up(const std::string& name) {
  std::string_view rest = plugin_path;
  while (!rest.empty()) {
    const std::size_t end = rest.find(':');
    std::string path = fmt::format("{}/{}", rest.substr(0, end), name);
    if (refusal_of(path).empty()) return {std::move(path), {}};
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return {{}, fmt::format("no program '{}' in {}: give its absolute path", name, plugin_path)};
}

}  // namespace

ProgramFile find_program(const std::string& word) {
  if (word.empty()) return {{}, "the name of the program is empty"};
  if (word.find('/') == std::string::npos) return look_up(word);
  if (word.front() != '/') {
    return {{}, fmt::format("'{}' is a relative path: give the absolute one", word)};
  }
  std::string error = refusal_of(word);
  if (!error.empty()) return {{}, std::move(error)};
  return {word, {}};
}

}  // namespace xvm::agent
