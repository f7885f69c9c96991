#include "agent/plugin/plugin_output.hpp"

#include <algorithm>

namespace xvm::agent {
namespace {

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

std::string cleaned(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  std::string out(line.substr(0, plugin_output_line_bytes));
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
  for (const std::string_view line : split(kept_)) {
    if (lines.size() == plugin_output_kept_lines) break;
    lines.push_back(cleaned(line));
  }
  return lines;
}

bool PluginOutput::is_cut() const {
  const std::vector<std::string_view> all = split(kept_);
  return dropped_ > 0 || all.size() > plugin_output_kept_lines ||
         std::any_of(all.begin(), all.end(),
                     [](std::string_view line) { return line.size() > plugin_output_line_bytes; });
}

}  // namespace xvm::agent
