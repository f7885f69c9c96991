// model/diagrams/description.hpp
//
// Purpose: what each machine is for, in a paragraph: the part of its page that no table can tell.
// Thread rule: constant texts.
//
//   description_of(Table::act)
#pragma once

#include "model/machine/context.hpp"

#include <string_view>

namespace xvm::diagrams {

std::string_view description_of(Table table);

}  // namespace xvm::diagrams
