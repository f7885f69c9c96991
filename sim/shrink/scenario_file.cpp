#include "sim/shrink/scenario_file.hpp"

#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace xvm::sim {
namespace {

namespace files = std::filesystem;

}  // namespace

std::optional<Scenario> read_scenario(const std::string& path, std::string& trouble) {
  std::error_code error;
  std::ifstream stream(path, std::ios::binary);
  if (!stream || files::is_directory(path, error)) {
    trouble = path + ": found no readable file, expected a scenario";
    return std::nullopt;
  }
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  Parsed parsed = parse(text);
  if (parsed) return std::move(parsed.scenario);
  trouble = text_of(path, *parsed.problem);
  return std::nullopt;
}

std::string write_scenario(const std::string& path, const Scenario& scenario) {
  std::error_code error;
  const files::path folder = files::path(path).parent_path();
  if (!folder.empty()) files::create_directories(folder, error);
  if (error) return folder.string() + ": cannot be made: " + error.message();
  const std::string temporary = path + ".new";
  {
    std::ofstream out(temporary, std::ios::binary);
    out << print(scenario) << std::flush;
    if (!out) error = std::make_error_code(std::errc::io_error);
  }
  if (!error) files::rename(temporary, path, error);
  if (!error) return {};
  std::error_code ignored;
  files::remove(temporary, ignored);
  return path + ": cannot be written: " + error.message();
}

}  // namespace xvm::sim
