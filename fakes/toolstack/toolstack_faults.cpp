#include "fakes/toolstack/toolstack_faults.hpp"

#include <fmt/format.h>

#include <sstream>

#include "fakes/gds/file_lock.hpp"
#include "fakes/gds/state_folder.hpp"

namespace xvm::fakes::toolstack {

void add_fault(const std::filesystem::path& folder, const std::string& line) {
  const gds::FileLock lock(folder / "faults.lock");
  gds::replace_text(folder / "faults",
                    gds::read_text(folder / "faults").value_or("") + line + "\n");
}

std::optional<Fault> take_fault(const std::filesystem::path& folder, const std::string& verb) {
  if (!std::filesystem::exists(folder / "faults")) return std::nullopt;
  const gds::FileLock lock(folder / "faults.lock");
  std::istringstream lines(gds::read_text(folder / "faults").value_or(""));
  std::string left;
  std::optional<Fault> taken;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string of;
    std::string fault;
    int times = -1;
    words >> of >> fault;
    if (!(words >> times)) times = -1;
    if (!taken && (of == verb || of == "*")) {
      taken = from_text<Fault>(fault);
      if (times > 0) --times;
      if (times == 0) continue;
      line = times < 0 ? of + " " + fault : fmt::format("{} {} {}", of, fault, times);
    }
    left += line + "\n";
  }
  if (taken) gds::replace_text(folder / "faults", left);
  return taken;
}

}  // namespace xvm::fakes::toolstack
