#include "sim/view/moments.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>

namespace xvm::sim::view {
namespace {

const trace::Header* header_of(const trace::Entry& e) {
  return std::get_if<trace::Header>(&e.payload);
}

std::optional<std::int64_t> first_wall_second(const std::vector<trace::Entry>& entries) {
  std::optional<std::int64_t> first;
  for (const trace::Entry& e : entries) {
    const auto wall = header_of(e) == nullptr ? std::nullopt : wall_seconds(header_of(e)->started);
    if (wall) first = std::min(first.value_or(*wall), *wall);
  }
  return first;
}

// A header says the second; that all lines above it in its file were written before says more.
std::uint64_t begin_of(std::int64_t wall_s, std::int64_t first_s, std::uint64_t last_us) {
  constexpr std::uint64_t second_us = 1'000'000;
  const std::uint64_t least = static_cast<std::uint64_t>(wall_s - first_s) * second_us;
  return last_us >= least && last_us - least < second_us ? last_us : least;
}

std::vector<std::uint64_t> moments_of(const std::vector<trace::Entry>& entries) {
  const std::optional<std::int64_t> first = first_wall_second(entries);
  std::vector<std::uint64_t> moments;
  std::uint64_t base_us = 0;
  std::uint64_t last_us = 0;
  for (const trace::Entry& e : entries) {
    if (const trace::Header* header = header_of(e)) {
      const auto wall = wall_seconds(header->started);
      base_us = wall ? begin_of(*wall, *first, last_us) : last_us;
    }
    moments.push_back(base_us + e.at_us);
    last_us = std::max(last_us, moments.back());
  }
  return moments;
}

}  // namespace

std::optional<std::int64_t> wall_seconds(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  char end = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2u-%2uT%2u:%2u:%2u%c", &year, &month, &day,
                               &hour, &minute, &second, &end);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  const bool sound =
      read == 7 && end == 'Z' && date.ok() && hour < 24 && minute < 60 && second < 61;
  if (!sound) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return std::int64_t{days} * 86'400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 +
         std::int64_t{second};
}

std::vector<std::uint64_t> put_on_one_clock(std::vector<trace::Entry>& entries) {
  const std::vector<std::uint64_t> moments = moments_of(entries);
  std::vector<std::size_t> order(entries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return moments[a] < moments[b]; });
  std::vector<trace::Entry> sorted;
  std::vector<std::uint64_t> sorted_moments;
  for (const std::size_t i : order) {
    sorted.push_back(std::move(entries[i]));
    sorted_moments.push_back(moments[i]);
  }
  entries = std::move(sorted);
  return sorted_moments;
}

}  // namespace xvm::sim::view
