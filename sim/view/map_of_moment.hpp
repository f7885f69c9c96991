// sim/view/map_of_moment.hpp
//
// Purpose: the whole cluster in a few characters, as it is after a happening: for each node its
// state and a letter for each domain (sim/view/columns.hpp has the legend).
// Thread rule: one owner.
//
//   MapOfMoment map(timeline);
//   map.move_to(17);  map.text();      // "+E. o.P X.."
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

class MapOfMoment {
 public:
  // The timeline must outlive it.
  explicit MapOfMoment(const Timeline& timeline);

  // Larger clusters would need too wide a column: it is left out then.
  bool fits() const { return width() <= 48; }
  std::size_t width() const;
  // To the end of what a happening changed; forwards only.
  void move_to(std::size_t happening);
  std::string text() const;

 private:
  char& letter(int node, int domain);

  std::vector<const Bar*> changes_;  // bars of host and copy, by the happening that began them
  std::size_t next_ = 0;
  std::vector<std::string> cells_;  // of each node: its own character and one for each domain
};

}  // namespace xvm::sim::view
