// model/diagrams/plantuml.hpp
//
// Purpose: a table as a PlantUML state diagram.
// Thread rule: pure function.
//
//   plantuml_of(table)  ->  "@startuml\n ... @enduml\n"      render: plantuml -tsvg stop.puml
#pragma once

#include "model/tables/catalogue.hpp"

#include <string>

namespace xvm::diagrams {

std::string plantuml_of(const TableView& table);

}  // namespace xvm::diagrams
