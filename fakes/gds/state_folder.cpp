#include "fakes/gds/state_folder.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <system_error>

namespace xvm::fakes::gds {
namespace {

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

}  // namespace

StateFolder StateFolder::of_environment() {
  const char* folder = std::getenv("XVM_FAKE_CLUSTER");
  const char* node = std::getenv("XVM_FAKE_NODE");
  return {folder == nullptr ? "" : folder,
          node == nullptr || *node == '\0' ? host_name() : std::string(node)};
}

std::optional<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void replace_text(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path aside = file.string() + ".new" + std::to_string(::getpid());
  {
    std::ofstream out(aside, std::ios::binary | std::ios::trunc);
    out << text;
    out.flush();
    if (!out) throw std::system_error(errno, std::generic_category(), aside.string());
  }
  std::filesystem::rename(aside, file);
}

}  // namespace xvm::fakes::gds
