#include "ci/real_cluster/histories.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace xvm::real_cluster {
namespace {

// The guest ticks every 100 ms (real_cluster.cpp asks for it). In one window of 500 ms both
// consoles may grow at a hand-over; in three windows one after the other two copies execute.
constexpr auto window = std::chrono::milliseconds(500);
constexpr int windows_that_prove = 3;

}  // namespace

void Histories::watch(Consoles consoles) {
  consoles_ = std::move(consoles);
  watcher_ = std::thread([this] { look_on(); });
}

void Histories::stop() {
  over_ = true;
  if (watcher_.joinable()) watcher_.join();
}

void Histories::look_on() {
  while (!over_) {
    note_growth();
    std::this_thread::sleep_for(window);
  }
}

void Histories::note_growth() {
  std::string grown;
  for (const auto& [node, path] : consoles_) {
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(path, none);
    if (none) continue;
    std::uintmax_t& before = sizes_[node];
    if (size > before) grown += node;
    before = size;
  }
  windows_side_by_side_ = grown.size() > 1 ? windows_side_by_side_ + 1 : 0;
  const std::scoped_lock lock(mutex_);
  if (windows_side_by_side_ >= windows_that_prove && overlap_.empty()) {
    overlap_ = "copies executed side by side on " + grown;
  }
}

std::string Histories::repeated_tick() const {
  static const std::regex line(R"(\[\S+ ([0-9a-f]{8}) up=[0-9.]+\] (tick [0-9]+))");
  std::map<std::string, std::string> seen;  // boot id and tick -> node
  for (const auto& [node, path] : consoles_) {
    std::ifstream file(path);
    for (std::string text; std::getline(file, text);) {
      std::smatch match;
      if (!std::regex_search(text, match, line)) continue;
      const std::string tick = match[1].str() + " " + match[2].str();
      const auto [at, is_new] = seen.emplace(tick, node);
      if (!is_new && at->second != node) {
        return "boot " + tick + " was printed on " + at->second + " and on " + node;
      }
    }
  }
  return {};
}

std::string Histories::complaint() {
  stop();
  if (std::string twice = repeated_tick(); !twice.empty()) return twice;
  const std::scoped_lock lock(mutex_);
  return overlap_;
}

}  // namespace xvm::real_cluster
