# xvm-diagrams writes docs/machines from the tables; model_diagrams_test proves them current.
xvm_program(xvm-diagrams SOURCES ${CMAKE_CURRENT_LIST_DIR}/diagrams/xvm_diagrams.cpp
                         LINKS xvm_diagrams)
add_test(NAME diagrams.current COMMAND xvm-diagrams --check ${PROJECT_SOURCE_DIR}/docs)
