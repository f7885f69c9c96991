#include "agent/plugin/plugin_output.hpp"

#include <algorithm>

namespace xvm::agent {
namespace {

std::string cleaned(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  std::string out(line);
  for (char& c : out) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\t')
      c = ' ';
    else if (byte < 0x20 || byte == 0x7f)
      c = '?';
  }
  return out;
}

}  // namespace

void PluginOutput::add(std::string_view bytes) {
  const std::size_t room = plugin_output_kept_bytes - kept_.size();
  const std::size_t taken = std::min(room, bytes.size());
  kept_.append(bytes.substr(0, taken));
  dropped_ += bytes.size() - taken;
}

std::vector<std::string> PluginOutput::lines() const {
  std::vector<std::string> lines;
  for (std::string_view rest = kept_; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    lines.push_back(cleaned(rest.substr(0, end)));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return lines;
}

}  // namespace xvm::agent
