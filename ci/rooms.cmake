# The rules of the house that no compiler checks: each shown to fail on a text, then held against
# the tree.
xvm_test(rooms_test
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/rooms/rules_of_rooms.cpp
    ${CMAKE_CURRENT_LIST_DIR}/rooms/rules_of_text.cpp
    ${CMAKE_CURRENT_LIST_DIR}/rooms/source_file.cpp
    ${CMAKE_CURRENT_LIST_DIR}/rooms_test.cpp)
target_compile_definitions(rooms_test PRIVATE XVM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
