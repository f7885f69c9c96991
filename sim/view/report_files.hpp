// sim/view/report_files.hpp
//
// Purpose: the files of sim/view/report/ as the build embeds them (cmake/embed.cmake). The scripts
// are one text, in the order in which sim/view/CMakeLists.txt names them.
// Thread rule: constants.
//
//   std::string page(report_html);
#pragma once

#include <string_view>

namespace xvm::sim::view {

extern const std::string_view report_html;
extern const std::string_view report_css;
extern const std::string_view report_js;

}  // namespace xvm::sim::view
