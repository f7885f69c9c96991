#include "sim/view/bars.hpp"

#include <algorithm>

namespace xvm::sim::view {

Bar* Bars::find(const BarKey& key) {
  const auto found = open_.find(key);
  return found == open_.end() ? nullptr : &bars_[found->second];
}

void Bars::open(const Bar& bar, const std::string& method) {
  const BarKey key{bar.track, bar.node, bar.domain, method};
  if (const Bar* now = find(key)) {
    if (now->state == bar.state && now->text == bar.text) return;
    close(key, bar.begin_us, bar.first);
  }
  open_[key] = bars_.size();
  bars_.push_back(bar);
  bars_.back().last = bar.first;
}

Bar* Bars::close(const BarKey& key, std::uint64_t at_us, std::size_t happening) {
  Bar* bar = find(key);
  if (bar == nullptr) return nullptr;
  bar->end_us = at_us;
  bar->last = happening;
  open_.erase(key);
  return bar;
}

std::vector<Bar> Bars::finish(std::uint64_t end_us) {
  for (const auto& [key, place] : open_) {
    bars_[place].end_us = end_us;
    bars_[place].is_open = true;
  }
  open_.clear();
  std::stable_sort(bars_.begin(), bars_.end(), [](const Bar& a, const Bar& b) {
    return std::tie(a.track, a.node, a.domain, a.begin_us) <
           std::tie(b.track, b.node, b.domain, b.begin_us);
  });
  return std::move(bars_);
}

}  // namespace xvm::sim::view
